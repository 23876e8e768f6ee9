#include "drivers/serial/input.hpp"
#include "tests/support/run.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <string>

using namespace drivers;
using drivers::serial::Input;
using namespace std::chrono_literals;

namespace {

/// A descriptor that does not block, and its other end.
class Pipe {
  public:
    Pipe() {
        if (::pipe2(ends_, O_NONBLOCK | O_CLOEXEC) != 0) throw std::runtime_error{"no pipe"};
    }
    ~Pipe() {
        ::close(ends_[0]);
        hang_up();
    }
    int in() const { return ends_[0]; }
    void say(const std::string& text) const { ASSERT_EQ(::write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size())); }
    void hang_up() {
        if (ends_[1] >= 0) ::close(ends_[1]);
        ends_[1] = -1;
    }

  private:
    int ends_[2] = {-1, -1};
};

struct Got {
    std::string text;
    boost::system::error_code ec;
};

Task<Got> read(Input& input, Clock::duration span = 5s) {
    char buffer[4096];
    Got got;
    const auto size = co_await input.read_some(asio::buffer(buffer), Clock::now() + span, got.ec);
    got.text.assign(buffer, size);
    co_return got;
}

/// Runs `test(input, pipe)` with an input on the reading end.
template <class Test>
void with_input(Test test) {
    Pipe pipe;
    support::run([](Pipe& ends, Test body) -> Task<> {
        Input input{co_await asio::this_coro::executor, ends.in()};
        co_await body(input, ends);
    }(pipe, test));
}

}  // namespace

TEST(Input, FetchesTogetherWhatCameInBits) {
    with_input([](Input& input, Pipe& pipe) -> Task<> {
        pipe.say("a");
        EXPECT_EQ((co_await read(input)).text, "a");
        pipe.say("b");
        pipe.say("c");
        const auto together = co_await read(input);
        EXPECT_EQ(together.text, "bc");
    });
}

TEST(Input, WakesForTheFirstByteAfterASilence) {
    with_input([](Input& input, Pipe& pipe) -> Task<> {
        pipe.say("a");
        co_await read(input);
        auto late = co_await read(input, 200ms);
        EXPECT_EQ(late.ec, asio::error::timed_out);
        asio::steady_timer speaker{co_await asio::this_coro::executor, 50ms};
        speaker.async_wait([&pipe](auto) { pipe.say("b"); });
        EXPECT_EQ((co_await read(input)).text, "b");
    });
}

TEST(Input, TellsTheEndOfTheStreamAfterItsLastBytes) {
    with_input([](Input& input, Pipe& pipe) -> Task<> {
        pipe.say("last");
        pipe.hang_up();
        EXPECT_EQ((co_await read(input)).text, "last");
        EXPECT_EQ((co_await read(input)).ec, asio::error::eof);
    });
}

TEST(Input, ADeadlineInThePastStillBringsWhatIsThere) {
    with_input([](Input& input, Pipe& pipe) -> Task<> {
        pipe.say("there");
        EXPECT_EQ((co_await read(input, -1s)).text, "there");
        EXPECT_EQ((co_await read(input, -1s)).ec, asio::error::timed_out);
    });
}

TEST(Input, AFloodLeavesTheOthersTheirTurn) {
    with_input([](Input& input, Pipe& pipe) -> Task<> {
        asio::steady_timer other{co_await asio::this_coro::executor, 1ms};
        bool had_its_turn = false;
        other.async_wait([&](auto) { had_its_turn = true; });
        for (int i = 0; i < 100'000 && !had_its_turn; ++i) {
            pipe.say(std::string(4096, 'x'));
            co_await read(input);
        }
        EXPECT_TRUE(had_its_turn);
    });
}

TEST(Input, CancelEndsAReadInSilenceAndInChatter) {
    for (const bool chatter : {false, true})
        with_input([chatter](Input& input, Pipe& pipe) -> Task<> {
            if (chatter) {
                pipe.say("a");
                co_await read(input);
            }
            asio::steady_timer canceller{co_await asio::this_coro::executor, 5ms};
            canceller.async_wait([&input](auto) { input.cancel(); });
            EXPECT_EQ((co_await read(input)).ec, asio::error::operation_aborted);
            EXPECT_EQ((co_await read(input)).ec, asio::error::operation_aborted);
        });
}
