#include "station/app/replay.hpp"

#include <gtest/gtest.h>

namespace station {
namespace {

using namespace std::chrono_literals;

TEST(Replay, ShowsLinesOfBothSidesWithTheirTimes) {
    EXPECT_EQ(replay_text({{0ms, false, "\r\nlog"}, {20ms, false, "in: "}, {61'250ms, true, "root\r"}, {61'300ms, false, "root\r\nPass"}, {61'350ms, false, "word:"}}),
              "   0:00.000 < \n"
              "   0:00.000 < login: \n"
              "   1:01.250 > root\\r\n"
              "   1:01.300 < root\n"
              "   1:01.300 < Password:\n");
}

TEST(Replay, LetsNoControlByteThrough) {
    EXPECT_EQ(replay_text({{0ms, false, "\x1b[2Ja\tb\a\xff\x7f\n"}}), "   0:00.000 < \\x1b[2Ja\\tb\\x07\\xff\\x7f\n");
}

TEST(Replay, EndsALineThatStoodStill) {
    EXPECT_EQ(replay_text({{0ms, false, "login: "}, {5s, false, "Nov 22 kernel: x\r\n"}}), "   0:00.000 < login: \n   0:05.000 < Nov 22 kernel: x\n");
}

TEST(Replay, OfNothingIsNothing) { EXPECT_EQ(replay_text({}), ""); }

}  // namespace
}  // namespace station
