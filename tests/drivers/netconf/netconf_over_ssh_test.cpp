// NETCONF as it is really spoken: our ssh transport, OpenSSH's sshd, its netconf subsystem, netconfd.
#include "tests/drivers/netconf/netconfd.hpp"
#include "tests/drivers/ssh/sshd.hpp"
#include "tests/support/run.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

using namespace drivers;
using namespace std::chrono_literals;
using namespace support;

TEST(NetconfOverSsh, AsksAnIndependentServer) {
    if (!Netconfd::installed()) GTEST_SKIP() << "netconfd is not installed";
    Netconfd server;
    Sshd sshd{Era::today, "Subsystem netconf " + server.subsystem() + "\n"};
    Worker worker{2};
    support::run([](Netconfd& n, Sshd& s, Worker& w) -> Task<> {
        const auto soon = [](std::string what) { return within(10s, std::move(what)); };
        const auto host = co_await s.open(w);
        auto rpc = co_await open_rpc(co_await host->subsystem("netconf", soon("netconf")), w, soon("hello"));
        n.wait_for("Session " + std::to_string(rpc->session_id()) + " for ");  // see netconfd_test.cpp
        EXPECT_TRUE((co_await rpc->lock("candidate", soon("lock"))).ok);
        const auto name =
            "<system xmlns=\"urn:ietf:params:xml:ns:yang:ietf-system\"><hostname>r1</hostname></system>";
        EXPECT_TRUE((co_await rpc->edit_config("candidate", name, soon("edit"))).ok);
        EXPECT_TRUE((co_await rpc->commit(soon("commit"))).ok);
        const auto running = co_await rpc->get_config("running", "", soon("running"));
        EXPECT_NE(running.payload.find("<hostname>r1</hostname>"), std::string_view::npos)
            << running.envelope;
        EXPECT_TRUE((co_await rpc->call("<get-chassis-inventory/>", soon("inventory"))).failed());
        const auto state = co_await rpc->call("<get/>", soon("state"));
        EXPECT_GT(state.payload.size(), 5000U);
        co_await rpc->close(soon("close"));
    }(server, sshd, worker));
}

TEST(NetconfOverSsh, SaysThatTheConnectionBroke) {
    if (!Netconfd::installed()) GTEST_SKIP() << "netconfd is not installed";
    Netconfd server;
    Sshd sshd{Era::today, "Subsystem netconf " + server.subsystem() + "\n"};
    Worker worker{2};
    support::run([](Netconfd& n, Sshd& s, Worker& w) -> Task<> {
        const auto host = co_await s.open(w);
        auto rpc = co_await open_rpc(co_await host->subsystem("netconf", within(10s, "netconf")), w,
                                     within(10s, "hello"));
        n.wait_for("Session " + std::to_string(rpc->session_id()) + " for ");
        s.kill_connections();
        try {
            co_await rpc->call("<get/>", within(10s, "reply"));
            ADD_FAILURE() << "a broken connection answers";
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::closed) << error.what();
        }
    }(server, sshd, worker));
}
