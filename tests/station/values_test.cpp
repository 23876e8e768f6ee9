#include "station/engine/values.hpp"

#include <gmock/gmock.h>

namespace {

using namespace station;
using nlohmann::ordered_json;
using reports::Verdict;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

// What two routing engines said of their surroundings, and of nothing else.
const ordered_json two_engines = ordered_json::parse(R"([
  {"re-name": "re0", "environment": [
    {"name": "PEM 0", "class": "Power", "status": "OK"},
    {"name": "CB 0 Intake", "class": "Temp", "status": "OK", "celsius": 33},
    {"name": "CB 0 Exhaust", "class": "Temp", "status": "OK", "celsius": 64.5}]},
  {"re-name": "re1", "environment": [
    {"name": "CB 1 Intake", "class": "Temp", "status": "Absent"}]},
  {"environment": []}
])");

Selection of(const std::string& list) { return {.list = list, .each = {}, .except = {}}; }

Selection temperatures() {
    auto selection = of("environment");
    selection.each.emplace("^Temp");
    return selection;
}

std::vector<std::string> names(const Selected& selected) {
    std::vector<std::string> all;
    for (const auto& item : selected.items) all.push_back(item.at("name"));
    return all;
}

Wanted celsius(double at_most, double marginal) {
    Wanted wanted{.field = "celsius", .unit = "Cel"};
    wanted.limits.at_most = at_most;
    wanted.limits.marginal_above = marginal;
    return wanted;
}

TEST(Values, TakesTheItemsWhoseClassOrNameMatches) {
    EXPECT_THAT(names(select(two_engines, temperatures())), ElementsAre("CB 0 Intake", "CB 0 Exhaust", "CB 1 Intake"));
    auto by_name = of("environment");
    by_name.each.emplace("^PEM");
    EXPECT_THAT(names(select(two_engines, by_name)), ElementsAre("PEM 0"));
    EXPECT_THAT(names(select(two_engines, of("environment"))), testing::SizeIs(4));
}

TEST(Values, LeavesOutWhatIsExceptedAndNamesIt) {
    auto selection = temperatures();
    selection.except.emplace_back("Exhaust");
    const auto selected = select(two_engines, selection);
    EXPECT_THAT(names(selected), ElementsAre("CB 0 Intake", "CB 1 Intake"));
    EXPECT_THAT(selected.left_out, ElementsAre("CB 0 Exhaust"));
}

TEST(Values, TellNothingSaidFromNothingThere) {
    const auto silent = select(two_engines, of("alarms"));
    EXPECT_FALSE(silent.answered);
    const auto none = select(ordered_json::parse(R"([{"alarms": []}])"), of("alarms"));
    EXPECT_TRUE(none.answered);
    const Wanted count{.field = "count", .unit = "", .limits = {.at_most = 0.0}};
    EXPECT_EQ(taken(none, {count}, "alarms", "alarms").at(0).measurement.verdict, Verdict::pass);
    EXPECT_NE(taken(silent, {count}, "alarms", "alarms").at(0).measurement.verdict, Verdict::pass) << "not said is not zero";
    EXPECT_EQ(outcome_of(silent, {}, "alarms", 0).reason, "alarms-missing");
    EXPECT_EQ(outcome_of(none, {}, "alarms", 0).verdict, Verdict::pass);
}

TEST(Values, NameTheEngineTheyWereTakenOf) {
    const auto findings = taken(select(two_engines, temperatures()), {celsius(65, 60)}, "temperatures", "environment");
    ASSERT_EQ(findings.size(), 3u);
    EXPECT_EQ(findings[0].of, "re0 CB 0 Intake");
    EXPECT_EQ(findings[0].measurement.name, "temperatures/re0 CB 0 Intake/celsius");
    EXPECT_EQ(findings[0].measurement.verdict, Verdict::pass);
    EXPECT_FALSE(findings[0].measurement.marginal);
    EXPECT_TRUE(findings[1].measurement.marginal);
    EXPECT_NE(findings[2].measurement.verdict, Verdict::pass) << "a reading that is not there is no good reading";
}

TEST(Values, PassOverItemsWithoutAnOptionalField) {
    auto wanted = celsius(65, 60);
    wanted.optional = true;
    const auto findings = taken(select(two_engines, temperatures()), {wanted}, "temperatures", "environment");
    ASSERT_EQ(findings.size(), 2u);
    EXPECT_EQ(outcome_of(select(two_engines, temperatures()), findings, "temperatures", 1).summary, "2 values within limits, 1 marginal");
}

TEST(Values, BeyondTheirLimitsAreNamedWithWhatIsAllowed) {
    const auto selected = select(two_engines, temperatures());
    auto wanted = celsius(32, 30);
    wanted.optional = true;
    const auto outcome = outcome_of(selected, taken(selected, {wanted}, "temperatures", "environment"), "temperatures", 1);
    EXPECT_EQ(outcome.verdict, Verdict::fail);
    EXPECT_EQ(outcome.reason, "temperatures");
    EXPECT_THAT(outcome.summary, AllOf(HasSubstr("re0 CB 0 Intake: 33 Cel, allowed is "), HasSubstr("(and 1 more)")));
}

TEST(Values, AMissingFieldIsShownAsNotShown) {
    const auto selected = select(two_engines, temperatures());
    const auto outcome = outcome_of(selected, taken(selected, {celsius(65, 60)}, "temperatures", "environment"), "temperatures", 1);
    EXPECT_EQ(outcome.verdict, Verdict::fail);
    EXPECT_THAT(outcome.summary, HasSubstr("re1 CB 1 Intake: not shown"));
}

TEST(Values, FewerItemsThanThereHaveToBeFail) {
    const auto selected = select(two_engines, temperatures());
    EXPECT_EQ(outcome_of(selected, {}, "temperatures", 3).verdict, Verdict::pass);
    const auto outcome = outcome_of(selected, {}, "temperatures", 4);
    EXPECT_EQ(outcome.verdict, Verdict::fail);
    EXPECT_EQ(outcome.summary, "the unit shows 3 temperatures, expected at least 4");
}

TEST(Values, OfTextHaveToBeOneOfThoseAllowed) {
    const Wanted status{.field = "status", .unit = "", .limits = {.one_of = {"OK"}}};
    const auto selected = select(two_engines, temperatures());
    const auto findings = taken(selected, {status}, "temperatures", "environment");
    EXPECT_EQ(findings[0].measurement.verdict, Verdict::pass);
    EXPECT_EQ(findings[2].measurement.verdict, Verdict::fail);
    EXPECT_EQ(findings[2].measurement.raw, "Absent");
}

}  // namespace
