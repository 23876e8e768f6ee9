#include "drivers/sim/wire.hpp"

namespace drivers::sim {

Wire::Wire(asio::any_io_executor executor, std::function<void(std::string_view)> sink, bool tty)
    : waker_{executor}, sink_{std::move(sink)}, tty_{tty} {}

void Wire::push(std::string_view bytes) {
    inbox_ += bytes;
    waker_.cancel();
}

void Wire::hang_up() {
    hung_up_ = true;
    sink_ = nullptr;
    waker_.cancel();
}

void Wire::end_of_input() {
    ended_ = true;
    waker_.cancel();
}

void Wire::log_out() {
    idle_ = true;
    waker_.cancel();
}

Task<> Wire::wait() {
    boost::system::error_code ignored;
    co_await waker_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

Task<std::string> Wire::read() {
    while (inbox_.empty()) {
        if (hung_up_ || ended_) throw Hangup{};
        if (std::exchange(idle_, false)) throw IdleLogout{};
        waker_.expires_at(std::chrono::steady_clock::time_point::max());
        co_await wait();
    }
    if (hung_up_) throw Hangup{};
    co_return std::exchange(inbox_, {});
}

Task<char> Wire::get() {
    std::string bytes = co_await read();
    inbox_.insert(0, bytes, 1);
    co_return bytes[0];
}

Task<std::optional<char>> Wire::get_within(std::chrono::nanoseconds limit) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (inbox_.empty()) {
        if (hung_up_) throw Hangup{};
        if (std::chrono::steady_clock::now() >= until) co_return std::nullopt;
        waker_.expires_at(until);
        co_await wait();
    }
    const char first = inbox_.front();
    inbox_.erase(0, 1);
    co_return first;
}

Task<> Wire::pause(std::chrono::nanoseconds length) {
    const auto until = std::chrono::steady_clock::now() + length;
    while (std::chrono::steady_clock::now() < until) {
        if (hung_up_) throw Hangup{};
        waker_.expires_at(until);
        co_await wait();
    }
    if (hung_up_) throw Hangup{};
}

void Wire::send_raw(std::string_view bytes) {
    if (sink_) sink_(bytes);
}

void Wire::send(std::string_view text) {
    if (!tty_) return send_raw(text);
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    send_raw(out);
}

}  // namespace drivers::sim
