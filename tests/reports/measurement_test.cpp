#include "reports/measurement.hpp"

#include <gtest/gtest.h>
#include <limits>

using namespace reports;

namespace {

const Limits temperature{.at_least = 0, .at_most = 65, .marginal_above = 60};

Measurement value(Value v, Limits limits = temperature) {
    return judged({.value = std::move(v), .unit = "Cel", .limits = std::move(limits)});
}

}  // namespace

TEST(Judged, LimitsAreInclusive) {
    EXPECT_EQ(value(65.0).verdict, Verdict::pass);
    EXPECT_EQ(value(0.0).verdict, Verdict::pass);
    EXPECT_EQ(value(65.0000001).verdict, Verdict::fail);
    EXPECT_EQ(value(-0.0000001).verdict, Verdict::fail);
}

TEST(Judged, AValueBeyondTheMarginPassesMarginally) {
    EXPECT_FALSE(value(60.0).marginal);
    EXPECT_TRUE(value(60.1).marginal);
    EXPECT_EQ(value(60.1).verdict, Verdict::pass);
    EXPECT_TRUE(value(-8.5, {.at_least = -9, .marginal_below = -8}).marginal);
    EXPECT_FALSE(value(70.0).marginal) << "a failed value is not marginal";
}

TEST(Judged, ASilentUnitFailsWhatHasLimits) {
    const Measurement m = value(std::monostate{});
    EXPECT_EQ(m.verdict, Verdict::fail);
    EXPECT_EQ(m.reason, "the unit did not show this value");
}

TEST(Judged, ValuesWithoutLimitsHaveNoVerdict) {
    EXPECT_EQ(value(1e9, {}).verdict, Verdict::none);
    EXPECT_EQ(value(std::monostate{}, {}).verdict, Verdict::none);
}

TEST(Judged, AWrongTypeFailsWithItsReason) {
    const Measurement m = value(std::string{"Absent"});
    EXPECT_EQ(m.verdict, Verdict::fail);
    EXPECT_EQ(m.reason, "\"Absent\" is no number");
    EXPECT_EQ(value(true).verdict, Verdict::fail);
}

TEST(Judged, TextsMustBeAmongTheAccepted) {
    const Limits online{.one_of = {"Online", "Online Standby"}};
    EXPECT_EQ(value(std::string{"Online"}, online).verdict, Verdict::pass);
    EXPECT_EQ(value(std::string{"online"}, online).verdict, Verdict::fail);
    EXPECT_EQ(value(std::string{"Offline"}, online).reason,
              "\"Offline\", allowed is Online or Online Standby");
    EXPECT_EQ(value(true, {.one_of = {"true"}}).verdict, Verdict::pass);
    EXPECT_EQ(value(2.0, {.one_of = {"1", "2"}}).verdict, Verdict::pass);
}

TEST(Judged, AValueThatIsNoFiniteNumberIsNoValue) {
    for (const double odd :
         {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
        const Measurement m = value(odd);
        EXPECT_EQ(m.verdict, Verdict::fail);
        EXPECT_TRUE(std::holds_alternative<std::monostate>(m.value));
        EXPECT_FALSE(m.raw.empty());
    }
}

TEST(Judged, AnEarlierJudgementIsForgotten) {
    Measurement m = value(70.0);
    m.value = 20.0;
    m = judged(m);
    EXPECT_EQ(m.verdict, Verdict::pass);
    EXPECT_EQ(m.reason, "");
}

TEST(Limits, AreSaidInWords) {
    EXPECT_EQ(Limits{.at_most = 65}.words("Cel"), "at most 65 Cel");
    EXPECT_EQ(Limits{.at_least = -9.9}.words("dB[mW]"), "at least -9.9 dB[mW]");
    EXPECT_EQ((Limits{.at_least = 0, .at_most = 65}.words("Cel")), "0 to 65 Cel");
    EXPECT_EQ((Limits{.one_of = {"OK", "Testing"}}.words()), "OK or Testing");
    EXPECT_EQ(Limits{}.words("Cel"), "");
}

TEST(Verdict, NamesReadBack) {
    for (const Verdict v : {Verdict::none, Verdict::pass, Verdict::fail, Verdict::aborted, Verdict::error})
        EXPECT_EQ(verdict_named(name(v)), v);
    EXPECT_FALSE(verdict_named("PASS"));
}
