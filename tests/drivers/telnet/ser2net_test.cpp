// What a telnet: or tcp: endpoint does with a real terminal server, and with ones that misbehave.

#include "drivers/link.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/complaint.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/run.hpp"
#include "tests/support/ser2net.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>

#include <thread>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using namespace std::string_literals;
using testing::HasSubstr;

Task<std::unique_ptr<Terminal>> open(std::string text, Clock::duration patience = 10s) {
    auto endpoint = check_endpoint(text, Use::terminal);
    LinkContext context;
    co_return co_await open_terminal(std::move(endpoint), std::move(context), within(patience, "terminal server"));
}

std::optional<LinkError> failure(const std::string& text, Clock::duration patience = 10s) {
    return support::failure([&] { support::open_and_close(open(text, patience)); });
}

std::string complaint(const std::string& text) { return support::complaint(text, Use::terminal); }

/// A server of one conversation that says `greeting` and then nothing, or hangs up.
class OneShot {
  public:
    OneShot(std::string greeting, bool hangs_up) {
        thread_ = std::thread{[this, greeting, hangs_up] {
            boost::system::error_code ended;
            asio::ip::tcp::socket socket{io_};
            acceptor_.accept(socket, ended);
            if (ended) return;
            asio::write(socket, asio::buffer(greeting), ended);
            if (hangs_up) socket.shutdown(asio::ip::tcp::socket::shutdown_send, ended);
            char buffer[256];
            while (!ended) heard_.append(buffer, socket.read_some(asio::buffer(buffer), ended));
        }};
    }
    ~OneShot() {
        if (thread_.joinable()) thread_.join();
    }
    std::string endpoint(const std::string& scheme) const {
        return scheme + "://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }
    /// All it was sent, once the conversation is over.
    std::string heard() {
        thread_.join();
        return heard_;
    }

  private:
    asio::io_context io_;
    asio::ip::tcp::acceptor acceptor_{io_, {asio::ip::address_v4::loopback(), 0}};
    std::thread thread_;
    std::string heard_;
};

TEST(Rfc2217, SetsTheSpeedOfTheRealLine) {
    support::Pty pty;
    const support::Ser2net server{pty.path(), "telnet(rfc2217=true)"};
    support::run([](std::string text, const support::Pty& unit) -> Task<> {
        auto terminal = co_await open(text);
        auto* line = terminal->line();
        EXPECT_TRUE(line);
        if (!line) co_return;
        EXPECT_EQ(line->speed(), 9600u) << "as the server is configured";
        EXPECT_EQ(unit.speed(), 9600u);
        for (const unsigned baud : {115200u, 38400u, 19200u}) {
            co_await line->set_speed(baud, within(5s, "speed"));
            EXPECT_EQ(line->speed(), baud);
            EXPECT_EQ(unit.speed(), baud);
        }
        EXPECT_TRUE(line->wires());
    }(server.endpoint("telnet"), pty));
}

TEST(Rfc2217, TakesTheSpeedFromTheEndpoint) {
    support::Pty pty;
    const support::Ser2net server{pty.path(), "telnet(rfc2217=true)"};
    support::run([](std::string text, const support::Pty& unit) -> Task<> {
        auto terminal = co_await open(text);
        EXPECT_EQ(unit.speed(), 38400u);
    }(server.endpoint("telnet") + "?baud=38400", pty));
}

TEST(Rfc2217, SendsABreakAndGoesOn) {
    support::Pty pty;
    const support::Ser2net server{pty.path(), "telnet(rfc2217=true)"};
    support::run([](std::string text) -> Task<> {
        auto terminal = co_await open(text);
        const auto begin = Clock::now();
        co_await terminal->send_break(within(5s, "break"));
        EXPECT_GE(Clock::now() - begin, 300ms);
        co_await terminal->write("still here", within(5s, "write"));
    }(server.endpoint("telnet")));
    EXPECT_EQ(pty.read(10, 5s), "still here");
}

TEST(PlainTelnet, HasNoLineToSet) {
    support::Pty pty;
    const support::Ser2net server{pty.path(), "telnet"};
    support::run([](std::string text) -> Task<> {
        auto terminal = co_await open(text);
        EXPECT_FALSE(terminal->line());
        co_await terminal->send_break(within(5s, "break"));  // IAC BRK
        co_await terminal->write("x", within(5s, "write"));
    }(server.endpoint("telnet")));
    EXPECT_EQ(pty.read(1, 5s), "x");
}

TEST(PlainTelnet, SaysWhoHasToSetTheSpeed) {
    support::Pty pty;
    const support::Ser2net server{pty.path(), "telnet"};
    const auto error = failure(server.endpoint("telnet") + "?baud=9600");
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::refused);
    EXPECT_THAT(error->what(), HasSubstr("set it there and leave baud out here"));
}

TEST(PlainTelnet, ServesAServerThatKnowsNoTelnet) {
    OneShot server{"login: ", false};
    std::string text = server.endpoint("telnet");
    support::run([](std::string to) -> Task<> {
        auto terminal = co_await open(to);
        EXPECT_EQ(co_await terminal->read(within(5s, "prompt")), "login: ") << "what came meanwhile is kept";
        co_await terminal->write("root\n", within(5s, "write"));
    }(text));
    EXPECT_TRUE(server.heard().ends_with("root\n"));
}

TEST(PlainTelnet, APortInUseIsSaidToBe) {
    const OneShot server{"Port already in use\r\n", true};
    const auto error = failure(server.endpoint("telnet"));
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::refused);
    EXPECT_THAT(error->what(), HasSubstr("hung up at once; is the port in use?"));
    EXPECT_THAT(error->last_seen(), HasSubstr("Port already in use"));
}

TEST(PlainTelnet, TwoProgramsNeverTypeAtOnce) {
    support::Pty pty;
    const support::Ser2net server{pty.path(), "telnet(rfc2217=true)"};
    support::run([](std::string text) -> Task<> {
        auto first = co_await open(text);
        std::optional<Fault> fault;
        try {
            co_await open(text);
        } catch (const LinkError& error) {
            fault = error.fault();
        }
        EXPECT_EQ(fault, Fault::refused);
    }(server.endpoint("telnet")));
}

TEST(TerminalServer, AnOpeningCanBeStopped) {
    OneShot server{"", false};
    support::run([](std::string text) -> Task<> {
        std::function<void()> stop;
        asio::steady_timer timer{co_await asio::this_coro::executor, 50ms};
        timer.async_wait([&stop](boost::system::error_code) { stop(); });
        LinkContext context;
        context.interruptible = [&stop](std::function<void()> abort) {
            stop = std::move(abort);
            return std::make_shared<int>();
        };
        auto endpoint = check_endpoint(text, Use::terminal);
        std::optional<Fault> fault;
        const auto begin = Clock::now();
        try {
            co_await open_terminal(std::move(endpoint), std::move(context), within(10s, "terminal server"));
        } catch (const LinkError& error) {
            fault = error.fault();
        }
        EXPECT_EQ(fault, Fault::aborted);
        EXPECT_LT(Clock::now() - begin, support::at_once());
    }(server.endpoint("telnet")));
}

TEST(TerminalServer, NobodyThereIsUnreachable) {
    const auto port = std::to_string(support::free_tcp_port());
    for (const std::string scheme : {"telnet", "tcp"}) {
        const auto error = failure(scheme + "://127.0.0.1:" + port);
        ASSERT_TRUE(error);
        EXPECT_EQ(error->fault(), Fault::unreachable);
        EXPECT_THAT(error->what(), HasSubstr("nothing answers at TCP port " + port));
    }
}

TEST(TerminalServer, EndpointsAreCheckedWithoutTouchingThem) {
    EXPECT_EQ(complaint("telnet://192.0.2.9:2001?baud=115200"), "none");
    EXPECT_EQ(complaint("telnet://[2001:db8::9]"), "none");
    EXPECT_EQ(complaint("tcp://console-3:4001"), "none");
    EXPECT_THAT(complaint("telnet:192.0.2.9"), HasSubstr("names no terminal server"));
    EXPECT_THAT(complaint("telnet://192.0.2.9?buad=9600"), HasSubstr("did you mean baud?"));
    EXPECT_THAT(complaint("telnet://192.0.2.9?baud=0"), HasSubstr("no speed"));
    EXPECT_THAT(complaint("telnet://192.0.2.9?baud=fast"), HasSubstr("no speed"));
    EXPECT_THAT(complaint("telnet://admin@192.0.2.9"), HasSubstr("reached by ssh:"));
    EXPECT_THAT(complaint("tcp://192.0.2.9"), HasSubstr("names no port"));
    EXPECT_THAT(complaint("tcp://192.0.2.9:4001?baud=9600"), HasSubstr("there is no option baud"));
}

}  // namespace
