#include "drivers/deadline.hpp"

#include "tests/support/run.hpp"

#include <gmock/gmock.h>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <memory>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using Socket = asio::local::stream_protocol::socket;

struct Pair {
    explicit Pair(const asio::any_io_executor& executor) : near{executor}, far{executor} {
        asio::local::connect_pair(near, far);
    }
    Socket near, far;
    std::array<char, 64> buffer{};
};

/// What arrives at the near end, or the error's text.
Task<std::string> read(Pair& pair, Deadline deadline) {
    std::size_t size = 0;
    try {
        size = co_await with_deadline(pair.near, deadline, "test:", [&pair](boost::system::error_code& ec) {
            return pair.near.async_read_some(asio::buffer(pair.buffer),
                                             asio::redirect_error(asio::use_awaitable, ec));
        });
    } catch (const LinkError& error) {
        co_return error.what();
    } catch (const boost::system::system_error& error) {
        co_return error.code().message();
    }
    co_return std::string{pair.buffer.data(), size};
}

TEST(Deadline, SaysWhatWasAwaitedAndForHowLong) {
    const Deadline deadline{Clock::now(), "login prompt", 30s};
    EXPECT_STREQ(too_late(deadline, "serial:///dev/a1").what(),
                 "serial:///dev/a1: no login prompt within 30 s");
    EXPECT_STREQ(too_late(deadline.awaiting("password prompt"), "a", "Hit [Enter]").what(),
                 "a: no password prompt within 30 s; last seen: \"Hit [Enter]\"");
    EXPECT_STREQ(too_late({Clock::now(), "byte", 1500ms}, "a").what(), "a: no byte within 1500 ms");
    EXPECT_EQ(too_late(deadline, "a").fault(), Fault::timeout);
}

TEST(Deadline, PassesWhenItsTimeHasCome) {
    EXPECT_FALSE(within(1min, "x").passed());
    EXPECT_TRUE((Deadline{Clock::now() - 1ms, "x", 1s}).passed());
}

TEST(WithDeadline, ReturnsWhatCameInTime) {
    support::run([]() -> Task<> {
        Pair pair{co_await asio::this_coro::executor};
        pair.far.send(asio::buffer("hello", 5));
        const auto text = co_await read(pair, within(5s, "word"));
        EXPECT_EQ(text, "hello");
    }());
}

TEST(WithDeadline, GivesUpInTimeAndLeavesTheSocketUsable) {
    support::run([]() -> Task<> {
        Pair pair{co_await asio::this_coro::executor};
        const auto begin = Clock::now();
        const Deadline soon{begin + 30ms, "word",
                            30ms};  // named: GCC 12 destroys an aggregate made inside a co_await twice
        const auto first = co_await read(pair, soon);
        EXPECT_EQ(first, "test:: no word within 30 ms");
        EXPECT_GE(Clock::now() - begin, 30ms);
        pair.far.send(asio::buffer("later", 5));
        const auto second = co_await read(pair, within(5s, "word"));
        EXPECT_EQ(second, "later");
    }());
}

TEST(WithDeadline, ADeadlineThatPassedLosesNoByte) {
    support::run([]() -> Task<> {
        Pair pair{co_await asio::this_coro::executor};
        pair.far.send(asio::buffer("here", 4));
        const Deadline passed{Clock::now() - 1s, "word", 1s};
        auto text = co_await read(pair, passed);
        if (text != "here")
            text = co_await read(pair, within(5s, "word"));  // late or not: the bytes are there
        EXPECT_EQ(text, "here");
    }());
}

TEST(WithDeadline, PassesOtherErrorsOn) {
    support::run([]() -> Task<> {
        Pair pair{co_await asio::this_coro::executor};
        pair.far.close();
        const auto text = co_await read(pair, within(5s, "word"));
        EXPECT_EQ(text, "End of file");
    }());
}

TEST(WithDeadline, ItsTimerOutlivesNeitherSocketNorFrame) {
    // The timer of a wait that ended fires into a socket that is gone; the address sanitizer sees whether it
    // touches it.
    support::run([]() -> Task<> {
        const auto executor = co_await asio::this_coro::executor;
        for (int i = 0; i < 100; ++i) {
            auto pair = std::make_unique<Pair>(executor);
            pair->far.send(asio::buffer("x", 1));
            const Deadline close_by{Clock::now() + std::chrono::microseconds{i}, "word", 1s};
            co_await read(*pair, close_by);
            pair.reset();
            co_await asio::post(executor, asio::use_awaitable);
        }
    }());
}

TEST(Duration, IsReadAsDocumentsWriteIt) {
    EXPECT_EQ(duration("500ms"), 500ms);
    EXPECT_EQ(duration("30s"), 30s);
    EXPECT_EQ(duration("45min"), 45min);
    EXPECT_EQ(duration("1h30min"), 90min);
    EXPECT_EQ(duration("0.25s"), 250ms);
    EXPECT_EQ(duration("1.5s"), 1500ms);
    EXPECT_EQ(duration("4h"), 4h);
}

TEST(Duration, RefusesWhatIsNone) {
    for (const auto* text : {"", "5", "s", "-5s", "5 s", "5sec", "1e3s", "nan", "99999999h"})
        EXPECT_THROW(duration(text), std::invalid_argument) << text;
}

}  // namespace
