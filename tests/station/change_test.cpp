#include "station/change/outcome.hpp"
#include "station/change/state.hpp"
#include "station/engine/window.hpp"

#include <gmock/gmock.h>

namespace {

using namespace station;
using namespace std::chrono_literals;
using drivers::Clock;
using drivers::junos::Facts;
using drivers::junos::Unit;
using reports::StateRow;
using reports::Verdict;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Unit unit_with_parts() {
    Unit unit;
    unit.chassis = {"MODEL", "JN1"};
    unit.modules = {{.path = "FPC 0", .part_number = "750-000001", .serial_number = "ABCD1234"},
                    {.path = "FPC 0/PIC 0", .part_number = "BUILTIN", .serial_number = "BUILTIN"},
                    {.path = "Fan Tray 0"}};
    return unit;
}

TEST(StateRows, KnowPartsByTheirSerialNumbers) {
    EXPECT_THAT(*rows_of("hardware", {{unit_with_parts()}, {}}, "re0"),
                ElementsAre(StateRow{"hardware", "JN1", "chassis"}, StateRow{"hardware", "ABCD1234", "FPC 0, 750-000001"},
                            StateRow{"hardware", "number of parts", "3"}));
}

TEST(StateRows, NameEveryEngine) {
    Unit one, other;
    one.software = {.version = "21.4R3"};
    other.re_name = "re1";
    other.software = {.version = "20.4R3"};
    EXPECT_THAT(*rows_of("software", {{one, other}, {}}, "re0"), ElementsAre(StateRow{"software", "re0", "21.4R3"}, StateRow{"software", "re1", "20.4R3"}));
}

TEST(StateRows, TellNoAlarmsFromNotTold) {
    Unit silent, calm, loud;
    calm.alarms.emplace();
    loud.alarms = std::vector<drivers::junos::Alarm>{{.time = "2026-11-22 12:00:00 UTC", .alarm_class = "Major", .description = "Fan Failure"}};
    EXPECT_FALSE(rows_of("alarms", {{silent}, {}}, "re0"));
    EXPECT_TRUE(rows_of("alarms", {{calm}, {}}, "re0")->empty());
    EXPECT_THAT(*rows_of("alarms", {{loud}, {}}, "re0"), ElementsAre(StateRow{"alarms", "Fan Failure", "Major"})) << "since when is no difference";
    EXPECT_FALSE(rows_of("software", {{silent}, {}}, "re0"));
    EXPECT_FALSE(rows_of("hardware", {{silent}, {}}, "re0"));
}

TEST(Window, LetsNothingBeginThatDoesNotFitIntoIt) {
    const auto now = Clock::now();
    const Window window{now + 10min};
    EXPECT_FALSE(outside_window(std::nullopt, now, 9h)) << "no change, no window";
    EXPECT_FALSE(outside_window(window, now, std::nullopt)) << "nobody knows how long it takes";
    EXPECT_FALSE(outside_window(window, now, 9min));
    EXPECT_THAT(outside_window(window, now, 11min)->summary, HasSubstr("usually takes 11:00, and the window of the planned change ends in 10:00"));
    const auto over = outside_window(window, now + 10min, std::nullopt);
    EXPECT_THAT(over->summary, HasSubstr("is over"));
    EXPECT_EQ(over->verdict, Verdict::error) << "it says nothing about the unit";
    EXPECT_EQ(over->reason, "window-over");
}

reports::PlannedChange reviewed(bool goal_met) {
    reports::PlannedChange change;
    change.begun.window = 5h;
    change.begun.backout = "boot the other slice";
    change.measured_by = {"load-software: pass"};
    change.review = reports::ChangeReview{.took = 31min + 2s, .window_kept = true, .goal_met = goal_met, .differences = {{"software", "re0", "1", "2"}}};
    return change;
}

TEST(ChangeOutcome, SaysByWhatTheGoalIsMeasured) {
    const auto outcome = outcome_of(reviewed(true));
    EXPECT_EQ(outcome.verdict, Verdict::pass);
    EXPECT_EQ(outcome.summary, "goal met (load-software: pass); 1 thing is different; window kept, 31:02 of 5:00:00");
}

TEST(ChangeOutcome, FailsWhereTheGoalIsNotMetAndNamesTheWayBack) {
    auto change = reviewed(false);
    change.open_items = {"hardware ABCD1234: gone (FPC 0)"};
    const auto outcome = outcome_of(change);
    EXPECT_EQ(outcome.verdict, Verdict::fail);
    EXPECT_EQ(outcome.reason, "goal-not-met");
    EXPECT_THAT(outcome.summary, HasSubstr("gone (FPC 0)"));
    EXPECT_THAT(outcome.advice, HasSubstr("boot the other slice"));
}

TEST(ChangeOutcome, AnOverrunWindowIsNotTheUnitsFault) {
    auto change = reviewed(true);
    change.review->window_kept = false;
    EXPECT_EQ(outcome_of(change).verdict, Verdict::pass);
    EXPECT_THAT(outcome_of(change).summary, AllOf(HasSubstr("window overrun"), Not(HasSubstr("kept"))));
}

TEST(PartsGone, AreTheirPlacesAndSerialNumbers) {
    EXPECT_THAT(parts_gone({{{"hardware", "ABCD1234", "FPC 0"}, {"licences", "L", ""}}, {}}, {}), ElementsAre("FPC 0 (ABCD1234)"));
}

}  // namespace
