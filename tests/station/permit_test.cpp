#include "station/engine/permit.hpp"

#include <gmock/gmock.h>

namespace {

using namespace station;
using reports::Verdict;
using testing::HasSubstr;

Outcome refusal(const std::variant<Permit, Outcome>& answer) { return std::get<Outcome>(answer); }

TEST(Interlock, OpensForTheScannedSerialWithTheOwnersRelease) {
    const auto answer = Interlock{"JN1", "RMA-4711"}.to_destroy("JN1");
    ASSERT_TRUE(std::holds_alternative<Permit>(answer));
    EXPECT_EQ(std::get<Permit>(answer).serial(), "JN1");
    EXPECT_EQ(std::get<Permit>(answer).release(), "RMA-4711");
}

TEST(Interlock, CallsAnotherUnitsSerialTheUnitsFailure) {
    for (const std::string release : {"", "RMA-4711"}) {
        const auto outcome = refusal(Interlock{"JN1", release}.to_destroy("JN2"));
        EXPECT_EQ(outcome.verdict, Verdict::fail);
        EXPECT_EQ(outcome.reason, "serial-mismatch");
        EXPECT_THAT(outcome.summary, HasSubstr("nothing was destroyed: the label says JN1, the wire says JN2"));
    }
}

TEST(Interlock, CallsWhatIsNotKnownTheStationsFault) {
    for (const auto& [interlock, wire] : {std::pair{Interlock{"", "RMA"}, "JN1"}, {Interlock{"JN1", ""}, "JN1"}, {Interlock{"JN1", "RMA"}, ""}}) {
        const auto outcome = refusal(interlock.to_destroy(wire));
        EXPECT_EQ(outcome.verdict, Verdict::error) << outcome.summary;
        EXPECT_THAT(outcome.summary, HasSubstr("nothing was destroyed"));
        EXPECT_FALSE(outcome.advice.empty());
    }
}

TEST(Interlock, LetsNobodyBreakInWithoutTheOwnersRelease) {
    EXPECT_TRUE(std::holds_alternative<EntryPermit>(Interlock("JN1", "RMA").to_enter()));
    EXPECT_TRUE(std::holds_alternative<Outcome>(Interlock("JN1", "").to_enter()));
    EXPECT_TRUE(std::holds_alternative<Outcome>(Interlock("", "RMA").to_enter()));
}

}  // namespace
