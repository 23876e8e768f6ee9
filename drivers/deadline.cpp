#include "drivers/deadline.hpp"

#include <cstdlib>

namespace drivers {
namespace {

long time_factor() {
    static const long factor = [] {
        const char* text = std::getenv("STATION_TIME_FACTOR");
        const long value = text ? std::strtol(text, nullptr, 10) : 1;
        return value < 1 ? 1L : value;
    }();
    return factor;
}

std::string seconds_text(Clock::duration span) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
    if (ms % 1000 == 0 || ms >= 10'000) return std::to_string(ms / 1000) + " s";
    return std::to_string(ms) + " ms";
}

}  // namespace

Deadline within(Clock::duration span, std::string what) {
    span *= time_factor();
    return {Clock::now() + span, std::move(what), span};
}

LinkError too_late(const Deadline& deadline, std::string where, std::string last_seen) {
    return {Fault::timeout, std::move(where), "no " + deadline.what + " within " + seconds_text(deadline.span), std::move(last_seen)};
}

Task<> pause(Clock::duration span) {
    asio::steady_timer timer{co_await asio::this_coro::executor, span};
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace drivers
