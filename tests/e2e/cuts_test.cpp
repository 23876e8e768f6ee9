// Uploads that are cut and go on. Twenty places of a file of 200 MB, each way: `cmake --build --preset dev --target cuts`.

#include "tests/e2e/cuts.hpp"

#include <gmock/gmock.h>

namespace {

TEST(Cut, IsGotOverWhereTheUnitHoldsWhatItGot) {
    // As much as may have been in flight is sent again: 2 MB.
    const auto ending = e2e::attempt({e2e::CopiedBy::sftp, 4'500'000, 6'000'000});
    EXPECT_THAT(ending.wrong, testing::IsEmpty());
    EXPECT_EQ(ending.resumed_at, 4'500'000u - (2u << 20));
}

TEST(Cut, InTheFirstBytesBeginsAnew) {
    const auto ending = e2e::attempt({e2e::CopiedBy::sftp, 1, 1'000'000});
    EXPECT_THAT(ending.wrong, testing::IsEmpty());
    EXPECT_EQ(ending.resumed_at, 0u);
}

}  // namespace
