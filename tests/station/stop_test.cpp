#include "station/engine/stop.hpp"

#include "tests/support/run.hpp"

#include <gtest/gtest.h>

namespace {

using namespace station;
using namespace std::chrono_literals;
using drivers::Task;

TEST(Stop, EndsASleepAtOnceAndEveryLaterOne) {
    Stop stop;
    const auto began = drivers::Clock::now();
    EXPECT_THROW(support::run([](Stop& wish) -> Task<> {
                     drivers::asio::post(co_await drivers::asio::this_coro::executor, [&wish] { wish.request(); });
                     co_await wish.sleep(1h);
                 }(stop)),
                 Stopped);
    EXPECT_THROW(support::run(stop.sleep(1h)), Stopped);
    EXPECT_LT(drivers::Clock::now() - began, 5s);
    stop.cleanup();
    EXPECT_NO_THROW(support::run(stop.sleep(1ms)));
}

TEST(Stop, InterruptsWhatIsThereAndForgetsWhatIsGone) {
    Stop stop;
    int first = 0, second = 0;
    {
        const Stop::Interrupts gone{stop, [&first] { ++first; }};
    }
    const Stop::Interrupts there{stop, [&second] { ++second; }};
    stop.request();
    EXPECT_EQ(first, 0);
    EXPECT_EQ(second, 1);
}

}  // namespace
