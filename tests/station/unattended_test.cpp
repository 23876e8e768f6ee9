#include "station/app/unattended.hpp"

#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "tests/support/temp_folder.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using namespace station;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string words_for(const std::string& steps, const std::string& power = {}) {
    static const auto schema = load_schema();
    const support::TempFolder folder;
    std::ofstream{folder / "p.yaml"} << "procedure: p\ntitle: T\nversion: 1\nsteps:\n" << steps;
    Slot slot;
    slot.name = "A1";
    if (!power.empty()) slot.power = drivers::check_endpoint(power, drivers::Use::power);
    return unattended_words(read_procedure(*schema, folder / "p.yaml"), slot, "nobody is here");
}

TEST(Unattended, NamesTheQuestionsThatStayOpenAndWhatThatMeans) {
    EXPECT_THAT(words_for("  - identify\n  - ask: { do: Look at the fans. }\n  - wait: { for: 1s }\n"),
                AllOf(HasSubstr("A1: nobody is here"), HasSubstr("ask asks: Look at the fans."), HasSubstr("cannot pass"), HasSubstr("ends as error (nobody-there) at ask")));
}

TEST(Unattended, NamesWhatARecoveryMayAsk) {
    const auto steps = "  - identify: { recover-access: true }\n";
    EXPECT_THAT(words_for(steps), AllOf(HasSubstr("to take the mains"), HasSubstr("a way in"), Not(HasSubstr("cannot pass"))));
    EXPECT_THAT(words_for(steps, "exec:/bin/true"), AllOf(Not(HasSubstr("to take the mains")), HasSubstr("a way in")));
    EXPECT_THAT(words_for(steps, "manual:"), HasSubstr("to take the mains"));
}

TEST(Unattended, SaysNothingWhereNothingIsAsked) { EXPECT_EQ(words_for("  - identify\n  - wait: { for: 1s }\n"), ""); }

}  // namespace
