#include "station/engine/text.hpp"

#include <gtest/gtest.h>

namespace {

using namespace station;
using namespace std::chrono_literals;

TEST(Text, CleansALabelOfWhatScannersAndEepromsPutAroundIt) {
    EXPECT_EQ(cleaned_serial("  JN1249018AFB\r\n"), "JN1249018AFB");
    EXPECT_EQ(cleaned_serial("S/N CADG7246"), "CADG7246");
    EXPECT_EQ(cleaned_serial("S/N: CADG7246"), "CADG7246");
    EXPECT_EQ(cleaned_serial(std::string_view{"JN12\0\b18", 8}), "JN1218");
    EXPECT_EQ(cleaned_serial(" \t\r\n"), "");
}

TEST(Text, ReadsDurationsAsDocumentsWriteThem) {
    EXPECT_EQ(duration_of("500ms"), 500ms);
    EXPECT_EQ(duration_of("30s"), 30s);
    EXPECT_EQ(duration_of("1h30min"), 90min);
    EXPECT_EQ(duration_of("1.5s"), 1500ms);
}

TEST(Text, WritesTimesAsAWallClockWould) {
    EXPECT_EQ(clock_text(41s), "0:41");
    EXPECT_EQ(clock_text(680s), "11:20");
    EXPECT_EQ(clock_text(3723s), "1:02:03");
}

TEST(Text, FindsTheFirstLineOfThePatternThatMattersMost) {
    EXPECT_EQ(first_line_matching({"^ERROR", "fail"}, "it fails\nERROR: no space\n"), "ERROR: no space");
    EXPECT_EQ(first_line_matching({"^ERROR"}, "all is well\n"), "");
    EXPECT_TRUE(matches("", "anything"));
    EXPECT_FALSE(matches("commit complete", "error: commit failed"));
}

}  // namespace
