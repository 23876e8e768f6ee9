#include "reports/record.hpp"
#include "tests/reports/fixtures.hpp"

#include <gtest/gtest.h>
#include <algorithm>

using namespace reports;

namespace {

template <class What>
void drop(fixtures::Journal& journal) {
    std::erase_if(journal, [](const Event& e) { return std::holds_alternative<What>(e.what); });
}

Record folded(const fixtures::Journal& journal) {
    return fold("TEST-1", journal);
}

}  // namespace

TEST(Fold, APassedRunIsAPassWithAllItsEvidence) {
    const Record record = folded(fixtures::passed());
    EXPECT_EQ(record.verdict, Verdict::pass);
    EXPECT_EQ(record.steps.size(), 7U);
    EXPECT_EQ(record.steps[3].started.step, "load-software");
    EXPECT_EQ(record.steps[3].duration, std::chrono::microseconds{1'861'000'000});
    EXPECT_EQ(record.steps[4].measurements.size(), 8U);
    EXPECT_EQ(record.media.size(), 8U) << "each wipe of each medium";
    EXPECT_EQ(record.software.size(), 2U);
    EXPECT_EQ(record.evidence.size(), 1U);
    EXPECT_EQ(record.steps[6].answers.size(), 2U);
    EXPECT_EQ(record.began, fixtures::noon());
    EXPECT_GT(record.ended, record.began);
}

TEST(Fold, NoPrefixOfAJournalIsAPass) {
    const auto whole = fixtures::passed();
    for (std::size_t n = 0; n < whole.size(); ++n) {
        const Record record = folded({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(n)});
        EXPECT_EQ(record.verdict, Verdict::error) << n;
        EXPECT_EQ(record.reason, "unfinished") << n;
    }
}

TEST(Fold, NoPassWithoutEveryStepEnded) {
    for (std::size_t i = 0; i < fixtures::passed().size(); ++i) {
        auto journal = fixtures::passed();
        if (!std::holds_alternative<StepEnded>(journal[i].what)) continue;
        journal.erase(journal.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_EQ(folded(journal).verdict, Verdict::error) << i;
    }
}

TEST(Fold, AClaimedPassBecomesTheWorstOfItsSteps) {
    auto journal = fixtures::failed();
    std::get<RunEnded>(journal.back().what) = {.verdict = Verdict::pass, .summary = "all well"};
    const Record record = folded(journal);
    EXPECT_EQ(record.verdict, Verdict::fail);
    EXPECT_EQ(record.reason, "limit");
    EXPECT_NE(record.summary, "all well");
}

TEST(Fold, AStepThatClaimsPassOverAFailedMeasurementIsAFail) {
    auto journal = fixtures::failed();
    for (Event& e : journal)
        if (auto* ended = std::get_if<StepEnded>(&e.what)) ended->verdict = Verdict::pass;
    std::get<RunEnded>(journal.back().what).verdict = Verdict::pass;
    EXPECT_EQ(folded(journal).verdict, Verdict::fail);
    EXPECT_EQ(folded(journal).reason, "measurement-failed");
}

TEST(Fold, NoPassWhenNothingRan) {
    const Record record =
        folded({{.sequence = 1, .at = fixtures::noon(), .what = fixtures::started()},
                {.sequence = 2, .at = fixtures::noon(), .what = RunEnded{.verdict = Verdict::pass}}});
    EXPECT_EQ(record.verdict, Verdict::error);
    EXPECT_EQ(record.reason, "nothing-ran");
}

TEST(Fold, NoPassWhenAStepEndedWithoutAVerdict) {
    auto journal = fixtures::passed();
    for (Event& e : journal)
        if (auto* ended = std::get_if<StepEnded>(&e.what); ended && ended->step == "packing")
            ended->verdict = Verdict::none;
    EXPECT_EQ(folded(journal).verdict, Verdict::error);
    EXPECT_EQ(folded(journal).reason, "step-without-verdict");
}

TEST(Fold, NoPassWhenTheRunEndedWithoutAVerdict) {
    auto journal = fixtures::passed();
    std::get<RunEnded>(journal.back().what).verdict = Verdict::none;
    EXPECT_EQ(folded(journal).verdict, Verdict::error);
}

TEST(Fold, ASecondEndCannotImproveTheFirst) {
    auto journal = fixtures::errored();
    journal.push_back({.at = fixtures::noon(), .what = RunEnded{.verdict = Verdict::pass}});
    EXPECT_EQ(folded(journal).verdict, Verdict::error);
}

TEST(Fold, AnInterruptedRunIsAnErrorThatSaysWhere) {
    const Record record = folded(fixtures::interrupted());
    EXPECT_EQ(record.verdict, Verdict::error);
    EXPECT_EQ(record.reason, "interrupted");
    EXPECT_EQ(record.summary,
              "the station stopped during step reset; what it leaves behind on the unit is not known");
    EXPECT_EQ(record.steps.back().reason, "interrupted");
    EXPECT_LT(record.ended - record.began, std::chrono::hours{1})
        << "the run ended with its last event, not with the next start";
}

TEST(Fold, AnInterruptionOutweighsAClaimedPass) {
    auto journal = fixtures::passed();
    journal.push_back({.at = fixtures::noon(), .what = RunInterrupted{}});
    EXPECT_EQ(folded(journal).verdict, Verdict::error);
}

TEST(Fold, AnAbortedRunAbortsItsOpenStep) {
    auto journal = fixtures::aborted();
    drop<StepEnded>(journal);
    EXPECT_EQ(folded(journal).verdict, Verdict::aborted);
    EXPECT_EQ(folded(journal).steps.back().verdict, Verdict::aborted);
}

TEST(Fold, WhatNamesAStepThatNeverStartedIsKept) {
    auto journal = fixtures::passed();
    journal.insert(journal.end() - 1,
                   {.at = fixtures::noon(), .what = Measured{.step = "ghost", .measurement = {.name = "x"}}});
    const Record record = folded(journal);
    EXPECT_EQ(record.steps.back().started.step, "ghost");
    EXPECT_EQ(record.steps.back().measurements.size(), 1U);
    EXPECT_NE(record.verdict, Verdict::pass);
}

TEST(Fold, AStepThatRanTwiceIsTwoSteps) {
    auto journal = fixtures::aborted();
    const auto again = journal;
    journal.insert(journal.end(), again.begin() + 1, again.end());
    EXPECT_EQ(folded(journal).steps.size(), 6U);
}

TEST(Fold, TheLastFactsDocumentCounts) {
    auto journal = fixtures::passed();
    journal.push_back({.at = fixtures::noon(), .what = Identified{.facts_json = R"({ "b" : 1, "a" : 2 })"}});
    journal.push_back({.at = fixtures::noon(), .what = Identified{.facts_json = "broken {"}});
    EXPECT_EQ(folded(journal).facts_json, R"({"a":2,"b":1})");
}
