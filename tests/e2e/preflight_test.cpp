// What a run lacks is found while the unit still has everything to lose, and `station plan` says it before the run does.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/pty.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using e2e::Bench;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

constexpr auto image = "junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz";
const std::string load = "  - load-software: { release: 21.4R3-S5.4 }\n";

reports::Record record_of(const Bench& bench) {
    const reports::Store store{bench.records};
    return reports::record_from_json(store.sealed(store.list().at(0).id)->json);
}

std::string notes_of(const reports::Record& record) {
    std::string all;
    for (const auto& note : record.notes) all += note.text + "\n";
    for (const auto& step : record.steps)
        for (const auto& note : step.notes) all += note.text + "\n";
    return all;
}

TEST(Preflight, WipesNothingForALoadThatHasNoNetworkAndNobodyThere) {
    Bench bench{"mx204-good", 500};
    bench.without_network();
    const auto before = bench.control("remains");
    for (const std::string& steps : {"  - identify\n" + load, "  - identify\n  - reset\n" + load}) {
        const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(steps)));
        EXPECT_EQ(ended.code, 2) << ended.output;
        EXPECT_THAT(record_of(bench).summary, AllOf(HasSubstr("nothing was destroyed, for 2 things are lacking"), HasSubstr("slot A1 has no management"),
                                                    HasSubstr("nobody is there to install it from USB"), HasSubstr("no image of 21.4R3-S5.4")));
        EXPECT_THAT(notes_of(record_of(bench)), AllOf(HasSubstr("lacking: load-software: no package leads"), HasSubstr("lacking: load-software: no image")));
    }
    EXPECT_EQ(bench.control("remains"), before);
}

TEST(Preflight, LetsAPersonInstallWhereThereIsNoNetwork) {
    Bench bench{"mx204-good", 200};
    bench.without_network();
    const support::Pty keyboard;
    e2e::Going station{bench.run_arguments("BK512", bench.procedure("  - identify\n  - reset\n" + load)), bench.folder / "output", keyboard.path()};
    ASSERT_TRUE(station.said("no image can be brought to its unit over the network")) << station.output();
    ASSERT_TRUE(station.said("at hand?")) << station.output();
    ASSERT_TRUE(station.said("then Enter:")) << station.output();
    keyboard.write("2\n");
    ASSERT_TRUE(station.said("Enter accepts")) << station.output();
    keyboard.write("\n");
    EXPECT_EQ(station.wait(), 2) << station.output();
    EXPECT_THAT(bench.control("remains"), HasSubstr("re0:configuration")) << "the past is still there";
    EXPECT_EQ(record_of(bench).reason, "no-network");
}

TEST(Preflight, TellsWhatStaysOpenAndGoesOn) {
    const Bench bench{"mx204-good", 500};
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - reset: { network: false }\n  - ask: { do: 'is it packed?' }\n")));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(notes_of(record_of(bench)), HasSubstr("open: ask: nobody is there to answer \"is it packed?\""));
    EXPECT_THAT(bench.control("remains"), Not(HasSubstr("re0:configuration"))) << "the wipe was done";
}

TEST(Preflight, IsNotForARunThatOnlyLooks) {
    Bench bench{"mx204-good", 500};
    bench.without_network();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - verify-serial\n"), {}));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(notes_of(record_of(bench)), AllOf(Not(HasSubstr("lacking: ")), Not(HasSubstr("open: "))));
}

TEST(Plan, SaysWhatTheProcedureWillLack) {
    Bench bench{"mx204-good", 500};
    ASSERT_EQ(e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n"))).code, 0);
    const auto plan = [&](std::vector<std::string> more) {
        std::vector<std::string> words{"plan", "--bench", bench.file.string(), "--slot", "A1", "--records", bench.records.string()};
        words.insert(words.end(), more.begin(), more.end());
        return e2e::run("station", words);
    };
    const auto lacking = plan({"--serial", "bk512", "--release", "21.4R3-S5.4"});
    EXPECT_EQ(lacking.code, 2) << lacking.output;
    EXPECT_THAT(lacking.output, AllOf(HasSubstr("BK512 as record BK512-1 has it"), HasSubstr("for procedure certify in A1:"), HasSubstr("LACKING load-software: no image of 21.4R3-S5.4"),
                                      HasSubstr("open    appearance: nobody is there to answer"), HasSubstr("open    begin-change: the bench names no technical contact")));
    bench.add_image(image, "21.4R3-S5.4");
    EXPECT_EQ(plan({"--release", "21.4R3-S5.4"}).code, 0);
    bench.without_network();
    const auto no_network = plan({"--release", "21.4R3-S5.4"});
    EXPECT_EQ(no_network.code, 2) << no_network.output;
    EXPECT_THAT(no_network.output, AllOf(HasSubstr("LACKING load-software:"), HasSubstr("slot A1 has no management")));
    const auto looks = plan({"inspect"});
    EXPECT_EQ(looks.code, 0) << looks.output;
    EXPECT_THAT(looks.output, AllOf(HasSubstr("for procedure inspect in A1: nothing is lacking"), Not(HasSubstr("LACKING"))));
}

TEST(Plan, UsesTheRecordOfTheUnitThatWasAskedFor) {
    const Bench bench{"mx204-good", 500};
    ASSERT_EQ(e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n"))).code, 0);
    // A label that was on another unit: its record says BK512's parts under the name JN99999.
    e2e::run("station", bench.run_arguments("JN99999", bench.procedure("  - identify\n")));
    const auto plan = [&](const std::string& serial) {
        return e2e::run("station", {"plan", "--bench", bench.file.string(), "--slot", "A1", "--serial", serial, "--records", bench.records.string(), "--release", "20.4R3-S4.8"});
    };
    EXPECT_THAT(plan("BK512").output, HasSubstr("BK512 as record BK512-1 has it"));
    const auto never_here = plan("JN99999");
    EXPECT_EQ(never_here.code, 2);
    EXPECT_THAT(never_here.output, HasSubstr("says what JN99999 is"));
}

}  // namespace
