#include "drivers/serial/input.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace drivers::serial {
namespace {

constexpr auto turn = std::chrono::milliseconds{30};
/// After so many turns without a byte the line is silent, and the kernel is asked to say when it no longer is.
constexpr int turns_to_silence = 3;
/// A read that brought so much is followed by another at once: that is no UART, or it has fallen behind.
constexpr std::size_t plenty = 1024;

/// The next of the moments that all ports share, so that one wake-up serves them all.
Clock::time_point next_turn() {
    const auto now = Clock::now().time_since_epoch();
    return Clock::time_point{now - now % Clock::duration{turn} + turn};
}

}  // namespace

Input::Input(const asio::any_io_executor& executor, int descriptor)
    : descriptor_{descriptor}, stream_{executor}, turn_{executor}, empty_turns_{turns_to_silence} {}

Input::~Input() {
    if (stream_.is_open()) stream_.release();
}

Task<std::size_t> Input::read_some(asio::mutable_buffer buffer, Clock::time_point deadline, boost::system::error_code& ec) {
    for (;;) {
        if (more_) {
            co_await asio::post(stream_.get_executor(), asio::use_awaitable);
        } else if (empty_turns_ < turns_to_silence) {
            boost::system::error_code cancelled;
            turn_.expires_at(std::min(next_turn(), deadline));
            co_await turn_.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
        }
        if (cancelled_) break;
        const auto size = ::read(descriptor_, buffer.data(), buffer.size());
        if (size > 0) {
            empty_turns_ = 0;
            more_ = static_cast<std::size_t>(size) >= plenty;
            co_return static_cast<std::size_t>(size);
        }
        more_ = false;
        ec = size == 0 ? boost::system::error_code{asio::error::eof} : boost::system::error_code{errno, boost::system::system_category()};
        if (ec != asio::error::would_block && ec != asio::error::interrupted) co_return 0;
        ec = {};
        if (Clock::now() >= deadline) {
            ec = asio::error::timed_out;
            co_return 0;
        }
        if (++empty_turns_ >= turns_to_silence) co_await until_readable(deadline, ec);
        if (ec) co_return 0;
    }
    ec = asio::error::operation_aborted;
    co_return 0;
}

Task<> Input::until_readable(Clock::time_point deadline, boost::system::error_code& ec) {
    stream_.assign(descriptor_);
    alarm_.arm(deadline);
    co_await stream_.async_wait(Stream::wait_read, asio::redirect_error(asio::use_awaitable, ec));
    alarm_.disarm();
    stream_.release();
    if (ec && alarm_.late()) ec = {};  // the read that follows finds what came all the same, or the deadline
}

void Input::cancel() noexcept {
    cancelled_ = true;
    boost::system::error_code ignored;
    stream_.cancel(ignored);
    turn_.cancel(ignored);
}

}  // namespace drivers::serial
