// What a caller gets when the unit is late, goes away, breaks off, or the run is aborted.
#include "tests/drivers/netconf/conversing.hpp"
#include "tests/support/at_once.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

using namespace drivers;
using namespace std::chrono_literals;
using namespace support;

TEST(Rpc, DropsALateReply) {
    converse({}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        const auto late = co_await failure_of(rpc.call("<silence/>", within(20ms, "reply")));
        EXPECT_TRUE(late && late->fault() == Fault::timeout);
        peer.wire()->send(peer.reply("<late/>", "1"));
        const auto reply = co_await rpc.call("<get-chassis-inventory/>", within(2s, "reply"));
        EXPECT_EQ(reply.payload, inventory);
    });
}

TEST(Rpc, DropsTheRestOfALateReply) {
    converse({}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        const auto whole = peer.reply("<late>" + std::string(500, 'x') + "</late>", "1");
        peer.wire()->unit = [&peer, whole, unit = peer.wire()->unit](const std::string& bytes) {
            return bytes.find("<silence/>") != std::string::npos ? whole.substr(0, 300)
                                                                 : whole.substr(300) + unit(bytes);
        };
        const auto late = co_await failure_of(rpc.call("<silence/>", within(20ms, "reply")));
        EXPECT_TRUE(late &&
                    std::string{late->what()}.find(
                        "no end of the reply to silence (300 bytes so far) within") != std::string::npos)
            << late->what();
        const auto reply = co_await rpc.call("<get-chassis-inventory/>", within(2s, "reply"));
        EXPECT_EQ(reply.payload, inventory);
    });
}

TEST(Rpc, EndsAfterATimeoutWhereRepliesCarryNoId) {
    converse({.message_ids = false}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        co_await rpc.call("<get-nothing/>", within(2s, "reply"));
        const auto late = co_await failure_of(rpc.call("<silence/>", within(20ms, "reply")));
        EXPECT_TRUE(late && late->fault() == Fault::timeout);
        peer.wire()->send(peer.reply("<late/>", ""));
        const auto next = co_await failure_of(rpc.call("<get-chassis-inventory/>", within(2s, "reply")));
        EXPECT_TRUE(next && std::string{next->what()}.find(
                                "without message-id it would be taken for another's") != std::string::npos)
            << next->what();
    });
}

TEST(Rpc, TakesNoReplyWithoutIdForItsOwnAfterATimeout) {
    converse({.message_ids = false}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        co_await failure_of(rpc.call("<silence/>", within(20ms, "reply")));
        peer.wire()->send(peer.reply("<late/>", ""));
        const auto next = co_await failure_of(rpc.call("<get-chassis-inventory/>", within(2s, "reply")));
        EXPECT_TRUE(next && next->fault() == Fault::protocol);
    });
}

TEST(Rpc, SaysWhereAReplyBrokeOff) {
    const auto whole = JunosPeer{{}, answers}.reply("<a>\n<b>first</b>\n<b>last words</b>\n</a>", "1");
    for (std::size_t size = 0; size + 7 < whole.size(); size += 10) {
        converse({}, [&whole, size](Rpc& rpc, JunosPeer& peer) -> Task<> {
            peer.wire()->unit = [&peer, &whole, size](const std::string&) {
                return peer.wire()->closes = true, whole.substr(0, size);
            };
            const auto error = co_await failure_of(rpc.call("<get-a/>", within(2s, "reply")));
            EXPECT_TRUE(error && error->fault() == Fault::closed);
            const std::string due =
                size ? std::to_string(size) + " bytes into the reply to get-a" : "before the reply to get-a";
            EXPECT_NE(std::string{error->what()}.find(due), std::string::npos) << error->what();
            const auto again = co_await failure_of(rpc.call("<get-a/>", within(2s, "reply")));
            EXPECT_TRUE(again && again->fault() == Fault::closed);
        });
    }
}

TEST(Rpc, RefusesAReplyThatTheUnitBrokeOff) {
    converse(
        {},
        [](Rpc& rpc, JunosPeer&) -> Task<> {
            const auto error = co_await failure_of(rpc.call("<get-a/>", within(2s, "reply")));
            EXPECT_TRUE(error && error->fault() == Fault::protocol);
            EXPECT_TRUE((co_await rpc.call("<get-b/>", within(2s, "reply"))).ok);
        },
        [](const std::string& rpc) {
            return rpc.find("get-a") != std::string::npos ? "<rpc-reply message-id=\"1\"><a><b>1</b>"
                                                          : "<ok/>";
        });
}

TEST(Rpc, TakesTheEndOfTheStreamForAnAnswerToLastOrders) {
    for (const std::string order :
         {"<request-reboot/>", "<request-system-zeroize><media/></request-system-zeroize>",
          "<request-vmhost-poweroff/>", "<request-package-add><reboot/></request-package-add>",
          "<command>request system halt</command>"}) {
        converse({}, [&order](Rpc& rpc, JunosPeer& peer) -> Task<> {
            peer.wire()->unit = [&peer](const std::string&) {
                return peer.wire()->closes = true, "Shutdown NOW!\n";
            };
            const auto reply = co_await rpc.call(order, within(2s, "reply"));
            EXPECT_TRUE(reply.ok);
            EXPECT_FALSE(reply.failed());
            EXPECT_EQ(reply.envelope, "Shutdown NOW!\n");
        });
    }
}

TEST(Rpc, ClosesWithOrWithoutAnAnswer) {
    converse({}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        peer.wire()->unit = [&peer](const std::string&) { return peer.wire()->closes = true, std::string{}; };
        co_await rpc.close(within(2s, "close"));
        const auto after = co_await failure_of(rpc.call("<a/>", within(2s, "reply")));
        EXPECT_TRUE(after && after->fault() == Fault::closed);
    });
}

TEST(Rpc, HandsTheConsoleBackWithItsPrompt) {
    converse({.message_ids = false,
              .echo = true,
              .crlf = true,
              .before_hello = "junoscript netconf need-trailer\n"},
             [](Rpc& rpc, JunosPeer& peer) -> Task<> {
                 peer.wire()->unit = [&peer, unit = peer.wire()->unit](const std::string& bytes) {
                     return unit(bytes) + "<!-- session end at 2021-11-23 18:32:04 UTC -->\r\nroot@r1> ";
                 };
                 co_await rpc.close(within(2s, "close"));
                 auto console = rpc.release();
                 peer.wire()->unit = [](const std::string& bytes) { return bytes + "root@r1> "; };
                 EXPECT_EQ(co_await console->read(within(2s, "prompt")),
                           "\r\n<!-- session end at 2021-11-23 18:32:04 UTC -->\r\nroot@r1> ");
                 co_await console->write("show version\r", within(2s, "write"));
                 EXPECT_EQ(co_await console->read(within(2s, "prompt")), "show version\rroot@r1> ");
             });
}

TEST(Rpc, AbortEndsWhatWaitsAndWhatFollows) {
    converse({}, [](Rpc& rpc, JunosPeer&) -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        std::vector<Fault> faults;
        for (int i = 0; i < 3; ++i)  // one waits for its reply, two for their turn
            asio::co_spawn(
                executor,
                [](Rpc& r, std::vector<Fault>& f) -> Task<> {
                    const auto error = co_await failure_of(r.call("<silence/>", within(60s, "reply")));
                    if (error) f.push_back(error->fault());
                }(rpc, faults),
                [](std::exception_ptr) {});
        asio::steady_timer wake{executor, 5ms};
        co_await wake.async_wait(asio::use_awaitable);
        const auto start = Clock::now();
        rpc.abort();
        while (faults.size() < 3) co_await asio::post(executor, asio::use_awaitable);
        EXPECT_LT(Clock::now() - start, support::at_once());
        EXPECT_EQ(faults, (std::vector<Fault>{Fault::aborted, Fault::aborted, Fault::aborted}));
        const auto after = co_await failure_of(rpc.call("<a/>", within(2s, "reply")));
        EXPECT_TRUE(after && after->fault() == Fault::aborted);
    });
}

TEST(Rpc, AnswersQueuedRpcsInTheirOrder) {
    converse(
        {},
        [](Rpc& rpc, JunosPeer&) -> Task<> {
            const auto executor = co_await asio::this_coro::executor;
            std::vector<std::string> seen;
            for (int i = 0; i < 5; ++i)
                asio::co_spawn(
                    executor,
                    [](Rpc& r, std::vector<std::string>& s, int n) -> Task<> {
                        const auto reply = co_await r.call(
                            "<get-" + std::string(1, static_cast<char>('a' + n)) + "/>", within(5s, "reply"));
                        s.emplace_back(reply.payload);
                    }(rpc, seen, i),
                    [](std::exception_ptr) {});
            while (seen.size() < 5) co_await asio::post(executor, asio::use_awaitable);
            EXPECT_EQ(seen,
                      (std::vector<std::string>{"<get-a/>", "<get-b/>", "<get-c/>", "<get-d/>", "<get-e/>"}));
        },
        [](const std::string& rpc) { return support::between(rpc, "\">", "</rpc>"); });
}

TEST(Rpc, GivesUpWaitingForItsTurnAtItsDeadline) {
    converse({}, [](Rpc& rpc, JunosPeer& peer) -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        bool first_done = false;
        asio::co_spawn(
            executor,
            [](Rpc& r, bool& done) -> Task<> {
                co_await failure_of(r.call("<silence/>", within(10s, "reply")));
                done = true;
            }(rpc, first_done),
            [](std::exception_ptr) {});
        co_await asio::post(executor, asio::use_awaitable);
        const auto late = co_await failure_of(rpc.call("<get-nothing/>", within(20ms, "reply")));
        EXPECT_TRUE(late && late->fault() == Fault::timeout);
        EXPECT_NE(std::string{late->what()}.find("turn to ask for get-nothing"), std::string::npos)
            << late->what();
        peer.wire()->send(peer.reply("", "1"));
        while (!first_done) co_await asio::post(executor, asio::use_awaitable);
        EXPECT_TRUE((co_await rpc.call("<get-nothing/>", within(2s, "reply"))).ok);
    });
}

namespace {

/// The fault of opening a conversation on a stream that says just this.
std::optional<LinkError> opening(const std::string& said, bool closes) {
    const auto wire = std::make_shared<support::Wire>();
    wire->send(said);
    wire->closes = closes;
    Worker worker{1};
    return support::run([](std::shared_ptr<support::Wire> w, Worker& k) -> Task<std::optional<LinkError>> {
        co_return co_await failure_of(
            open_rpc(std::make_unique<support::ScriptedStream>(w), k, within(20ms, "NETCONF hello")));
    }(wire, worker));
}

}  // namespace

TEST(OpenRpc, SaysThatNoHelloCame) {
    const auto error =
        opening("junoscript netconf need-trailer\r\n                ^\r\nunknown command.\r\n", false);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::timeout);
    EXPECT_EQ(error->last_seen(), "unknown command.");
}

TEST(OpenRpc, SaysThatTheStreamEnded) {
    const auto error = opening("<hello><capabi", true);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::closed);
    EXPECT_EQ(error->last_seen(), "<hello><capabi");
}

TEST(OpenRpc, SaysThatTheUnitRefuses) {
    const auto error = opening(
        "<rpc-reply><rpc-error><error-severity>error</error-severity><error-message>too many "
        "sessions</error-message></rpc-error></rpc-reply>]]>]]>",
        false);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::refused);
    EXPECT_NE(std::string{error->what()}.find("too many sessions"), std::string::npos);
}
