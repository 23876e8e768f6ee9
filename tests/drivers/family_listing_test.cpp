#include "drivers/family_listing.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using testing::HasSubstr;

Listing listing() {
    Listing listing;
    listing.clock = "^clock (?P<time>.+)$";
    listing.entry = R"(^(?P<kind>[-dl])\S{9}\s+\d+\s+\S+\s+\S+\s+(?P<size>\d+)\s+(?P<time>\w{3}\s+\d+\s+\S+\s+\d{4})\s(?P<path>/.*)$)";
    listing.end = "^end$";
    listing.vanished = {"^find: .*: No such file or directory$"};
    listing.must_list = {"/var"};
    return listing;
}

const std::string clock_line = "clock Nov 30 23:51:42 2026\n";
const std::string var = "drwxr-xr-x  9 root  wheel        512 Mar  1 00:00:00 2019 /var\n";

std::string why(const std::string& printed) {
    const auto read = listing().read(printed);
    const auto* broken = std::get_if<BrokenListing>(&read);
    return broken ? broken->why : "whole";
}

TEST(FileListing, IsTakenApart) {
    const auto read = listing().read(clock_line + var + "lrwxr-xr-x  1 root  wheel  7 Mar  1 00:00:01 2019 /var/a: b -> /x y\nend\n");
    const auto& whole = std::get<WholeListing>(read);
    ASSERT_EQ(whole.entries.size(), 2u);
    EXPECT_EQ(whole.entries[0].shown(), "/var/");
    EXPECT_EQ((Listed{'d', "/", "512", "", {}}).shown(), "/");
    EXPECT_EQ(whole.entries[1].shown(), "/var/a: b@ -> /x y");
    EXPECT_EQ(whole.entries[1].time - whole.entries[0].time, std::chrono::seconds{1});
    EXPECT_EQ(whole.clock, std::chrono::sys_days{std::chrono::year{2026} / 11 / 30} + std::chrono::seconds{23 * 3600 + 51 * 60 + 42});
}

TEST(FileListing, IsWorthNothingUnlessItIsWhole) {
    EXPECT_EQ(why(clock_line + var + "find: /var/x: No such file or directory\nend\n"), "whole");
    EXPECT_EQ(why(""), "it printed nothing");
    EXPECT_EQ(why(clock_line + var), "it does not come to its end");
    EXPECT_THAT(why(clock_line + "end\n"), HasSubstr("does not show /var"));
    EXPECT_THAT(why(var + "end\n"), HasSubstr("begins with"));
    EXPECT_THAT(why(clock_line + var + "find: /var/x: Input/output error\nend\n"), HasSubstr("Input/output error"));
    EXPECT_THAT(why(clock_line + var + "drwxr-xr-x  9 root\nend\n"), HasSubstr("not understood"));
    for (const auto* time : {"Nov 99 23:51:42 2026", "Nov 30 24:51:42 2026", "Nov 30 23:60:42 2026", "Nov 30 23:51:61 2026", "Nvm 30 23:51:42 2026", "Nov 30 23-51:42 2026",
                             "Nov 30 23:51-42 2026"})
        EXPECT_THAT(why("clock " + std::string{time} + "\n" + var + "end\n"), HasSubstr("clock")) << time;
    EXPECT_THAT(why(clock_line + var + "-rw-r--r--  1 root  wheel  7 Mar 99 00:00:01 2019 /var/x\nend\n"), HasSubstr("not understood"));
    EXPECT_THAT(why("error: could not fork\n"), HasSubstr("could not fork"));
}

// A console takes "Mar  1 00:00:01 2019 /var/error: x" for a line of the syslog that cut into another.
TEST(FileListing, ANameThatReadsLikeAMessageIsARow) {
    const std::string cut = "Mar  1 00:00:01 2019 /var/error: x\n", rest = "drwxr-xr-x  9 root  wheel        512\n";
    const auto read = listing().read(clock_line + var + cut + rest + "end\n");
    const auto* whole = std::get_if<WholeListing>(&read);
    ASSERT_TRUE(whole) << why(clock_line + var + cut + rest + "end\n");
    EXPECT_EQ(whole->entries.at(1).path, "/var/error: x");
    EXPECT_THAT(why(clock_line + cut + var + "end\n"), HasSubstr("not understood")) << "a message before a whole row";
    EXPECT_THAT(why(clock_line + var + cut + "end\n"), HasSubstr("not understood"));
    EXPECT_THAT(why(clock_line + var + cut), HasSubstr("not understood"));
}

}  // namespace
