// Programs that the station runs and that do not end, or leave others behind.

#include "drivers/error.hpp"
#include "drivers/power/program.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/run.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <poll.h>
#include <signal.h>

#include <fstream>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using power::Program;

Task<Program::End> run(std::vector<std::string> command, Clock::duration patience = 10s) {
    Program program{co_await asio::this_coro::executor, command};
    co_return co_await program.end(within(patience, "end of the program"), "exec:");
}

bool ends_soon(pid_t process) {
    for (int i = 0; i < 500; ++i) {
        if (::kill(process, 0) != 0) return true;
        ::poll(nullptr, 0, 10);
    }
    return false;
}

TEST(Program, SaysHowItEnded) {
    EXPECT_EQ(support::run(run({"/bin/true"})).status, 0);
    EXPECT_EQ(support::run(run({"/bin/sh", "-c", "exit 7"})).status, 7);
    EXPECT_EQ(support::run(run({"/bin/sh", "-c", "kill -9 $$"})).status, 128 + SIGKILL);
}

TEST(Program, BringsWhatItPrinted) {
    EXPECT_EQ(support::run(run({"/bin/sh", "-c", "echo on; echo worse >&2"})).output, "on\nworse\n");
}

TEST(Program, ThatIsMissingIsNamed) {
    try {
        support::run(run({"/nowhere/switch"}));
        FAIL();
    } catch (const std::system_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("/nowhere/switch"));
    }
}

TEST(Program, IsKilledWithAllItStartedWhenNobodyWaitsAnyMore) {
    support::TempFolder folder;
    const auto file = (folder / "child").string();
    std::optional<Fault> fault;
    const auto begin = Clock::now();
    try {
        support::run(run({"/bin/sh", "-c", "sleep 1000 & echo $! >" + file + "; wait"}, 300ms));
    } catch (const LinkError& error) {
        fault = error.fault();
    }
    EXPECT_EQ(fault, Fault::timeout);
    EXPECT_LT(Clock::now() - begin, support::at_once());
    pid_t child = 0;
    std::ifstream{file} >> child;
    ASSERT_GT(child, 0);
    // It is nobody's child now; whoever adopts orphans here may be slow to bury it.
    std::string state;
    std::ifstream{"/proc/" + std::to_string(child) + "/stat"} >> state >> state >> state;
    EXPECT_TRUE(state == "Z" || ends_soon(child)) << state;
}

TEST(Program, ThatLeftSomebodyBehindHasEnded) {
    const auto begin = Clock::now();
    EXPECT_EQ(support::run(run({"/bin/sh", "-c", "sleep 1000 & echo done"})).output, "done\n");
    EXPECT_LT(Clock::now() - begin, support::at_once());
}

}  // namespace
