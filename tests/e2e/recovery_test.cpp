// Units that let nobody in, with a technician who does what is asked.

#include "tests/e2e/bench.hpp"
#include "tests/support/pty.hpp"

#include <gmock/gmock.h>

namespace {

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
        keyboard.write("1\n");
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
