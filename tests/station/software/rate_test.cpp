#include "station/software/rate.hpp"

#include <gtest/gtest.h>

namespace {

using namespace std::chrono_literals;

TEST(Rate, SaysHowFastAndHowLong) {
    const station::Rate::Time began{};
    const station::Rate rate{began};
    EXPECT_EQ(rate.words(0, 100, began), "");
    EXPECT_EQ(rate.words(500'000, 100'000'000, began + 500ms), "") << "too early to tell";
    EXPECT_EQ(rate.words(20'000'000, 100'000'000, began + 10s), "2.0 MB/s, 0:40 left");
    EXPECT_EQ(rate.words(1'000'000'000, 3'700'000'000, began + 20s), "50 MB/s, 0:54 left");
    EXPECT_EQ(rate.words(100'000'000, 100'000'000, began + 10s), "10 MB/s, 0:00 left");
    EXPECT_DOUBLE_EQ(rate.megabytes_per_second(30'000'000, began + 10s), 3.0);
}

}  // namespace
