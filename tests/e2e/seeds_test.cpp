// Seeds that once ended in an untrue verdict. Hundreds of others: `cmake --build --preset dev --target seeds`.

#include "tests/e2e/seeds.hpp"

#include <gmock/gmock.h>

namespace {

class Seed : public testing::TestWithParam<std::uint64_t> {};

TEST_P(Seed, EndsInAVerdictThatIsTrue) {
    const e2e::FaultTable table{STATION_SOURCE_DIR "/tests/e2e/faults.txt"};
    const auto ending = e2e::attempt(e2e::trial_of(GetParam()));
    EXPECT_THAT(complaints(table, ending), testing::IsEmpty()) << ending.folder << "\n" << ending.faults << "\n" << ending.output;
    if (!HasFailure()) std::filesystem::remove_all(ending.folder);
}

INSTANTIATE_TEST_SUITE_P(OnceWrong, Seed, testing::Values(1, 7, 24, 47, 75, 175, 181, 319, 359, 439), testing::PrintToStringParamName());

}  // namespace
