#include "drivers/netconf/tags.hpp"

#include <gtest/gtest.h>

#include <string>

using drivers::netconf::Tag;
using drivers::netconf::Tags;

namespace {

/// What next() gives behind the leaf that `xml` begins with.
std::string_view behind_leaf(std::string_view xml) {
    Tags tags{xml};
    Tag tag;
    if (!tags.next(tag) || !tags.pass_leaf(tag)) return "no leaf";
    return tags.next(tag) ? tag.name : "end";
}

}  // namespace

TEST(Tags, SplitsPrefixNameAndAttributes) {
    Tag tag;
    ASSERT_TRUE(Tags{"<nc:a xmlns:nc=\"u>v\" nc:b='1'>"}.next(tag));
    EXPECT_EQ(tag.prefix, "nc");
    EXPECT_EQ(tag.name, "a");
    EXPECT_EQ(tag.attribute("xmlns:nc"), "u>v");
    EXPECT_EQ(tag.attribute("nc:b"), "1");
    EXPECT_EQ(tag.attribute("b"), "");
    ASSERT_TRUE(Tags{"</a>"}.next(tag));
    EXPECT_EQ(tag.prefix, "");
    EXPECT_EQ(tag.kind, Tag::Kind::close);
}

TEST(Tags, TakesTextForATagOnlyWhereItLooksLikeOne) {
    for (const std::string_view text : {"<", "< a>", "<1>", "<:a>", "<a", "<a:b:c>", "<a <b>", "<a\"b\">"}) {
        const auto xml = std::string{text} + " <tag/>";
        Tag tag;
        ASSERT_TRUE(Tags{xml}.next(tag)) << text;
        EXPECT_TRUE(tag.name == "tag" || tag.name == "b") << text << ": " << tag.name;
    }
}

TEST(Tags, PassOverLeaves) {
    EXPECT_EQ(behind_leaf("<a>text</a><b>"), "b");
    EXPECT_EQ(behind_leaf("<a></a>\n<b>"), "b");
    EXPECT_EQ(behind_leaf("<p:a q=\"1\">a > b</p:a><b>"), "b");
    EXPECT_EQ(behind_leaf("<a>text</a>"), "end");
}

TEST(Tags, PassOverNothingElse) {
    for (const std::string_view xml :
         {"<a/>text</a>", "</a>text</a>", "<a>text", "<a><b/></a>", "<a>x<y</a>", "<a><![CDATA[x]]></a>",
          "<a><!-- --></a>", "<a>text</aa>", "<aa>text</a>", "<p:a>text</a>", "<a>text</p:a>", "<a>text</a >",
          "<a>text</a", "<a>text</"})
        EXPECT_EQ(behind_leaf(xml), "no leaf") << xml;
    // and next() goes on as if nobody had asked
    Tags tags{"<a><b/></a>"};
    Tag tag;
    ASSERT_TRUE(tags.next(tag));
    ASSERT_FALSE(tags.pass_leaf(tag));
    ASSERT_TRUE(tags.next(tag));
    EXPECT_EQ(tag.name, "b");
}
