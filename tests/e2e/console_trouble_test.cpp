// What goes wrong between the station and a console while a unit is in work: another speed, a port that vanishes.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"

#include <gmock/gmock.h>

namespace {

using e2e::Bench;
using e2e::Going;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto reset = "  - identify\n  - reset: { network: false }\n";

std::string notes_of(const Bench& bench) {
    const reports::Store store{bench.records};
    const auto record = reports::record_from_json(store.sealed(store.list().at(0).id)->json);
    std::string notes;
    for (const auto& note : record.notes) notes += note.text + "\n";
    for (const auto& step : record.steps)
        for (const auto& note : step.notes) notes += note.text + "\n";
    return notes;
}

TEST(ConsoleSpeed, IsFoundAndFoundAgainWhenAResetPutsItBack) {
    Bench bench{"mx204-good", 100, {"--fault", "wrong-speed:115200"}};
    bench.without_network();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(reset)));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(notes_of(bench), AllOf(HasSubstr("answers at 115200 bits a second, the bench file says 9600"),
                                       HasSubstr("answers at 9600 bits a second, no more at 115200")));
}

TEST(ConsoleSpeed, IsFoundBehindATerminalServer) {
    Bench bench{"mx204-good", 100, {"--fault", "wrong-speed:38400"}, e2e::Wire::rfc2217};
    bench.without_network();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(notes_of(bench), HasSubstr("answers at 38400 bits a second"));
}

TEST(ConsoleSpeed, IsToldByIdentify) {
    Bench bench{"mx204-good", 100, {"--fault", "wrong-speed:19200"}};
    const auto ended = e2e::run("station", {"console", "A1", "--identify", "--bench", bench.file.string()});
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("login (certain)"), HasSubstr("speed: 19200 bits a second"), HasSubstr("?baud=19200")));
}

TEST(VanishingPort, IsWaitedForBetweenCommands) {
    Bench bench{"mx204-good", 100};
    bench.without_network();
    Going station{bench.run_arguments("BK512", bench.procedure(reset)), bench.folder / "output"};
    ASSERT_TRUE(station.said("ok    identify"));
    bench.inject("port-vanishes:50");
    EXPECT_EQ(station.wait(), 0) << station.output();
    EXPECT_THAT(notes_of(bench), AllOf(HasSubstr("is gone"), HasSubstr("is back after")));
}

TEST(VanishingPort, IsWaitedForWhileTheUnitBoots) {
    Bench bench{"mx204-good", 60};
    bench.without_network();
    Going station{bench.run_arguments("BK512", bench.procedure(reset)), bench.folder / "output"};
    ASSERT_TRUE(bench.comes_to("booting"));
    bench.inject("port-vanishes:300");  // longer than its boot
    EXPECT_EQ(station.wait(), 0) << station.output();
    EXPECT_THAT(notes_of(bench), AllOf(HasSubstr("is gone"), HasSubstr("what the unit printed meanwhile was not seen")));
}

TEST(VanishingPort, ThatStaysAwayIsTheStationsTrouble) {
    Bench bench{"mx204-good", 60};
    bench.without_network();
    bench.add_to_slot("console-patience: 2s");
    Going station{bench.run_arguments("BK512", bench.procedure(reset)), bench.folder / "output"};
    ASSERT_TRUE(bench.comes_to("booting"));
    bench.inject("port-vanishes:100000");
    EXPECT_EQ(station.wait(), 2) << station.output();
    EXPECT_THAT(station.output(), AllOf(HasSubstr("look at its adapter and its cable"), HasSubstr("says nothing about the unit"), Not(HasSubstr("wiped ("))));
}

}  // namespace
