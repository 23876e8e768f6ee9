#include "drivers/memo.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

TEST(Memo, MakesEachOnce) {
    drivers::Memo<std::string> memo;
    int made = 0;
    const auto make = [&made] { return std::make_shared<std::string>(std::to_string(++made)); };
    const auto first = memo.of("a", make);
    EXPECT_EQ(memo.of("a", make), first);
    EXPECT_EQ(*memo.of("b", make), "2");
    EXPECT_EQ(made, 2);
}

TEST(Memo, ForgetsWhatCouldNotBeMade) {
    drivers::Memo<std::string> memo;
    EXPECT_THROW(memo.of("a", []() -> std::shared_ptr<std::string> { throw std::invalid_argument{"no"}; }), std::invalid_argument);
    EXPECT_EQ(*memo.of("a", [] { return std::make_shared<std::string>("yes"); }), "yes");
}

TEST(Memo, BeginsAnewWhenItIsFullAndTakesNothingFromWhoHoldsIt) {
    drivers::Memo<std::size_t> memo;
    const auto first = memo.of("first", [] { return std::make_shared<std::size_t>(0); });
    for (std::size_t i = 0; i < memo.most; ++i) memo.of(std::to_string(i), [i] { return std::make_shared<std::size_t>(i); });
    const auto again = memo.of("first", [] { return std::make_shared<std::size_t>(1); });
    EXPECT_EQ(*first, 0u);
    EXPECT_EQ(*again, 1u);
}

}  // namespace
