// Units that let nobody in, with a technician who does what is asked.

#include "tests/e2e/bench.hpp"
#include "tests/support/pty.hpp"

#include <gmock/gmock.h>

#include <csignal>

namespace {

using namespace std::chrono_literals;

using e2e::Bench;
using e2e::Going;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto get_in = "  - identify: { recover-access: true }\n";

/// Runs it with somebody at the keyboard who switches the mains when asked to, so many times.
e2e::Ended with_technician(const Bench& bench, const std::string& serial, const std::string& steps, int power_cycles) {
    const support::Pty keyboard;
    Going station{bench.run_arguments(serial, bench.procedure(steps)), bench.folder / "output", keyboard.path()};
    std::size_t from = 0;
    for (int switched = 0; switched < 2 * power_cycles; ++switched) {
        if (!station.said(switched % 2 ? "its mains again" : "Take the mains", from)) break;
        from = station.output().size();
        bench.control(switched % 2 ? "on" : "off");
        e2e::answer(station, keyboard, "1\n");
    }
    const auto code = station.wait();
    return {code, station.output()};
}

TEST(Recovery, BreaksIntoABootMenuAndSetsRootsPasswordAnew) {
    const Bench bench{"mx204-good", 100, {"--state", "unknown-password"}};
    const auto ended = with_technician(bench, "BK512", get_in, 1);
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("ok    identify"));
}

TEST(Recovery, NeedsNobodyWhereASwitchHasTheMains) {
    Bench bench{"mx204-good", 100, {"--state", "unknown-password"}};
    bench.with_mains();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(get_in)));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("ok    identify"));
}

TEST(Recovery, GoesThroughTheBootOnceMoreWhereAWindowWasMissed) {
    Bench bench{"mx204-good", 100, {"--state", "unknown-password", "--fault", "keys-lost"}};
    bench.with_mains();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(get_in)));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_EQ(bench.control("faults").find("keys-lost"), std::string::npos) << "no window was missed";
}

TEST(Recovery, SaysThatTheStationWasTooSlowNotThatTheUnitLetsNobodyIn) {
    Bench bench{"mx204-good", 400, {"--state", "unknown-password", "--fault", "keys-lost:0"}};
    bench.with_mains();
    Going station{bench.run_arguments("BK512", bench.procedure(get_in)), bench.folder / "output"};
    while (!station.ended_within(500ms)) {
        station.signal(SIGSTOP);
        const bool held = !station.ended_within(400ms);
        station.signal(SIGCONT);
        if (!held) break;
    }
    EXPECT_EQ(station.wait(), 2) << station.output();
    EXPECT_THAT(station.output(), HasSubstr("behind each time re0 could be broken into"));
}

/// Runs it with somebody at the keyboard who agrees to what is asked.
e2e::Ended agreed_to(const Bench& bench, const std::string& serial, const std::string& steps, const std::string& question) {
    const support::Pty keyboard;
    Going station{bench.run_arguments(serial, bench.procedure(steps)), bench.folder / "output", keyboard.path()};
    if (station.said(question)) e2e::answer(station, keyboard, "1\n");
    const auto code = station.wait();
    return {code, station.output()};
}

TEST(Recovery, MendsADamagedFileSystemOnTheWayIn) {
    Bench bench{"stubborn/ex3300-unattended", 100, {"--fault", "fsck-damaged"}};
    bench.with_mains();
    const auto ended = agreed_to(bench, "GA0212441107", get_in, "The file systems are damaged");
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_EQ(bench.control("faults").find("fsck-damaged"), std::string::npos) << "nobody mended it";
}

TEST(Reset, MendsADamagedFileSystemThatStopsTheBootAfterIt) {
    const Bench bench{"stubborn/mx240-old", 100, {"--fault", "fsck-damaged"}};
    const auto ended = agreed_to(bench, "JN10B20D5AFC", "  - identify\n  - reset: { network: false }\n", "The file systems are damaged");
    EXPECT_EQ(ended.code, 0) << ended.output;
}

TEST(Reset, LeavesADamagedFileSystemToWhomeverIsThere) {
    const Bench bench{"stubborn/mx240-old", 100, {"--fault", "fsck-damaged"}};
    const auto ended = e2e::run("station", bench.run_arguments("JN10B20D5AFC", bench.procedure("  - identify\n  - reset: { network: false }\n")));
    EXPECT_EQ(ended.code, 1) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("the file system is damaged"));
}

TEST(Reset, WipesEachMemberOfAVirtualChassisOnItsOwnConsole) {
    const Bench bench{"stubborn/ex4300-vc", 200};
    const auto ended = e2e::run("station", bench.run_arguments("PD3716110400", bench.procedure("  - identify\n  - reset: { network: false }\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("2 members wiped"));
}

TEST(Reset, WipesEachNodeOfAClusterOnItsOwnConsole) {
    const Bench bench{"stubborn/srx320-cluster", 200};
    const auto ended = e2e::run("station", bench.run_arguments("CX1617410290", bench.procedure("  - identify\n  - verify-serial\n  - reset: { network: false }\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("2 members wiped"));
    EXPECT_EQ(bench.control("remains"), "none\n");
}

// The label of the node on whose console the slot stands, though the reply names the other one first.
TEST(Reset, TakesTheLabelOfTheNodeItStandsOnAndOfNoOther) {
    Bench bench{"stubborn/srx320-cluster", 200};
    bench.wires(0, "serial://" + bench.ttys.at(1));
    bench.wires(1, "serial://" + bench.ttys.at(0));
    const auto procedure = bench.procedure("  - identify\n  - verify-serial\n");
    const auto other = e2e::run("station", bench.run_arguments("CX1617410290", procedure));
    EXPECT_EQ(other.code, 1) << other.output;
    const auto own = e2e::run("station", bench.run_arguments("CX1617410301", procedure));
    EXPECT_EQ(own.code, 0) << own.output;
}

TEST(Reset, NamesTheMemberThatWasNotWiped) {
    const Bench bench{"stubborn/ex4300-vc", 400, {"--fault", "member-not-wiped"}};
    const auto ended = e2e::run("station", bench.run_arguments("PD3716110400", bench.procedure("  - identify\n  - reset: { network: false }\n")));
    EXPECT_EQ(ended.code, 1) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("after the wipe fpc1 still asks for a password"));
}

TEST(Recovery, NamesTheWayThatIsLeftWhereAConsoleIsInsecure) {
    const Bench bench{"stubborn/mx240-insecure", 100};
    const auto ended = with_technician(bench, "JN12A70F2AFC", get_in, 6);
    EXPECT_EQ(ended.code, 1) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("cannot be recovered this way: the console is set insecure"), HasSubstr("install software from USB")));
}

TEST(Recovery, IsNotTriedWithoutTheOwnersReleaseOrWithoutAWordInTheProcedure) {
    const Bench bench{"mx204-good", 100, {"--state", "unknown-password"}};
    const auto unreleased = e2e::run("station", bench.run_arguments("BK512", bench.procedure(get_in), {}));
    EXPECT_EQ(unreleased.code, 2) << unreleased.output;
    EXPECT_THAT(unreleased.output, HasSubstr("owner's release is not on file"));
    const auto unasked = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(unasked.code, 2) << unasked.output;
    EXPECT_THAT(unasked.output, AllOf(HasSubstr("recover-access"), Not(HasSubstr("mains"))));
}

TEST(Recovery, NobodyThereIsTheStationsFault) {
    const Bench bench{"mx204-good", 100, {"--state", "unknown-password"}};
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(get_in)));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("nobody is there"));
}

}  // namespace
