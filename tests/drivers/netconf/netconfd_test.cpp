// The same path towards an RFC-conformant server of other people's making: the adapter must not grow
// Junos-only.
#include "tests/drivers/netconf/netconfd.hpp"
#include "tests/drivers/netconf/conversing.hpp"

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <algorithm>
#include <chrono>
#include <string>

using namespace drivers;
using namespace std::chrono_literals;
using namespace support;

namespace {

Deadline soon(std::string what) {
    return within(10s, std::move(what));
}

/// A conversation with this server. netconfd loses an rpc that comes in the same read as the hello: it has to
/// have seen that first.
Task<std::unique_ptr<Rpc>> open(Netconfd& server, Worker& worker) {
    auto rpc = co_await open_rpc(server.stream(co_await asio::this_coro::executor), worker, soon("hello"));
    server.wait_for("Session " + std::to_string(rpc->session_id()) + " for ");  // "... now active"
    co_return rpc;
}

/// Runs `use(rpc)` on a conversation with a fresh netconfd.
template <class Use>
void with_netconfd(Use use, std::string option = "--log-level=info") {
    if (!Netconfd::installed()) GTEST_SKIP() << "netconfd is not installed";
    Netconfd server{option};
    Worker worker{1};
    support::run([](Netconfd& s, Worker& w, Use u) -> Task<> {
        auto rpc = co_await open(s, w);
        co_await u(*rpc);
        co_await rpc->close(soon("close"));
    }(server, worker, std::move(use)));
}

std::string system_config(const std::string& contact) {
    return "<system xmlns=\"urn:ietf:params:xml:ns:yang:ietf-system\"><contact>" + contact +
           "</contact></system>";
}

std::string contact_in(const RpcReply& reply) {
    pugi::xml_document document;
    document.load_buffer(reply.payload.data(), reply.payload.size());
    return document.select_node("//*[local-name()='contact']").node().text().get();
}

std::string first_tag(const RpcReply& reply) {
    return reply.messages.empty() ? "" : reply.messages[0].tag;
}

}  // namespace

TEST(Netconfd, SpeaksChunks) {
    with_netconfd([](Rpc& rpc) -> Task<> {
        EXPECT_GT(rpc.session_id(), 0U);
        const auto& all = rpc.capabilities();
        EXPECT_EQ(std::count(all.begin(), all.end(), "urn:ietf:params:netconf:base:1.1"), 1);
        EXPECT_TRUE(
            (co_await rpc.edit_config("candidate", system_config(std::string(50'000, 'x')), soon("edit")))
                .ok);
        EXPECT_EQ(contact_in(co_await rpc.get_config("candidate", "", soon("candidate"))),
                  std::string(50'000, 'x'));
    });
}

TEST(Netconfd, SpeaksWithEndMarkers) {
    with_netconfd(
        [](Rpc& rpc) -> Task<> {
            EXPECT_TRUE(
                (co_await rpc.edit_config("candidate", system_config(std::string(50'000, 'x')), soon("edit")))
                    .ok);
            EXPECT_EQ(contact_in(co_await rpc.get_config("candidate", "", soon("candidate"))),
                      std::string(50'000, 'x'));
        },
        "--protocols=netconf1.0");
}

TEST(Netconfd, ChangesItsConfigurationThroughTheCandidate) {
    with_netconfd([](Rpc& rpc) -> Task<> {
        EXPECT_TRUE((co_await rpc.lock("candidate", soon("lock"))).ok);
        const auto edited =
            co_await rpc.edit_config("candidate", system_config("bench &amp; &lt;A1&gt;"), soon("edit"));
        EXPECT_TRUE(edited.ok) << edited.first_error();
        EXPECT_EQ(contact_in(co_await rpc.get_config("running", "", soon("running"))), "");
        const auto committed = co_await rpc.commit(soon("commit"));
        EXPECT_TRUE(committed.ok) << committed.first_error();
        const auto filter = "<system xmlns=\"urn:ietf:params:xml:ns:yang:ietf-system\"/>";
        EXPECT_EQ(contact_in(co_await rpc.get_config("running", filter, soon("running"))), "bench & <A1>");
        EXPECT_TRUE((co_await rpc.unlock("candidate", soon("unlock"))).ok);
    });
}

TEST(Netconfd, DiscardsAndConfirms) {
    with_netconfd([](Rpc& rpc) -> Task<> {
        EXPECT_TRUE((co_await rpc.edit_config("candidate", system_config("x"), soon("edit"))).ok);
        EXPECT_TRUE((co_await rpc.validate("candidate", soon("validate")))
                        .ok);  // before a commit it makes netconfd 2.13 forget the edit
        EXPECT_TRUE((co_await rpc.discard_changes(soon("discard"))).ok);
        EXPECT_EQ(contact_in(co_await rpc.get_config("candidate", "", soon("candidate"))), "");
        EXPECT_TRUE((co_await rpc.edit_config("candidate", system_config("y"), soon("edit"))).ok);
        EXPECT_TRUE((co_await rpc.commit_confirmed(600s, soon("commit"))).ok);
        EXPECT_TRUE((co_await rpc.commit(soon("commit"))).ok);
        EXPECT_EQ(contact_in(co_await rpc.get_config("running", "", soon("running"))), "y");
    });
}

TEST(Netconfd, ItsErrorsComeTyped) {
    with_netconfd([](Rpc& rpc) -> Task<> {
        const auto reply =
            co_await rpc.edit_config("candidate", "<no-such xmlns=\"urn:none\"/>", soon("edit"));
        EXPECT_TRUE(reply.failed());
        EXPECT_FALSE(reply.ok);
        EXPECT_EQ(first_tag(reply), "unknown-namespace");
        const auto denied = co_await rpc.kill_session(rpc.session_id(), soon("kill"));
        EXPECT_TRUE(denied.failed());  // one's own session: RFC 6241 section 7.9
        const auto unknown = co_await rpc.call("<get-chassis-inventory/>", soon("inventory"));
        EXPECT_TRUE(unknown.failed());
        EXPECT_TRUE((co_await rpc.lock("running", soon("lock"))).ok);
    });
}

TEST(Netconfd, AnswersItsOwnRpcs) {
    with_netconfd([](Rpc& rpc) -> Task<> {
        const auto reply =
            co_await rpc.call("<get xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"/>", soon("state"));
        EXPECT_FALSE(reply.failed());
        EXPECT_TRUE(reply.payload.starts_with("<data"));
        EXPECT_NE(reply.payload.find("<netconf-state"), std::string_view::npos);
    });
}

TEST(Netconfd, LockIsDeniedToTheSecond) {
    if (!Netconfd::installed()) GTEST_SKIP() << "netconfd is not installed";
    Netconfd server;
    Worker worker{1};
    support::run([](Netconfd& s, Worker& w) -> Task<> {
        auto first = co_await open(s, w);
        auto second = co_await open(s, w);
        EXPECT_NE(first->session_id(), second->session_id());
        EXPECT_TRUE((co_await first->lock("candidate", soon("lock"))).ok);
        const auto denied = co_await second->lock("candidate", soon("lock"));
        EXPECT_TRUE(denied.failed());
        EXPECT_EQ(first_tag(denied), "lock-denied");
        EXPECT_TRUE((co_await second->kill_session(first->session_id(), soon("kill"))).ok);
        try {
            co_await first->call("<get/>", soon("reply"));
            ADD_FAILURE() << "a killed session answers";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::closed) << error.what();
        }
        EXPECT_TRUE((co_await second->lock("candidate", soon("lock"))).ok);
        co_await second->close(soon("close"));
    }(server, worker));
}
