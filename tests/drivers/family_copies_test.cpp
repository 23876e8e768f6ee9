#include "drivers/family_copies.hpp"

#include <gmock/gmock.h>

namespace {

using drivers::CopyShown;
using drivers::part_of;
using drivers::SystemCopy;
using testing::ElementsAre;
using testing::IsEmpty;

const SystemCopy slices{.name = "c", .medium = "^Slice ", .release = "^ *release: (?P<release>\\S+)$", .none = "^No slices"};

TEST(SystemCopy, ReadsWhatEachMediumHolds) {
    EXPECT_THAT(slices.read("Slice 1 (primary)\n  release: 21.4R3\nSlice 2 (backup)\r\n  release: 17.3R3\r\n  made: 2020\r\n"),
                ElementsAre(CopyShown{"Slice 1 (primary)", {"21.4R3"}}, CopyShown{"Slice 2 (backup)", {"17.3R3"}}));
}

TEST(SystemCopy, ADiskWithTwoSetsIsOneMedium) {
    EXPECT_THAT(slices.read("Slice 1\nset p\n release: 21.4R3\nset b\n release: 17.3R3\n"), ElementsAre(CopyShown{"Slice 1", {"21.4R3", "17.3R3"}}));
}

TEST(SystemCopy, EachReleaseCountsWhereNoMediumIsNamed) {
    EXPECT_THAT(slices.read("release: 21.4R3\nrelease: 17.3R3\n"), ElementsAre(CopyShown{"", {"21.4R3"}}, CopyShown{"", {"17.3R3"}}));
}

TEST(SystemCopy, TellsNoneFromNoAnswer) {
    EXPECT_THAT(slices.read("Slice 1\n"), IsEmpty()) << "a medium without a release says nothing";
    EXPECT_TRUE(slices.is_absent("No slices here\n"));
    EXPECT_FALSE(slices.is_absent("error: syntax error\n"));
}

TEST(PartOf, IsTheMembersOwnWhereSeveralAnswer) {
    const std::string all = "fpc0:\n--------------------\nSlice 1\n\nfpc1:\r\n--------------------\r\nSlice 2\n";
    EXPECT_EQ(part_of("fpc0", all), "fpc0:\n--------------------\nSlice 1\n\n");
    EXPECT_EQ(part_of("fpc1", all), "fpc1:\r\n--------------------\r\nSlice 2\n");
    EXPECT_EQ(part_of("re0", "Slice 1\nnote:\n"), "Slice 1\nnote:\n") << "nobody wrapped it";
    EXPECT_EQ(part_of("fpc2", all), "") << "what others hold says nothing of it";
    EXPECT_EQ(part_of("re0", all.substr(0, all.find("fpc1"))), all.substr(0, all.find("fpc1"))) << "one that answers alone";
}

}  // namespace
