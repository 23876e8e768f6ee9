#include "reports/change.hpp"

#include "reports/record.hpp"
#include "tests/reports/fixtures.hpp"

#include <gmock/gmock.h>

using namespace reports;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

const StateRow release{"software", "re0", "15.1F5.15"}, card{"hardware", "TEST2001", "FPC 1"},
    fan_alarm{"alarms", "Fan Failure", "Major"};

std::vector<std::string> told(const UnitState& before, const UnitState& after) {
    std::vector<std::string> all;
    for (const Difference& difference : differences(before, after)) all.push_back(in_words(difference));
    return all;
}

PlannedChange only_change(const fixtures::Journal& journal) {
    const Record record = fold("TEST-1", journal);
    EXPECT_EQ(record.changes.size(), 1U);
    return record.changes.at(0);
}

/// The journal with its review changed.
template <class Change>
fixtures::Journal with_review(fixtures::Journal journal, Change change) {
    for (Event& e : journal)
        if (auto* review = std::get_if<ChangeReviewed>(&e.what)) change(e, *review);
    return journal;
}

}  // namespace

TEST(Differences, AreWhatChangedWentAndCame) {
    EXPECT_THAT(told({{release, card, fan_alarm}, {}},
                     {{{"software", "re0", "21.4R3"}, fan_alarm, {"licences", "L1", ""}}, {}}),
                ElementsAre("software re0: 15.1F5.15 -> 21.4R3", "hardware TEST2001: gone (FPC 1)",
                            "licences L1: new (there)"));
}

TEST(Differences, AreNoneOfTheSameInAnotherOrder) {
    EXPECT_THAT(told({{release, card, fan_alarm}, {}}, {{fan_alarm, release, card}, {}}), IsEmpty());
}

TEST(Differences, CountTwoAlarmsOfTheSameWordsAsTwo) {
    EXPECT_THAT(told({{fan_alarm, fan_alarm}, {}}, {{fan_alarm}, {}}), ElementsAre("alarms Fan Failure: gone (Major)"));
    const StateRow minor{"alarms", "Fan Failure", "Minor"};
    EXPECT_THAT(told({{minor, fan_alarm}, {}}, {{fan_alarm}, {}}), ElementsAre("alarms Fan Failure: gone (Minor)"));
}

TEST(Differences, ArePartlyUnknownWhereTheUnitDidNotTell) {
    const UnitState before{{release, fan_alarm}, {}}, after{{release}, {"alarms"}};
    EXPECT_THAT(told(before, after), IsEmpty()) << "an alarm that nobody asked about again is not gone";
    EXPECT_THAT(told(after, before), IsEmpty());
    EXPECT_THAT(not_compared(before, after), ElementsAre("alarms"));
    EXPECT_THAT(not_compared({{}, {"licences"}}, {{}, {"alarms", "licences"}}),
                ElementsAre("licences", "alarms"));
}

TEST(Change, IsReviewedByTheStepsInBetween) {
    const auto change = only_change(fixtures::changed());
    EXPECT_EQ(change.latest_end - change.began, 5h);
    EXPECT_THAT(change.measured_by, ElementsAre("reset: pass", "load-software: pass", "environment: pass"));
    ASSERT_TRUE(change.review);
    EXPECT_TRUE(change.review->goal_met);
    EXPECT_TRUE(change.review->window_kept);
    EXPECT_THAT(change.open_items, ElementsAre(HasSubstr("FPC 1 Exhaust A is near its limit")));
    EXPECT_THAT(change.review->differences, testing::SizeIs(5))
        << "two releases, the digest, the licence, the new alarm";
}

TEST(Change, DidNotMeetItsGoalWhenAPartIsGone) {
    const auto change = only_change(with_review(fixtures::changed(), [](Event&, ChangeReviewed& review) {
        std::erase_if(review.after.rows, [](const StateRow& row) { return row.what == "TEST2001"; });
    }));
    EXPECT_FALSE(change.review->goal_met);
    EXPECT_THAT(change.open_items, testing::Contains("hardware TEST2001: gone (FPC 1, 750-028467)"));
}

TEST(Change, OverranItsWindowByTheMonotonicClockAlone) {
    const auto late =
        with_review(fixtures::changed(), [](Event& e, ChangeReviewed&) { e.since_start += 5h; });
    EXPECT_FALSE(only_change(late).review->window_kept);
    const auto stepped = with_review(fixtures::changed(), [](Event& e, ChangeReviewed&) { e.at += 24h; });
    EXPECT_TRUE(only_change(stepped).review->window_kept);
}

TEST(Change, ThatNobodyReviewedIsSeenAndTellsWhatIsOpen) {
    const auto change = only_change(fixtures::unreviewed());
    EXPECT_FALSE(change.review);
    EXPECT_EQ(change.begun.contact, "C. Contact");
    EXPECT_THAT(change.open_items, ElementsAre("reset: fail, re0: /var/tmp still holds files"));
}

TEST(Change, ThatNobodyReviewedIsNoPass) {
    auto journal = fixtures::changed();
    std::erase_if(journal, [](const Event& e) { return std::holds_alternative<ChangeReviewed>(e.what); });
    const Record record = fold("TEST-1", journal);
    EXPECT_EQ(record.verdict, Verdict::error);
    EXPECT_EQ(record.reason, "change-not-reviewed");
}

TEST(Change, ThatNobodyBeganIsKeptWithItsReview) {
    auto journal = fixtures::changed();
    std::erase_if(journal, [](const Event& e) { return std::holds_alternative<ChangeBegun>(e.what); });
    const auto change = only_change(journal);
    ASSERT_TRUE(change.review);
    EXPECT_FALSE(change.review->goal_met);
    EXPECT_FALSE(change.review->window_kept);
}
