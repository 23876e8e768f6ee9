#include "drivers/netconf/hello.hpp"

#include <gtest/gtest.h>

using namespace drivers::netconf;

namespace {

const std::string capability_1_0 = "<capability>urn:ietf:params:netconf:base:1.0</capability>";
const std::string capability_1_1 = "<capability>urn:ietf:params:netconf:base:1.1</capability>";

std::string hello(const std::string& capabilities, const std::string& more = "<session-id>7</session-id>") {
    return "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"><capabilities>" + capabilities +
           "</capabilities>" + more + "</hello>";
}

}  // namespace

TEST(Hello, ReadsWhatUnitsWrite) {
    const auto found = read_hello(
        "<!-- No zombies were killed during the creation of this user interface -->\n<!-- user root, class "
        "super-user -->\n"
        "<hello>\n<!-- inside -->\n<capabilities>\n <capability>\n urn:ietf:params:netconf:base:1.0 "
        "</capability>\n"
        "<capability>urn:x?a=1&amp;b=2</capability></capabilities>\n<session-id>\n  27102 "
        "</session-id>\n</hello>\n");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session_id, 27102U);
    EXPECT_EQ(found->capabilities,
              (std::vector<std::string>{"urn:ietf:params:netconf:base:1.0", "urn:x?a=1&b=2"}));
    EXPECT_FALSE(found->over_a_line);
}

TEST(Hello, ReadsPrefixesAndBanners) {
    const auto found = read_hello(
        "Welcome <admin>!\n<?xml version=\"1.0\"?><nc:hello "
        "xmlns:nc=\"urn:ietf:params:xml:ns:netconf:base:1.0\"><nc:capabilities>"
        "<nc:capability>urn:ietf:params:netconf:base:1.1</nc:capability></nc:capabilities><nc:session-id>3</"
        "nc:session-id></nc:hello>");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session_id, 3U);
    EXPECT_TRUE(found->offers("urn:ietf:params:netconf:base:1.1"));
    EXPECT_TRUE(found->over_a_line);
}

TEST(Hello, IsNotFoundInOtherMessages) {
    EXPECT_FALSE(read_hello(""));
    EXPECT_FALSE(read_hello("root@r1> junoscript netconf need-trailer"));
    EXPECT_FALSE(read_hello("<rpc-reply><ok/></rpc-reply>"));
}

TEST(Hello, LivesWithoutASessionId) {
    const auto found = read_hello(hello(capability_1_0, ""));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->session_id, 0U);
}

TEST(Hello, TakesChunksWhereTheyAreOfferedAndTheWayIsClean) {
    EXPECT_FALSE(read_hello(hello(capability_1_0))->wants_chunks());
    EXPECT_TRUE(read_hello(hello(capability_1_0 + capability_1_1))->wants_chunks());
    EXPECT_FALSE(read_hello(hello(capability_1_0 + capability_1_1) + "\r\n")->wants_chunks());
    EXPECT_FALSE(read_hello("junoscript netconf need-trailer\n" + hello(capability_1_0 + capability_1_1))
                     ->wants_chunks());
    EXPECT_TRUE(read_hello(hello(capability_1_1) + "\r\n")->wants_chunks());
}

TEST(Hello, OffersOnlyWhatIsWanted) {
    EXPECT_EQ(client_hello(*read_hello(hello(capability_1_0))), hello(capability_1_0, ""));
    EXPECT_EQ(client_hello(*read_hello(hello(capability_1_0 + capability_1_1))),
              hello(capability_1_0 + capability_1_1, ""));
}
