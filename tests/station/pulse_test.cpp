#include "station/engine/pulse.hpp"
#include "tests/support/run.hpp"

#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

#include <ctime>
#include <thread>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using station::Pulse;
using station::Stalls;

std::clock_t processor_time() { return std::clock() * 1000 / CLOCKS_PER_SEC; }  // of the process: here one thread works

void burn(std::clock_t milliseconds) {
    for (const auto end = processor_time() + milliseconds; processor_time() < end;) {
    }
}

/// What a pulse finds beside `hog`, which holds the thread.
Stalls beside(void (*hog)()) {
    return support::run([](void (*hold)()) -> Task<Stalls> {
        const auto executor = co_await asio::this_coro::executor;
        Pulse pulse{executor};
        asio::co_spawn(executor, pulse.run(), asio::detached);
        co_await pause(30ms);
        hold();
        co_await pause(30ms);
        pulse.stop();
        co_await pause(1ms);
        co_return pulse.stalls();
    }(hog));
}

TEST(Pulse, CountsTheThreadsOwnWork) {
    const auto stalls = beside([] { burn(90); });
    EXPECT_GE(stalls.own, 1u);
    EXPECT_GE(stalls.longest_own, Pulse::late);
    EXPECT_GE(stalls.longest, stalls.longest_own);
}

TEST(Pulse, TellsWorkFromWaiting) {
    const auto stalls = beside([] { std::this_thread::sleep_for(90ms); });
    EXPECT_EQ(stalls.own, 0u);
    EXPECT_GE(stalls.other, 1u);
    EXPECT_GE(stalls.longest, 70ms);
}

}  // namespace
