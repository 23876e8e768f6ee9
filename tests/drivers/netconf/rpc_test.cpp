// The whole way: a scripted unit, the adapter, libnetconf2, and what a caller gets.
#include "tests/drivers/netconf/conversing.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <ostream>
#include <string>
#include <vector>

using namespace drivers;
using namespace std::chrono_literals;
using namespace support;

TEST(Rpc, SaysHelloAndKnowsThePeer) {
    converse({}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        EXPECT_EQ(rpc.session_id(), 27102U);
        EXPECT_EQ(rpc.capabilities().size(), 6U);
        EXPECT_EQ(rpc.where(), "test:unit");
        EXPECT_EQ(peer.wire()->written.find("base:1.1"), std::string::npos);
        co_return;
    });
}

struct NamedManner {
    std::string name;
    Manner manner;
};
void PrintTo(const NamedManner& named, std::ostream* out) {
    *out << named.name;
}
class RpcManner : public testing::TestWithParam<NamedManner> {};

TEST_P(RpcManner, GivesTheSameAnswers) {
    for (const std::size_t piece : {1, 5, 1000}) {
        converse(GetParam().manner, [piece](Rpc& rpc, JunosPeer& peer) -> Task<> {
            peer.wire()->piece = piece;
            for (int round = 0; round < 2; ++round) {
                auto reply = co_await rpc.call("<get-chassis-inventory/>", within(2s, "inventory"));
                EXPECT_FALSE(reply.ok);
                EXPECT_EQ(reply.payload, inventory);
                reply = co_await rpc.call("<get-nothing/>", within(2s, "nothing"));
                EXPECT_TRUE(reply.ok);
                EXPECT_EQ(reply.payload, "");
                reply = co_await rpc.call("<get-syntax/>", within(2s, "syntax"));
                EXPECT_TRUE(reply.failed());
                EXPECT_EQ(reply.first_error(), "syntax error <x>");
                reply = co_await rpc.lock("candidate", within(2s, "lock"));
                EXPECT_TRUE(reply.ok);
            }
            co_await rpc.close(within(2s, "close"));
        });
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, RpcManner,
    testing::Values(
        NamedManner{"Plain", Manner{}}, NamedManner{"WithoutIds", Manner{.message_ids = false}},
        NamedManner{"Chunks", Manner{.chunks = true, .after = ""}},
        NamedManner{"Prefixed", Manner{.prefix = "nc:"}}, NamedManner{"NoNewlines", Manner{.after = ""}},
        NamedManner{"CommentsBetween", Manner{.after = "\n<!-- user root, class super-user -->\n"}},
        NamedManner{"EchoingLine", Manner{.message_ids = false, .echo = true, .crlf = true}},
        NamedManner{"CommandEchoed",
                    Manner{.chunks = false, .echo = true, .before_hello = "netconf need-trailer\n"}}),
    [](const auto& each) { return each.param.name; });

TEST(Rpc, SendsTheRequestAsItWasGiven) {
    converse({}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        peer.wire()->written.clear();
        co_await rpc.call("<command format=\"text\">show log messages | match \"a&amp;b\"\n</command>",
                          within(2s, "log"));
        EXPECT_EQ(peer.wire()->written,
                  "<rpc xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\" message-id=\"1\"><command "
                  "format=\"text\">show log messages | match "
                  "\"a&amp;b\"\n</command></rpc>]]>]]>");
    });
}

TEST(Rpc, SendsStandardOperationsByTheRfc) {
    converse({}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        const auto sent = [&peer] {
            return support::between(std::exchange(peer.wire()->written, {}), "\">", "</rpc>");
        };
        const std::string base = " xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"";
        sent();
        co_await rpc.lock("candidate", within(2s, "reply"));
        EXPECT_EQ(sent(), "<lock" + base + "><target><candidate/></target></lock>");
        co_await rpc.unlock("candidate", within(2s, "reply"));
        EXPECT_EQ(sent(), "<unlock" + base + "><target><candidate/></target></unlock>");
        co_await rpc.get_config("running", "<configuration><system/></configuration>", within(2s, "reply"));
        EXPECT_EQ(sent(),
                  "<get-config" + base +
                      "><source><running/></source><filter "
                      "type=\"subtree\"><configuration><system/></configuration></filter></get-config>");
        co_await rpc.edit_config("candidate", "<configuration><a>x &amp; y</a></configuration>",
                                 within(2s, "reply"));
        EXPECT_EQ(sent(), "<edit-config" + base +
                              "><target><candidate/></target><config><configuration><a>x &amp; "
                              "y</a></configuration></config></edit-config>");
        co_await rpc.validate("candidate", within(2s, "reply"));
        EXPECT_EQ(sent(), "<validate" + base + "><source><candidate/></source></validate>");
        co_await rpc.commit(within(2s, "reply"));
        EXPECT_EQ(sent(), "<commit" + base + "/>");
        co_await rpc.commit_confirmed(600s, within(2s, "reply"));
        EXPECT_EQ(sent(), "<commit" + base + "><confirmed/><confirm-timeout>600</confirm-timeout></commit>");
        co_await rpc.discard_changes(within(2s, "reply"));
        EXPECT_EQ(sent(), "<discard-changes" + base + "/>");
        co_await rpc.kill_session(77, within(2s, "reply"));
        EXPECT_EQ(sent(), "<kill-session" + base + "><session-id>77</session-id></kill-session>");
        co_await rpc.close(within(2s, "reply"));
        EXPECT_EQ(sent(), "<close-session" + base + "/>");
    });
}

TEST(Rpc, CarriesLargeRequestsAndReplies) {
    const std::string large = "<configuration><a>" + std::string(3'000'000, 'x') + "</a></configuration>";
    converse(
        {},
        [&large](Rpc& rpc, JunosPeer&) -> Task<> {
            const auto echoed = co_await rpc.call(large, within(10s, "reply"));
            EXPECT_EQ(echoed.payload, large);
            EXPECT_TRUE((co_await rpc.edit_config("candidate", large, within(10s, "reply"))).ok);
        },
        [](const std::string& rpc) {
            return rpc.find("<edit-config") != std::string::npos ? "<ok/>"
                                                                 : support::between(rpc, "\">", "</rpc>");
        });
}

TEST(Rpc, GivesErrorsOfStandardOperationsAsTheUnitWroteThem) {
    converse(
        {},
        [](Rpc& rpc, JunosPeer&) -> Task<> {
            const auto reply = co_await rpc.lock("candidate", within(2s, "lock"));
            EXPECT_TRUE(reply.failed());
            EXPECT_FALSE(reply.ok);
            EXPECT_EQ(reply.messages.size(), 2U);
            EXPECT_EQ(reply.first_error(),
                      "configuration database locked by:\n  root terminal p0 (pid 7527)");
            EXPECT_EQ(reply.messages.back().tag, "in-use");
            EXPECT_FALSE(reply.messages.front().is_error);
        },
        [](const std::string&) { return warning + lock_denied; });
}

TEST(Rpc, TakesCommitRepliesOfAllKinds) {
    const std::string results =
        "<commit-results><routing-engine><name>re0</name><commit-success/></routing-engine></commit-results>";
    for (const auto& body : {results, results + "<ok/>", warning + "<ok/>", warning, std::string{}}) {
        converse(
            {},
            [&body](Rpc& rpc, JunosPeer&) -> Task<> {
                const auto reply = co_await rpc.commit(within(2s, "commit"));
                EXPECT_FALSE(reply.failed()) << body;
                EXPECT_EQ(reply.ok, body.empty() || body.ends_with("<ok/>")) << body;
                EXPECT_EQ(reply.payload.empty(), !body.starts_with("<commit-results")) << body;
            },
            [&body](const std::string&) { return body; });
    }
}

TEST(Rpc, ReadsConfiguration) {
    converse(
        {},
        [](Rpc& rpc, JunosPeer&) -> Task<> {
            const auto reply = co_await rpc.get_config("running", "", within(2s, "configuration"));
            EXPECT_FALSE(reply.failed());
            EXPECT_EQ(reply.payload,
                      "<data><configuration xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\"/></data>");
        },
        [](const std::string&) {
            return "<data><configuration xmlns=\"http://xml.juniper.net/xnm/1.1/xnm\"/></data>";
        });
}

TEST(Rpc, RefusesDatastoresThereAreNotAndTextXmlCannotCarry) {
    converse({}, [](Rpc& rpc, JunosPeer&) -> Task<> {
        EXPECT_THROW(rpc.lock("candidates", within(2s, "lock")), std::invalid_argument);
        EXPECT_THROW(rpc.call("<a>\x01</a>", within(2s, "call")), std::invalid_argument);
        EXPECT_THROW(rpc.edit_config("candidate", "<a>\xff</a>", within(2s, "edit")), std::invalid_argument);
        EXPECT_TRUE((co_await rpc.call("<a/>", within(2s, "call"))).ok);
    });
}
