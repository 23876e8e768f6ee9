#include "station/engine/permit.hpp"

#include <gmock/gmock.h>

#include <type_traits>

namespace {

using namespace station;
using reports::Verdict;
using testing::HasSubstr;
using testing::Not;

Occupant occupant(const std::string& serial) { return {.console = 0, .where = "serial:///dev/a1", .serial = serial, .role = "", .member = "", .engine = "", .chassis_id = "", .said = "", .tenancy = {2, 7}}; }

Occupant engine(const std::string& serial, const std::string& slot) {
    auto found = occupant(serial);
    found.console = 1;
    found.engine = slot;
    return found;
}

template <class... Arguments>
Outcome refusal(const Interlock& interlock, const Arguments&... arguments) {
    return std::get<Outcome>(interlock.to_destroy(arguments...));
}

TEST(Interlock, OpensForTheScannedSerialWithTheOwnersRelease) {
    const auto answer = Interlock{"JN1", "RMA-4711"}.to_destroy(occupant("JN1"));
    ASSERT_TRUE(std::holds_alternative<Permit>(answer));
    EXPECT_EQ(std::get<Permit>(answer).serial(), "JN1");
    EXPECT_EQ(std::get<Permit>(answer).release(), "RMA-4711");
}

TEST(Interlock, BindsAPermitToItsConsoleAndTenancyAndOneUse) {
    const auto answer = Interlock{"JN1", "RMA"}.to_destroy(engine("JN1", "1"), Expected{"re1", "1", "JN1"});
    ASSERT_TRUE(std::holds_alternative<Permit>(answer));
    EXPECT_EQ(std::get<Permit>(answer).console(), 1u);
    EXPECT_EQ(std::get<Permit>(answer).tenancy(), (Tenancy{2, 7}));
    EXPECT_NE(std::get<Permit>(answer).tenancy(), (Tenancy{2, 8}));
    EXPECT_NE(std::get<Permit>(answer).tenancy(), (Tenancy{3, 7}));
    static_assert(!std::is_copy_constructible_v<Permit> && !std::is_default_constructible_v<Permit>);
}

TEST(Interlock, CallsAnotherUnitsSerialTheUnitsFailure) {
    for (const std::string release : {"", "RMA-4711"}) {
        const auto outcome = refusal(Interlock{"JN1", release}, occupant("JN2"));
        EXPECT_EQ(outcome.verdict, Verdict::fail);
        EXPECT_EQ(outcome.reason, "serial-mismatch");
        EXPECT_THAT(outcome.summary, HasSubstr("nothing was destroyed: the label says JN1, the wire says JN2"));
        EXPECT_THAT(outcome.summary, HasSubstr("serial:///dev/a1"));
    }
}

TEST(Interlock, CallsWhatIsNotKnownTheStationsFault) {
    for (const auto& [interlock, wire] : {std::pair{Interlock{"", "RMA"}, "JN1"}, {Interlock{"JN1", ""}, "JN1"}, {Interlock{"JN1", "RMA"}, ""}}) {
        const auto outcome = refusal(interlock, occupant(wire));
        EXPECT_EQ(outcome.verdict, Verdict::error) << outcome.summary;
        EXPECT_THAT(outcome.summary, HasSubstr("nothing was destroyed"));
        EXPECT_FALSE(outcome.advice.empty());
        EXPECT_TRUE(interlock.objection(wire));
    }
    EXPECT_FALSE((Interlock{"JN1", "RMA"}.objection("JN1")));
}

TEST(Interlock, RepeatsWhatAUnitSaysInPlaceOfASerial) {
    auto silent = occupant("");
    silent.said = "Aborted!";
    EXPECT_THAT(refusal(Interlock{"JN1", "RMA"}, silent).summary, HasSubstr("serial:///dev/a1 says \"Aborted!\""));
    EXPECT_THAT(refusal(Interlock{"JN1", "RMA"}, occupant("")).summary, Not(HasSubstr(" says \""))) << "it said nothing";
    auto other = occupant("JN2");
    other.said = "Aborted!";
    EXPECT_THAT(refusal(Interlock{"JN1", "RMA"}, other).summary, Not(HasSubstr("Aborted!"))) << "it gave a serial";
}

TEST(Interlock, SaysThatMoreWasNotDestroyedOnceSomethingWas) {
    Interlock interlock{"JN1", "RMA"};
    interlock.was_spent();
    EXPECT_THAT(refusal(interlock, occupant("JN2")).summary, HasSubstr("nothing more was destroyed"));
}

TEST(Interlock, OpensAFurtherConsoleOfTheSameChassisAndItsEngineAlone) {
    const Interlock interlock{"JN1", "RMA"};
    const Expected re1{"re1", "1", "JN1"};
    EXPECT_TRUE(std::holds_alternative<Permit>(interlock.to_destroy(engine("JN1", "1"), re1)));
    const std::pair<Occupant, std::string> wrong[] = {{engine("JN2", "1"), "leads to the unit JN2, and not to JN1"},
                                                      {engine("JN1", "0"), "leads to engine 0"},
                                                      {engine("JN1", ""), "does not say which engine"},
                                                      {engine("", "1"), "does not say which unit"}};
    for (const auto& [found, why] : wrong) {
        const auto outcome = refusal(interlock, found, re1);
        EXPECT_EQ(outcome.verdict, Verdict::error) << why;
        EXPECT_EQ(outcome.reason, "wrong-console");
        EXPECT_THAT(outcome.summary, HasSubstr(why));
        EXPECT_THAT(outcome.summary, HasSubstr("re1"));
        EXPECT_FALSE(outcome.advice.empty());
    }
    EXPECT_EQ(refusal(Interlock{"JN1", ""}, engine("JN1", "1"), re1).reason, "interlock");
    EXPECT_EQ(refusal(Interlock{"", "RMA"}, engine("JN1", "1"), re1).reason, "interlock");
}

TEST(Interlock, TakesNoReleaseOfBlanksAndDashes) {
    for (const std::string release : {" ", "    ", "\t", "-", "--", "\u00a0", "\u2014", "n/a"}) {
        const auto outcome = refusal(Interlock{"JN1", release}, occupant("JN1"));
        EXPECT_EQ(outcome.verdict, Verdict::error) << release;
        EXPECT_THAT(outcome.summary, HasSubstr("owner's release is not on file")) << release;
        EXPECT_TRUE(std::holds_alternative<Outcome>(Interlock("JN1", release).to_enter())) << release;
    }
}

TEST(Interlock, LetsNobodyBreakInWithoutTheOwnersRelease) {
    EXPECT_TRUE(std::holds_alternative<EntryPermit>(Interlock("JN1", "RMA").to_enter()));
    EXPECT_TRUE(std::holds_alternative<Outcome>(Interlock("JN1", "").to_enter()));
    EXPECT_TRUE(std::holds_alternative<Outcome>(Interlock("", "RMA").to_enter()));
}

}  // namespace
