#include "drivers/lines.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Lines, AreCutAtTheirEnds) {
    EXPECT_THAT(lines_of("a\nb"), ElementsAre("a", "b"));
    EXPECT_THAT(lines_of("a\n\nb\n"), ElementsAre("a", "", "b"));
    EXPECT_THAT(lines_of(""), IsEmpty());
}

TEST(Lines, AreFoundByWhatAnyOfSeveralPatternsFinds) {
    const TextPattern either{alternatives({"^a|b$", "c"})};
    EXPECT_EQ(line_with(either, "x\nab\n"), "ab");
    EXPECT_EQ(line_with(either, "x\nxcx"), "xcx");
    EXPECT_EQ(line_with(either, "x\n\n"), std::nullopt);
    EXPECT_EQ(alternatives({}), "");
}

}  // namespace
