#include "drivers/netconf/reply.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

using namespace drivers;
using netconf::read_reply;

namespace {

struct Shape {
    std::string name, xml;
    bool ok = false;
    std::vector<RpcMessage> messages = {};
    std::string payload = {};
};
void PrintTo(const Shape& shape, std::ostream* out) {
    *out << shape.name;
}

std::string reply(const std::string& body) {
    return "<rpc-reply xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\" message-id=\"5\" "
           "xmlns:junos=\"http://xml.juniper.net/junos/21.4R3/junos\">" +
           body + "</rpc-reply>";
}

const std::string inventory =
    "<chassis-inventory xmlns=\"http://xml.juniper.net/junos/21.4R3/junos-chassis\"><chassis "
    "junos:style=\"inventory\"><name>Chassis</name>"
    "</chassis></chassis-inventory>";
const std::string statement_missing =
    "<rpc-error>\n<error-type>protocol</error-type>\n<error-tag>operation-failed</"
    "error-tag>\n<error-severity>warning</error-severity>\n"
    "<error-message>\nstatement not found: \n</error-message>\n</rpc-error>\n";
const RpcMessage statement_missing_read{.is_error = false,
                                        .type = "protocol",
                                        .tag = "operation-failed",
                                        .path = "",
                                        .text = "statement not found:",
                                        .bad_element = "",
                                        .source = ""};

const std::vector<Shape> shapes{
    {"DataInAVersionedNamespace", reply(inventory), false, {}, inventory},
    {"DataInTheBaseNamespace",
     reply("\n<system-information junos:style=\"brief\"><a/></system-information>\n"),
     false,
     {},
     "<system-information junos:style=\"brief\"><a/></system-information>"},
    {"DataWithoutNamespaces",
     "<rpc-reply message-id=\"5\"><a><b>1</b></a></rpc-reply>",
     false,
     {},
     "<a><b>1</b></a>"},
    {"OutputText",
     reply("<output>\nAborted! This command can only be used on the master routing engine.\n</output>"),
     false,
     {},
     "<output>\nAborted! This command can only be used on the master routing engine.\n</output>"},
    {"SeveralRoutingEngines",
     reply("<multi-routing-engine-results><multi-routing-engine-item><re-name>node0</re-name><a/></"
           "multi-routing-engine-item>"
           "</multi-routing-engine-results>"),
     false,
     {},
     "<multi-routing-engine-results><multi-routing-engine-item><re-name>node0</re-name><a/></"
     "multi-routing-engine-item>"
     "</multi-routing-engine-results>"},
    {"AnErrorInsideOneRoutingEngine",
     reply("<multi-routing-engine-results><multi-routing-engine-item><re-name>node1</re-name><xnm:error "
           "xmlns:xnm=\"http://xml.juniper.net/xnm/1.1/xnm\"><source-daemon>mgd</source-daemon><message>not "
           "master</message></xnm:error>"
           "</multi-routing-engine-item></multi-routing-engine-results>"),
     false,
     {{.is_error = true,
       .type = "",
       .tag = "",
       .path = "",
       .text = "not master",
       .bad_element = "",
       .source = "mgd"}},
     "<multi-routing-engine-results><multi-routing-engine-item><re-name>node1</re-name><xnm:error "
     "xmlns:xnm=\"http://xml.juniper.net/xnm/1.1/xnm\"><source-daemon>mgd</source-daemon><message>not "
     "master</message></xnm:error>"
     "</multi-routing-engine-item></multi-routing-engine-results>"},
    {"Empty", "<rpc-reply message-id='5'/>", true},
    {"EmptyWithAttributesOverLines", "<rpc-reply\n message-id=\"5\"\n xmlns:junos=\"x\"\n/>\n", true},
    {"NothingInside", reply("\n"), true},
    {"CommentsOnly", reply("\n<!-- nothing to say -->\n"), true},
    {"Ok", reply("\n<ok/>\n"), true},
    {"OkWithItsEndTag", reply("<ok></ok>"), true},
    {"PrefixedOk",
     "<nc:rpc-reply xmlns:nc=\"urn:ietf:params:xml:ns:netconf:base:1.0\" "
     "message-id=\"5\"><nc:ok/></nc:rpc-reply>",
     true},
    {"WarningBesideOk", reply(statement_missing + "<ok/>"), true, {statement_missing_read}},
    {"WarningAlone", reply(statement_missing), false, {statement_missing_read}},
    {"ErrorWithWordsOfTheUnitsOwn",
     reply("<rpc-error><error-type>system</error-type><error-tag>\nfoo-bar\n</"
           "error-tag><error-severity>error</error-severity><source-daemon>\n"
           "chassisd\n</source-daemon><error-path>\n[edit "
           "interfaces]\n</error-path><error-message>\ncommit\r\nfailed &amp; rolled back &lt;*&gt;\n"
           "</error-message><error-info><bad-element>ge-0/0/0</bad-element></error-info></rpc-error>"),
     false,
     {{.is_error = true,
       .type = "system",
       .tag = "foo-bar",
       .path = "[edit interfaces]",
       .text = "commit\nfailed & rolled back <*>",
       .bad_element = "ge-0/0/0",
       .source = "chassisd"}}},
    {"PermissionDeniedWithoutTypeAndTag",
     reply("<rpc-error><error-severity>error</error-severity><error-info><bad-element>system</bad-element></"
           "error-info>"
           "<error-message>permission denied</error-message></rpc-error>"),
     false,
     {{.is_error = true,
       .type = "",
       .tag = "",
       .path = "",
       .text = "permission denied",
       .bad_element = "system",
       .source = ""}}},
    {"CommitResults",
     reply("<commit-results><routing-engine><name>re0</name><commit-success/></routing-engine></"
           "commit-results><ok/>"),
     true,
     {},
     "<commit-results><routing-engine><name>re0</name><commit-success/></routing-engine></commit-results>"},
    {"LoadResultsOk",
     reply("<load-configuration-results>\n<ok/>\n</load-configuration-results>"),
     true,
     {},
     "<load-configuration-results>\n<ok/>\n</load-configuration-results>"},
    {"LoadResultsWithAnErrorInside",
     reply("<load-configuration-results><rpc-error><error-severity>error</"
           "error-severity><error-message>syntax error</error-message>"
           "<error-info><bad-element>foo</bad-element></error-info></rpc-error><load-error-count>1</"
           "load-error-count>"
           "</load-configuration-results>"),
     false,
     {{.is_error = true,
       .type = "",
       .tag = "",
       .path = "",
       .text = "syntax error",
       .bad_element = "foo",
       .source = ""}},
     "<load-configuration-results><rpc-error><error-severity>error</error-severity><error-message>syntax "
     "error</error-message>"
     "<error-info><bad-element>foo</bad-element></error-info></rpc-error><load-error-count>1</"
     "load-error-count>"
     "</load-configuration-results>"},
    {"XnmErrorAndWarning",
     reply("<xnm:warning xmlns:xnm=\"http://xml.juniper.net/xnm/1.1/xnm\"><message>uncommitted "
           "changes</message></xnm:warning>"
           "<error "
           "xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\"><edit-path>[edit]</edit-path><statement>foo</"
           "statement>"
           "<message>syntax error</message></error>"),
     false,
     {{.is_error = false,
       .type = "",
       .tag = "",
       .path = "",
       .text = "uncommitted changes",
       .bad_element = "",
       .source = ""},
      {.is_error = true,
       .type = "",
       .tag = "",
       .path = "[edit]",
       .text = "syntax error",
       .bad_element = "foo",
       .source = ""}}},
    {"BareErrorThatSpeaks",
     reply("<error><message>timeout communicating with routing daemon</message></error>"),
     false,
     {{.is_error = true,
       .type = "",
       .tag = "",
       .path = "",
       .text = "timeout communicating with routing daemon",
       .bad_element = "",
       .source = ""}}},
    {"BareErrorThatIsData",
     reply("<fpc-information><error><count>0</count></error></fpc-information>"),
     false,
     {},
     "<fpc-information><error><count>0</count></error></fpc-information>"},
    {"ErrorBeforeData",
     reply(statement_missing + "<a/>" + statement_missing + "<b/>\n"),
     false,
     {statement_missing_read, statement_missing_read},
     "<a/>" + statement_missing + "<b/>"},
    {"BareText", reply("\nzeroizing re0 &amp; re1\n"), false, {}, "\nzeroizing re0 &amp; re1\n"},
    {"CdataAlone", reply("<![CDATA[set system <root>]]>"), false, {}, "<![CDATA[set system <root>]]>"},
    {"CdataWithTags",
     reply("<configuration-text><![CDATA[</rpc-reply><ok/>]]></configuration-text>"),
     false,
     {},
     "<configuration-text><![CDATA[</rpc-reply><ok/>]]></configuration-text>"},
    {"ThePromptIsNotData", reply("<a/><cli><banner>{master}</banner></cli>"), false, {}, "<a/>"},
    {"ThePromptAlone", reply("<cli><banner>{master:0}</banner></cli>"), true},
    {"DataNamedOkDeeper", reply("<a><ok/></a>"), false, {}, "<a><ok/></a>"},
    {"TextThatLooksLikeATag",
     reply("<output>match <*> and <3 and a<b\n</output>"),
     false,
     {},
     "<output>match <*> and <3 and a<b\n</output>"},
    {"AWallMessageBetweenElements",
     reply("<a>1</a>\r\n\aMessage from root@r1: <reboot>\r\n<b/>"),
     false,
     {},
     "<a>1</a>\r\n Message from root@r1: <reboot>\r\n<b/>"},
    {"AnElementNeverClosed", reply("<a><b>1</a>"), false, {}, "<a><b>1</a>"},
    {"AnElementClosedTwice", reply("<a>1</a></a><b/>"), false, {}, "<a>1</a></a><b/>"},
    {"ControlBytesAndLatin1",
     reply("<name>\x1b[7mcaf\xe9" + std::string(1, '\0') + "</name>"),
     false,
     {},
     "<name> [7mcaf? </name>"},
    {"AGreaterSignInAnAttribute",
     reply("<a junos:format=\"x > y\" b='/'><c d=\"/\"/></a>"),
     false,
     {},
     "<a junos:format=\"x > y\" b='/'><c d=\"/\"/></a>"},
    {"AnEchoAndCommentsInFront",
     "<rpc message-id=\"5\"><get-x/></rpc>\r\n<!-- <rpc-reply> -->\r\n" + reply("<ok/>"), true},
    {"ADeclarationInFront", "<?xml version=\"1.0\" encoding=\"us-ascii\"?>\n" + reply("<ok/>"), true},
};

class ReplyShape : public testing::TestWithParam<Shape> {};

}  // namespace

TEST_P(ReplyShape, IsRead) {
    const auto& shape = GetParam();
    const auto read = read_reply(shape.xml);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->closed);
    EXPECT_EQ(read->message_id, "5");
    EXPECT_EQ(read->content.ok, shape.ok);
    ASSERT_EQ(read->content.messages.size(), shape.messages.size());
    for (std::size_t i = 0; i < shape.messages.size(); ++i) {
        const auto &seen = read->content.messages[i], &due = shape.messages[i];
        EXPECT_EQ(seen, due) << seen.is_error << '|' << seen.type << '|' << seen.tag << '|' << seen.path
                             << '|' << seen.text << '|' << seen.bad_element << '|' << seen.source;
    }
    EXPECT_EQ(read->content.payload, shape.payload);
}

INSTANTIATE_TEST_SUITE_P(All, ReplyShape, testing::ValuesIn(shapes),
                         [](const auto& each) { return each.param.name; });

TEST(Reply, KeepsTheBytesWhereTheyAre) {
    auto message = reply("<a>" + std::string(5000, 'x') + "</a>");
    const auto* bytes = message.data();
    const auto read = read_reply(std::move(message));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->content.envelope.data(), bytes);
    EXPECT_EQ(read->content.payload.size(), 5007U);
}

TEST(Reply, IsNotFoundInOtherMessages) {
    for (const std::string other :
         {"", "\r\n", "<rpc message-id=\"5\"><lock/></rpc>",
          "<!-- session end at 2021-11-23 18:32:04 UTC -->", "<!-- <rpc-reply/> -->",
          "<hello><capabilities/></hello>", "</rpc-reply>"})
        EXPECT_FALSE(read_reply(other)) << other;
}

TEST(Reply, KnowsThatItBreaksOff) {
    const auto whole = reply("<a><b>1</b></a>");
    const auto head = whole.find("<a>");
    for (auto size = head; size < whole.size(); ++size) {
        const auto read = read_reply(whole.substr(0, size));
        ASSERT_TRUE(read) << size;
        EXPECT_FALSE(read->closed) << size;
    }
}

TEST(Reply, LivesWithoutAMessageId) {
    const auto read = read_reply("<rpc-reply><ok/></rpc-reply>");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->message_id, std::nullopt);
}
