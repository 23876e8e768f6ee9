// How a run leaves a unit: logged out on its consoles, and with a way in where the run set a password.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"

#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using e2e::Bench;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

std::string what_stands_there(const Bench& bench) { return e2e::run("station", {"console", "A1", "--identify", "--bench", bench.file.string()}).output; }

std::string contents(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

TEST(Leaving, LogsOutOfTheConsoleAfterAPass) {
    Bench bench{"mx204-good"};
    bench.without_network();  // NETCONF is spoken on the console then
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - verify-serial\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(what_stands_there(bench), HasSubstr("login"));
}

TEST(Leaving, LogsOutOfEveryConsoleAfterAFailure) {
    const Bench bench{"mx240-good"};
    const auto ended = e2e::run("station", bench.run_arguments("JN99999", bench.procedure("  - identify\n  - verify-serial\n")));
    EXPECT_EQ(ended.code, 1) << ended.output;
    const auto stands = what_stands_there(bench);
    EXPECT_THAT(stands, HasSubstr("login"));
    EXPECT_THAT(stands, Not(HasSubstr("cli")));
}

TEST(Leaving, LogsOutAfterAStop) {
    const Bench bench{"mx204-good"};
    {
        e2e::Going station{bench.run_arguments("BK512", bench.procedure("  - identify\n  - wait: { for: 1h }\n")), bench.folder / "output"};
        ASSERT_TRUE(station.said("...   wait")) << station.output();
        station.signal(SIGTERM);
        EXPECT_EQ(station.wait(), 3) << station.output();
    }
    EXPECT_THAT(what_stands_there(bench), HasSubstr("login"));
}

TEST(Leaving, TypesNoClosingWordsAtALogin) {
    Bench bench{"mx204-good"};
    bench.without_network();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    const auto again = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(again.code, 0) << again.output;
    const reports::Store store{bench.records};
    for (const auto& line : store.list()) {
        const auto said = e2e::run("station", {"records", "--records", bench.records.string(), "replay", line.id, "console"}).output;
        EXPECT_THAT(said, Not(HasSubstr("login: <rpc")));
    }
}

TEST(Leaving, KeepsThePasswordItSetWhereOnlyItsOwnerReadsItAndUsesItAgain) {
    Bench bench{"mx204-good", 100, {"--state", "unknown-password"}};
    bench.with_mains();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify: { recover-access: true }\n  - verify-serial: { readings: [label, cli] }\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    const auto file = bench.folder / "credentials.units" / "BK512";
    ASSERT_TRUE(fs::exists(file)) << ended.output;
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_THAT(ended.output, HasSubstr(file.string()));
    const auto line = contents(file);
    ASSERT_THAT(line, HasSubstr("root:"));
    const auto password = line.substr(5, line.find('\n') - 5);
    const reports::Store store{bench.records};
    const auto id = store.list().at(0).id;
    const auto record = store.sealed(id)->json;
    EXPECT_THAT(record, Not(HasSubstr(password)));
    EXPECT_THAT(record, HasSubstr("credentials.units/BK512"));
    for (const auto& entry : fs::recursive_directory_iterator{bench.records})
        EXPECT_THAT(entry.is_regular_file() ? contents(entry.path()) : "", Not(HasSubstr(password))) << entry.path();
    const auto again = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(again.code, 0) << "the next run gets in by itself:\n" << again.output;
}

TEST(Leaving, ForgetsThePasswordOfAUnitThatWasWiped) {
    Bench bench{"mx204-good", 100, {"--state", "unknown-password"}};
    bench.with_mains();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify: { recover-access: true }\n  - verify-serial\n  - reset: { network: false }\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_FALSE(fs::exists(bench.folder / "credentials.units" / "BK512"));
    EXPECT_THAT(ended.output, Not(HasSubstr("credentials.units")));
}

}  // namespace
