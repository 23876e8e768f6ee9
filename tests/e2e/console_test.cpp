// `station console --identify` at simulated units: what it says, and what it returns to the shell.

#include "tests/e2e/bench.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(ConsoleCommand, SaysWhatStandsOnEveryConsoleOfTheSlot) {
    const e2e::Bench bench{"mx240-good"};
    const auto ended = e2e::run("station", {"console", "A1", "--identify", "--bench", bench.file.string()});
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("A1 serial:"), HasSubstr("login (certain)"), HasSubstr("next: a run would log in with the bench's credentials")));
}

TEST(ConsoleCommand, ASilentConsoleIsNotKnown) {
    const e2e::Bench bench{"mx240-dead-console"};
    const auto ended = e2e::run("station", {"console", "A1", "--identify", "--bench", bench.file.string()});
    EXPECT_EQ(ended.code, 1) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("silent"));
}

TEST(ConsoleCommand, APortThatIsNotThereIsTheStationsTrouble) {
    const auto file = std::filesystem::path{testing::TempDir()} / "console-bench.yaml";
    std::ofstream{file} << "bench: b\nslots:\n  - name: A1\n    console: serial:///dev/station/nothing\n";
    const auto ended = e2e::run("station", {"console", "A1", "--identify", "--bench", file.string()});
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("not reached"));
}

}  // namespace
