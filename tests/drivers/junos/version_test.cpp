#include "drivers/junos/version.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace drivers::junos {
namespace {

using Train = Version::Train;

/// What a version string must be taken apart into. Every kind of version that units have been seen to report.
struct Shape {
    const char* text;
    Train train;
    unsigned major, minor, number, service;
    int spin;  // -1: none
    std::uint64_t date = 0;
    const char* build = "";
    bool evolved = false;
};

const Shape shapes[] = {
    {"21.4R3-S5.4", Train::release, 21, 4, 3, 5, 4},
    {"22.4R3.25", Train::release, 22, 4, 3, 0, 25},
    {"23.4R2-S7", Train::release, 23, 4, 2, 7, -1},
    {"18.4R3-S10", Train::release, 18, 4, 3, 10, -1},
    {"18.2R2-S1", Train::release, 18, 2, 2, 1, -1},
    {"21.1R0", Train::release, 21, 1, 0, 0, -1},
    {"17.4R1-S2.2", Train::release, 17, 4, 1, 2, 2},
    {"13.3R9-S2.1", Train::release, 13, 3, 9, 2, 1},
    {"8.4R4.2", Train::release, 8, 4, 4, 0, 2},
    {"24.2R2-S1.6", Train::release, 24, 2, 2, 1, 6},
    {"22.2R3-S3.18-EVO", Train::release, 22, 2, 3, 3, 18, 0, "", true},
    {"23.4R2-S5.4-EVO", Train::release, 23, 4, 2, 5, 4, 0, "", true},
    {"19.4R1.10 limited", Train::release, 19, 4, 1, 0, 10, 0, "limited"},
    {" 22.4R3.25\n", Train::release, 22, 4, 3, 0, 25},
    {"9.1S3.5", Train::service, 9, 1, 3, 0, 5},
    {"15.1F6-S7.2", Train::feature, 15, 1, 6, 7, 2},
    {"15.1F5.7", Train::feature, 15, 1, 5, 0, 7},
    {"15.1X49-D240.3", Train::exception, 15, 1, 49, 240, 3},
    {"12.1X46-D10.2", Train::exception, 12, 1, 46, 10, 2},
    {"12.3X48-D40.5", Train::exception, 12, 3, 48, 40, 5},
    {"14.1X53-D47.6", Train::exception, 14, 1, 53, 47, 6},
    {"15.1X53-D236", Train::exception, 15, 1, 53, 236, -1},
    {"16.1X70-D10.5", Train::exception, 16, 1, 70, 10, 5},
    {"11.4X12.1", Train::exception, 11, 4, 12, 0, 1},
    {"21.1X50.17-EVO", Train::exception, 21, 1, 50, 0, 17, 0, "", true},
    {"15.1X53-D45.3.secure", Train::exception, 15, 1, 53, 45, 3, 0, "secure"},
    {"15.1I20160418_0413_user", Train::internal, 15, 1, 0, 0, -1, 20160418, "0413_user"},
    {"13.2I20140401_1054_builder", Train::internal, 13, 2, 0, 0, -1, 20140401, "1054_builder"},
    {"20.1I20200430105924-EVO", Train::internal, 20, 1, 0, 0, -1, 20200430105924, "", true},
    {"24.4I-20240921.0.2131", Train::internal, 24, 4, 0, 0, 0, 20240921, "2131"},
    {"15.1I0", Train::internal, 15, 1, 0, 0, -1},
    {"15.2D0", Train::development, 15, 2, 0, 0, -1},
    {"10.4B2.3", Train::beta, 10, 4, 0, 0, 3, 2},
    {"15.1-20161209.0", Train::daily, 15, 1, 0, 0, 0, 20161209},
    {"14.2-20141220.0", Train::daily, 14, 2, 0, 0, 0, 20141220},
    {"17.4-20170706_dev_common.0", Train::daily, 17, 4, 0, 0, -1, 20170706, "dev_common.0"},
    {"17.4-20170718_dev_common.1-secure", Train::daily, 17, 4, 0, 0, -1, 20170718, "dev_common.1-secure"},
    {"17.3-2017-07-02.0_RELEASE_173_THROTTLE", Train::daily, 17, 3, 0, 0, 0, 20170702,
     "RELEASE_173_THROTTLE"},
    {"X100-202310100600.0-EVO", Train::evolved_build, 0, 0, 100, 0, 0, 202310100600, "", true},
};

TEST(Version, TakesEveryTrainApart) {
    for (const auto& shape : shapes) {
        SCOPED_TRACE(shape.text);
        const auto version = parse_version(shape.text);
        EXPECT_EQ(version.train, shape.train);
        EXPECT_EQ(version.major, shape.major);
        EXPECT_EQ(version.minor, shape.minor);
        EXPECT_EQ(version.number, shape.number);
        EXPECT_EQ(version.service, shape.service);
        EXPECT_EQ(version.spin ? static_cast<int>(*version.spin) : -1, shape.spin);
        EXPECT_EQ(version.date, shape.date);
        EXPECT_EQ(version.build, shape.build);
        EXPECT_EQ(version.evolved, shape.evolved);
    }
}

TEST(Version, ReadsContinuityBuilds) {
    const auto version = parse_version("15.1F5.15-C1.12");
    EXPECT_EQ(version.train, Train::feature);
    EXPECT_EQ(version.spin, 15u);
    EXPECT_EQ(version.continuity, 1u);
    EXPECT_EQ(version.continuity_spin, 12u);
}

TEST(Version, KeepsWhatIsNoVersionAsText) {
    for (const auto* text : {"", "junos", "1F5", "17-EVO", "R3", "21.4", "21.", "21.4R", "21.4Q3", "..",
                             "99999999999.1R1", "X-", "15.1-", "-1.4R1", "21.4R99999999999"}) {
        const auto version = parse_version(text);
        EXPECT_FALSE(version.known()) << text;
        EXPECT_EQ(version.text, text);
    }
}

const char* word(std::partial_ordering order) {
    return order < 0 ? "<" : order > 0 ? ">" : order == 0 ? "=" : "apart";
}

TEST(Version, OrdersWithinATrainAndNothingElse) {
    const struct {
        const char *a, *order, *b;
    } rows[] = {
        {"18.4R3-S9", "<", "18.4R3-S10"},  // numbers, not letters
        {"22.4R3-S5", "<", "22.4R3-S6"},
        {"9.1S3.5", "<", "10.4R1.9"},
        {"21.4R3", "<", "21.4R3-S1"},  // no -S is S0
        {"21.4R3", "=", "21.4R3.15"},  // no spin is any spin
        {"21.4R3.9", "<", "21.4R3.15"},
        {"21.4R3-S5.4", "=", "21.4R3-S5.4"},
        {"21.1R0", "<", "21.1R1"},
        {"15.1F5.15", "<", "15.1F5.15-C1.12"},
        {"15.1F5.15-C1.2", "<", "15.1F5.15-C1.12"},
        {"15.1F6", "apart", "15.1R3"},  // two lines of the same main release
        {"15.1F6", "<", "16.1R1"},
        {"12.1X46-D10.2", "<", "12.1X46-D15.3"},
        {"15.1X49-D90", "<", "15.1X49-D240.3"},
        {"15.1X49-D240", "apart", "15.1R7"},  // X trains are products of their own
        {"12.3X48-D40", "apart", "18.4R1"},
        {"12.3X48-D40", "apart", "15.1X49-D10"},
        {"15.1X49-D40", "apart", "15.1X53-D236"},
        {"22.2R3-S3.18-EVO", "apart", "22.2R3-S3.18"},
        {"22.2R3-S3.18-EVO", "<", "23.4R2-S5.4-EVO"},
        {"21.1X50.17-EVO", "apart", "21.1R1-EVO"},
        {"X100-202310100600.0-EVO", "<", "X100-202401020600.0-EVO"},
        {"X100-202310100600.0-EVO", "apart", "23.4R1-EVO"},
        {"14.2-20141220.0", "<", "14.2-20141221.0"},
        {"17.4-20170706_dev_common.0", "apart", "17.4-20170718_release.0"},
        {"15.1-20161209.0", "apart", "15.1R3"},
        {"15.1-20161209.0", "<", "16.1R3"},
        {"19.4R1.10 limited", "=", "19.4R1.10"},
        {"something", "apart", "21.4R3"},
        {"something", "=", "something"},
        {"something", "apart", "something else"},
    };
    for (const auto& row : rows) {
        const auto a = parse_version(row.a), b = parse_version(row.b);
        EXPECT_STREQ(word(compare(a, b)), row.order) << row.a << " and " << row.b;
        const std::string_view order = row.order;
        EXPECT_STREQ(word(compare(b, a)), order == "<"   ? ">"
                                          : order == ">" ? "<"
                                                         : row.order)
            << row.b << " and " << row.a;
    }
}

TEST(Version, MatchesWhatWasAskedFor) {
    const auto match = [](const char* wanted, const char* running) {
        return matches(parse_version(wanted), parse_version(running));
    };
    EXPECT_TRUE(match("23.4R2-S7", "23.4R2-S7.4"));
    EXPECT_TRUE(match("23.4R2-S7.4", "23.4R2-S7.4"));
    EXPECT_FALSE(match("23.4R2-S7.4", "23.4R2-S7.5"));
    EXPECT_FALSE(match("23.4R2-S7.4", "23.4R2-S7"));  // the unit did not say its spin
    EXPECT_FALSE(match("23.4R2", "23.4R2-S7.4"));
    EXPECT_FALSE(match("22.2R3-S3", "22.2R3-S3.18-EVO"));
    EXPECT_TRUE(match("22.2R3-S3-EVO", "22.2R3-S3.18-EVO"));
    EXPECT_FALSE(match("15.1X49-D240", "15.1X53-D240"));
    EXPECT_TRUE(match("15.1X49-D240", "15.1X49-D240.3"));
    EXPECT_TRUE(match("whatever", "whatever"));
    EXPECT_FALSE(match("whatever", "21.4R3"));
}

}  // namespace
}  // namespace drivers::junos
