#include "drivers/worker.hpp"

#include "tests/support/run.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using namespace drivers;

const std::string long_text(100,
                            'x');  // too long to live inside the string: a copy destroyed twice is noticed

TEST(Worker, BringsTheResultBackToTheStationThread) {
    Worker worker{2};
    const auto station = std::this_thread::get_id();
    support::run([](Worker& pool, std::thread::id home) -> Task<> {
        std::thread::id elsewhere;
        const auto text = co_await pool.run([&elsewhere] {
            elsewhere = std::this_thread::get_id();
            return long_text + "y";
        });
        EXPECT_EQ(text, long_text + "y");
        EXPECT_NE(elsewhere, home);
        EXPECT_EQ(std::this_thread::get_id(), home);
    }(worker, station));
}

TEST(Worker, TakesWorkThatOwnsThings) {
    Worker worker{1};
    const auto size = support::run([](Worker& pool) -> Task<std::size_t> {
        auto text = long_text;
        const auto work = [text, number = std::make_shared<int>(1)] {
            return text.size() + static_cast<unsigned>(*number);
        };
        co_return co_await pool.run(work);
    }(worker));
    EXPECT_EQ(size, 101u);
}

TEST(Worker, BringsTheExceptionBack) {
    Worker worker{1};
    EXPECT_THROW(support::run([](Worker& pool) -> Task<> {
                     co_await pool.run([] { throw std::runtime_error{long_text}; });
                 }(worker)),
                 std::runtime_error);
}

TEST(Worker, FinishesItsWorkBeforeItGoes) {
    std::atomic<int> done = 0;
    {
        Worker worker{2};
        asio::io_context io;
        for (int i = 0; i < 20; ++i)
            asio::co_spawn(io, worker.run([&done] { ++done; }), [](std::exception_ptr) {});
        io.run();
    }
    EXPECT_EQ(done, 20);
}

}  // namespace
