#include "station/engine/text.hpp"

#include <gtest/gtest.h>

namespace {

using namespace station;
using namespace std::chrono_literals;

TEST(Text, WritesTimesAsAWallClockWould) {
    EXPECT_EQ(clock_text(41s), "0:41");
    EXPECT_EQ(clock_text(680s), "11:20");
    EXPECT_EQ(clock_text(3723s), "1:02:03");
}

TEST(Text, FindsTheFirstLineOfThePatternThatMattersMost) {
    EXPECT_EQ((LinePatterns{{"^ERROR", "fail"}}.first_line_in("it fails\nERROR: no space\n")), "ERROR: no space");
    EXPECT_EQ((LinePatterns{{"^ERROR"}}.first_line_in("all is well\n")), "");
    EXPECT_EQ(LinePatterns{{}}.first_line_in("anything\n"), "");
}

}  // namespace
