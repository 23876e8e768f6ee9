// What only a serial port does: locks, options, pacing, the words for what is wrong with it.

#include "drivers/link.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/complaint.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/run.hpp"

#include <gmock/gmock.h>

#include <filesystem>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using testing::HasSubstr;

Task<std::unique_ptr<Terminal>> open(std::string text) {
    auto endpoint = check_endpoint(text, Use::terminal);
    LinkContext context;
    co_return co_await open_terminal(std::move(endpoint), std::move(context), within(5s, "port"));
}

std::optional<LinkError> failure(const std::string& text) {
    return support::failure([&] { support::open_and_close(open(text)); });
}

std::string complaint(const std::string& text) { return support::complaint(text, Use::terminal); }

TEST(Serial, SaysThatThereIsNoSuchPort) {
    const auto error = failure("serial:///dev/station/none");
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::unreachable);
    EXPECT_STREQ(
        error->what(),
        "serial:///dev/station/none: there is no port /dev/station/none; is the adapter plugged in?");
}

TEST(Serial, SaysThatAFileIsNoPort) {
    const auto error = failure("serial:///dev/null");
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what(), HasSubstr("/dev/null is no serial port"));
}

TEST(Serial, TwoProgramsNeverTypeAtOnce) {
    support::Pty pty;
    support::run([](std::string text) -> Task<> {
        auto first = co_await open(text);
        std::optional<LinkError> error;
        try {
            co_await open(text);
        } catch (const LinkError& refused) {
            error = refused;
        }
        EXPECT_EQ(error ? error->fault() : Fault::protocol, Fault::refused);
        EXPECT_THAT(error ? error->what() : "opened twice", HasSubstr("is in use by this program for another slot"));
        first.reset();
        auto again = co_await open(text);
        EXPECT_TRUE(again);
    }("serial://" + pty.path()));
}

TEST(Serial, ChecksEndpointsWithoutTouchingThem) {
    EXPECT_EQ(complaint("serial:///dev/station/a1?baud=115200&pace=256"), "none");
    EXPECT_THAT(complaint("serial:///dev/a1?baud=9601"), HasSubstr("9601 is no speed of a serial line"));
    EXPECT_THAT(complaint("serial:///dev/a1?baud=fast"), HasSubstr("baud=fast is no number"));
    EXPECT_THAT(complaint("serial:///dev/a1?buad=9600"), HasSubstr("did you mean baud?"));
    EXPECT_THAT(complaint("serial://dev/a1"), HasSubstr("three slashes"));
    EXPECT_THAT(complaint("serial:ttyS0"), HasSubstr("expected the port's path"));
    EXPECT_THAT(complaint("sreial:///dev/a1"), HasSubstr("did you mean serial?"));
}

TEST(Serial, WritesAtThePaceOfTheLine) {
    support::Pty pty;
    support::run([](std::string text) -> Task<> {
        auto terminal = co_await open(text);
        const auto begin = Clock::now();
        co_await terminal->write(std::string(200, 'x'), within(5s, "write"));
        EXPECT_GE(Clock::now() - begin, 95ms) << "200 bytes at 2000 a second";
    }("serial://" + pty.path() + "?pace=2000"));
    EXPECT_EQ(pty.read(200, 1s), std::string(200, 'x'));
}

TEST(Serial, AbortEndsAPacedWrite) {
    support::Pty pty;
    support::run([](std::string text) -> Task<> {
        auto terminal = co_await open(text);
        asio::steady_timer timer{co_await asio::this_coro::executor, 20ms};
        timer.async_wait([&terminal](boost::system::error_code) { terminal->abort(); });
        std::optional<Fault> fault;
        const auto begin = Clock::now();
        try {
            co_await terminal->write(std::string(200, 'x'), within(60s, "write"));
        } catch (const LinkError& error) {
            fault = error.fault();
        }
        EXPECT_EQ(fault, Fault::aborted);
        EXPECT_LT(Clock::now() - begin, support::at_once());
    }("serial://" + pty.path() + "?pace=1"));
}

TEST(Serial, ALinkToThePortWillDo) {
    support::Pty pty;
    const auto link = std::filesystem::temp_directory_path() /
                      ("station-serial-link-" + pty.path().substr(pty.path().rfind('/') + 1));
    std::filesystem::remove(link);
    std::filesystem::create_symlink(pty.path(), link);
    EXPECT_FALSE(failure("serial://" + link.string()));
    std::filesystem::remove(link);
}

TEST(Serial, SendsABreakOrSaysThatItCannot) {
    support::Pty pty;
    support::run([](std::string text) -> Task<> {
        auto terminal = co_await open(text);
        try {
            co_await terminal->send_break(within(5s, "break"));
        } catch (const LinkError& error) {
            EXPECT_EQ(error.fault(), Fault::protocol);
        }
        co_await terminal->write("still here", within(5s, "write"));
    }("serial://" + pty.path()));
    EXPECT_EQ(pty.read(10, 1s), "still here");
}

}  // namespace
