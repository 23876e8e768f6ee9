// Which paper a run deserves, and when one lets a unit out.

#include "reports/paper.hpp"
#include "tests/reports/fixtures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <functional>
#include <set>

using namespace reports;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

namespace {

struct Kind {
    Verdict verdict;
    Purpose purpose;
    PaperKind kind;
};

constexpr Kind kinds[] = {
    {Verdict::pass, Purpose::intake, PaperKind::intake_report},
    {Verdict::pass, Purpose::test, PaperKind::test_report},
    {Verdict::pass, Purpose::load, PaperKind::load_report},
    {Verdict::pass, Purpose::wipe, PaperKind::wipe_report},
    {Verdict::pass, Purpose::certify, PaperKind::supporting_report},
    {Verdict::pass, Purpose::none, PaperKind::run_report},
    {Verdict::fail, Purpose::certify, PaperKind::failure_report},
    {Verdict::fail, Purpose::none, PaperKind::failure_report},
    {Verdict::error, Purpose::wipe, PaperKind::incomplete},
    {Verdict::aborted, Purpose::certify, PaperKind::incomplete},
    {Verdict::none, Purpose::certify, PaperKind::incomplete},
};

Record record_of(const fixtures::Journal& journal) {
    return fold("TEST-9", journal);
}

/// A passing certify run that answers every part.
Record complete() {
    Record record = record_of(fixtures::passed());
    record.answers.push_back({.question = "cpo/orders", .answer = "done: none is open", .by = "R. Tester"});
    return record;
}

EarlierRun earlier(const std::string& id, Verdict verdict, Purpose purpose, std::vector<EarlierStep> steps) {
    return {.id = id,
            .state = EarlierRun::State::ended,
            .purpose = purpose,
            .verdict = verdict,
            .identified = true,
            .steps = std::move(steps)};
}

EarlierStep step(const std::string& name, const std::string& action, Verdict verdict,
                 bool destructive = false) {
    return {name, action, verdict, destructive};
}

std::string whole(const Headline& lines) {
    std::string text = lines.title + lines.meaning;
    for (const std::string& line : lines.next) text += line;
    return text;
}

}  // namespace

TEST(PaperKind, FollowsFromVerdictAndPurpose) {
    for (const Kind& one : kinds)
        EXPECT_EQ(kind_of(Grounds{.verdict = one.verdict, .purpose = one.purpose}), one.kind)
            << name(one.verdict) << " " << name(one.purpose);
}

TEST(PaperKind, HasAFileOfItsOwn) {
    std::set<std::string> stems;
    for (const Kind& one : kinds) stems.insert(file_stem(one.kind));
    EXPECT_EQ(stems.size(), 8U);
    for (const std::string& stem : stems) EXPECT_EQ(stem.find("certif"), std::string::npos) << stem;
}

TEST(Release, NeedsEveryOneOfItsGrounds) {
    const Grounds all{.verdict = Verdict::pass,
                      .purpose = Purpose::certify,
                      .identified = true,
                      .all_answered = true,
                      .settled = true};
    EXPECT_TRUE(releases(all));
    const std::function<void(Grounds&)> spoilers[] = {
        [](Grounds& g) { g.verdict = Verdict::fail; },    [](Grounds& g) { g.verdict = Verdict::error; },
        [](Grounds& g) { g.verdict = Verdict::aborted; }, [](Grounds& g) { g.purpose = Purpose::wipe; },
        [](Grounds& g) { g.purpose = Purpose::intake; },  [](Grounds& g) { g.purpose = Purpose::load; },
        [](Grounds& g) { g.purpose = Purpose::test; },    [](Grounds& g) { g.purpose = Purpose::none; },
        [](Grounds& g) { g.simulated = true; },           [](Grounds& g) { g.identified = false; },
        [](Grounds& g) { g.all_answered = false; },       [](Grounds& g) { g.settled = false; }};
    for (const auto& spoil : spoilers) {
        Grounds grounds = all;
        spoil(grounds);
        EXPECT_FALSE(releases(grounds));
    }
}

TEST(Release, IsPrintedOnlyForACompleteRun) {
    EXPECT_THAT(headline(complete(), {}).next,
                ElementsAre("Have this report authorised and signed, then release the unit with it."));
    const Headline open = headline(record_of(fixtures::passed()), {});
    EXPECT_THAT(whole(open), Not(HasSubstr("elease the unit")));
    EXPECT_THAT(open.next, Contains(HasSubstr("Latest engineering change orders")));
    for (const auto& one : fixtures::all())
        EXPECT_THAT(whole(headline(record_of(one.journal), {})), Not(HasSubstr("elease the unit")))
            << one.name;
}

TEST(Release, OfARunThatOnlyWaitedIsNotPrinted) {
    Record record{.id = "X-1", .run = fixtures::started(), .verdict = Verdict::pass};
    for (const Purpose purpose : {Purpose::none, Purpose::intake, Purpose::certify}) {
        record.run.purpose = purpose;
        record.steps = {{.started = {.step = "wait", .action = "wait", .index = 1, .count = 1},
                         .verdict = Verdict::pass}};
        const Headline lines = headline(record, {});
        EXPECT_THAT(whole(lines), Not(HasSubstr("elease the unit")));
        EXPECT_THAT(lines.meaning, HasSubstr("nothing was held against a limit"));
        EXPECT_THAT(lines.meaning, HasSubstr("No serial number was verified"));
    }
}

TEST(Identity, NeedsAReadingOfTheUnitsOwn) {
    Record record = complete();
    EXPECT_TRUE(is_identified(record));
    auto& readings = record.steps[1].measurements;
    readings.erase(readings.begin(), readings.end());
    EXPECT_FALSE(is_identified(record)) << "a step that compared nothing";
    readings.push_back(
        judged({.name = "serial/label", .value = "TEST12345AFC", .limits = {.one_of = {"TEST12345AFC"}}}));
    EXPECT_FALSE(is_identified(record)) << "the label against itself";
    readings.push_back(
        judged({.name = "serial/cli", .value = "TEST12345AFC", .limits = {.one_of = {"TEST12345AFC"}}}));
    EXPECT_TRUE(is_identified(record));
    record.steps[1].verdict = Verdict::fail;
    EXPECT_FALSE(is_identified(record));
    record.steps.erase(record.steps.begin() + 1);
    EXPECT_FALSE(is_identified(record));
    EXPECT_FALSE(grounds_of(record, {}).all_answered);
}

TEST(History, OfOpenAndInterruptedRunsSpeaksAgainstAUnit) {
    EarlierRun open{.id = "X-1", .steps = {}};
    EarlierRun cut = earlier("X-2", Verdict::error, Purpose::intake, {});
    cut.state = EarlierRun::State::interrupted;
    const auto lines = unsettled(complete(), {open, cut});
    EXPECT_THAT(lines, ElementsAre(HasSubstr("X-1 of this serial number is still open"),
                                   HasSubstr("X-2 of this serial number was interrupted")));
    EXPECT_THAT(whole(headline(complete(), {cut})),
                testing::AllOf(Not(HasSubstr("elease the unit")), HasSubstr("X-2")));
}

TEST(History, OfAFailureIsSettledByALaterPassThatTookItsStepAgain) {
    const auto failed = [](const std::string& name, const std::string& action, Purpose purpose) {
        return earlier("X-1", Verdict::fail, purpose,
                       {step("identify", "identify", Verdict::pass), step(name, action, Verdict::fail)});
    };
    const Record now = complete();  // has a check "environment", and resets
    EXPECT_THAT(unsettled(now, {failed("environment", "check", Purpose::certify)}), IsEmpty());
    EXPECT_THAT(unsettled(now, {failed("fans", "check", Purpose::intake)}),
                ElementsAre("Record X-1 failed at fans, and no later run has settled that."));
    EXPECT_THAT(unsettled(now, {failed("wipe", "reset", Purpose::wipe)}), IsEmpty())
        << "a wipe is a wipe, whatever the step is called";

    const auto fans_again =
        earlier("X-2", Verdict::pass, Purpose::test, {step("fans", "check", Verdict::pass)});
    EXPECT_THAT(unsettled(now, {failed("fans", "check", Purpose::intake), fans_again}), IsEmpty());
    EXPECT_THAT(unsettled(now, {fans_again, failed("fans", "check", Purpose::intake)}), Not(IsEmpty()))
        << "it passed before it failed";
    EXPECT_THAT(unsettled(now, {failed("fans", "check", Purpose::wipe), fans_again}), Not(IsEmpty()))
        << "of a lesser purpose";
}

TEST(History, IsNotSettledByARunThatDidNotPassOrIdentifiedNobody) {
    const auto failed = earlier("X-1", Verdict::fail, Purpose::test, {step("fans", "check", Verdict::fail)});
    const auto again = earlier("X-2", Verdict::pass, Purpose::test, {step("fans", "check", Verdict::pass)});
    EXPECT_TRUE(answers(again, failed));
    for (const auto& spoil : std::vector<std::function<void(EarlierRun&)>>{
             [](EarlierRun& r) { r.verdict = Verdict::error; },
             [](EarlierRun& r) { r.verdict = Verdict::fail; }, [](EarlierRun& r) { r.identified = false; },
             [](EarlierRun& r) { r.state = EarlierRun::State::open; },
             [](EarlierRun& r) { r.state = EarlierRun::State::interrupted; },
             [](EarlierRun& r) { r.purpose = Purpose::intake; },
             [](EarlierRun& r) { r.purpose = Purpose::none; },
             [](EarlierRun& r) { r.steps[0].verdict = Verdict::fail; },
             [](EarlierRun& r) { r.steps[0].step = "temperatures"; },
             [](EarlierRun& r) { r.steps[0].action = "wait"; }}) {
        EarlierRun other = again;
        spoil(other);
        EXPECT_FALSE(answers(other, failed));
    }
}

TEST(History, OfADestructiveStepThatWasCutShortIsNotForgotten) {
    const auto stopped =
        earlier("X-1", Verdict::error, Purpose::wipe, {step("reset", "reset", Verdict::error, true)});
    const auto harmless =
        earlier("X-1", Verdict::error, Purpose::intake, {step("identify", "identify", Verdict::error)});
    Record now = complete();
    EXPECT_THAT(unsettled(now, {stopped}), IsEmpty()) << "this run wiped it again";
    EXPECT_THAT(unsettled(now, {harmless}), IsEmpty());
    std::erase_if(now.steps, [](const StepRecord& s) { return s.started.action == "reset"; });
    EXPECT_THAT(unsettled(now, {stopped}),
                ElementsAre("Record X-1 was cut short at reset, and no later run has settled that."));
}

TEST(History, LooksBackAtARecordByWhatItHolds) {
    const EarlierRun run = looked_back_at(record_of(fixtures::failed()));
    EXPECT_EQ(run.state, EarlierRun::State::ended);
    EXPECT_EQ(run.verdict, Verdict::fail);
    EXPECT_TRUE(run.identified);
    EXPECT_EQ(run.purpose, Purpose::certify);
    EXPECT_EQ(run.steps.back(), step("environment", "check", Verdict::fail));
    EXPECT_EQ(looked_back_at(record_of(fixtures::interrupted())).state, EarlierRun::State::interrupted);
}

TEST(History, OfARunThatFailedOutsideItsStepsIsNotForgotten) {
    const auto failed = earlier("X-1", Verdict::fail, Purpose::certify, {step("identify", "identify", Verdict::pass)});
    EXPECT_THAT(unsettled(record_of(fixtures::failed()), {failed}), ElementsAre(HasSubstr("X-1 failed, and no later run")));
}

TEST(History, StepsOfAKindThatLooksAtManyThingsAreToldApartByName) {
    for (const std::string action : {"check", "ask", "jsnapy", "soak"}) {
        const auto failed = earlier("X-1", Verdict::fail, Purpose::test, {step("a", action, Verdict::fail)});
        EXPECT_FALSE(answers(earlier("X-2", Verdict::pass, Purpose::test, {step("b", action, Verdict::pass)}), failed)) << action;
        EXPECT_TRUE(answers(earlier("X-2", Verdict::pass, Purpose::test, {step("a", action, Verdict::pass)}), failed)) << action;
    }
}

TEST(History, AStepThatFailedCountsWhetherItDestroysOrNot) {
    Record now = record_of(fixtures::failed());  // settles nothing
    const auto failed = earlier("X-1", Verdict::error, Purpose::test, {step("fans", "check", Verdict::fail), step("wait", "wait", Verdict::error)});
    EXPECT_THAT(unsettled(now, {failed}), ElementsAre(HasSubstr("X-1 was cut short at fans")));
    const auto wiped = earlier("X-1", Verdict::error, Purpose::test, {step("reset", "reset", Verdict::pass, true), step("wait", "wait", Verdict::error)});
    EXPECT_THAT(unsettled(now, {wiped}), IsEmpty());
}

TEST(Identity, NeedsAStepThatVerifiedIt) {
    Record record = complete();
    record.steps[1].started.action = "check";
    EXPECT_FALSE(is_identified(record)) << "another step may measure something called serial";
    record = complete();
    for (auto& reading : record.steps[1].measurements) reading.verdict = Verdict::fail;
    EXPECT_FALSE(is_identified(record)) << "readings that did not agree";
    for (auto& reading : record.steps[1].measurements) reading.verdict = Verdict::pass, reading.name = "temperatures/a";
    EXPECT_FALSE(is_identified(record)) << "what is no serial";
}

TEST(Purpose, HasItsName) {
    for (const auto purpose : {Purpose::intake, Purpose::test, Purpose::load, Purpose::wipe, Purpose::certify}) EXPECT_EQ(purpose_named(name(purpose)), purpose);
    EXPECT_EQ(name(Purpose::wipe), "wipe");
    EXPECT_EQ(purpose_named("wipes"), std::nullopt);
}

TEST(Purpose, OfOneRunCoversThatOfAnother) {
    EXPECT_TRUE(covers(Purpose::certify, Purpose::wipe));
    EXPECT_TRUE(covers(Purpose::wipe, Purpose::intake));
    EXPECT_TRUE(covers(Purpose::load, Purpose::load));
    EXPECT_FALSE(covers(Purpose::load, Purpose::wipe));
    EXPECT_FALSE(covers(Purpose::intake, Purpose::test));
    EXPECT_FALSE(covers(Purpose::wipe, Purpose::certify));
    EXPECT_FALSE(covers(Purpose::none, Purpose::intake));
}
