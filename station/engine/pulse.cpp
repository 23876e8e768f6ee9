#include "station/engine/pulse.hpp"

#include <ctime>

#include <algorithm>

namespace station {
namespace {

constexpr auto interval = std::chrono::milliseconds{10};

/// Processor time of the thread that asks.
drivers::Clock::duration thread_time() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

}  // namespace

drivers::Task<> Pulse::run() {
    while (!stopped_) {
        const auto worked_before = thread_time();
        beat_.expires_after(interval);
        boost::system::error_code cancelled;
        co_await beat_.async_wait(drivers::asio::redirect_error(drivers::asio::use_awaitable, cancelled));
        const auto behind = drivers::Clock::now() - beat_.expiry();
        if (behind <= late || stopped_) continue;
        stalls_.longest = std::max(stalls_.longest, behind);
        const auto worked = std::min(thread_time() - worked_before, behind);
        if (worked > late) {
            ++stalls_.own;
            stalls_.longest_own = std::max(stalls_.longest_own, worked);
        } else {
            ++stalls_.other;
        }
    }
}

void Pulse::stop() {
    stopped_ = true;
    beat_.cancel();
}

}  // namespace station
