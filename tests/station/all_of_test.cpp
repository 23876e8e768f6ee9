#include "station/engine/all_of.hpp"

#include "drivers/deadline.hpp"
#include "tests/support/run.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace {

using drivers::Task;
using namespace std::chrono_literals;

Task<> append(std::string& text, std::string word, std::chrono::milliseconds after) {
    co_await drivers::pause(after);
    text += word;
}

Task<> fail(std::chrono::milliseconds after) {
    co_await drivers::pause(after);
    throw std::runtime_error{"broken"};
}

template <class... T>
std::vector<Task<>> list(T... tasks) {
    std::vector<Task<>> all;
    (all.push_back(std::move(tasks)), ...);
    return all;
}

TEST(AllOf, RunsSideBySideAndWaitsForTheLast) {
    std::string text;
    support::run(station::all_of(list(append(text, "slow", 30ms), append(text, "quick ", 1ms))));
    EXPECT_EQ(text, "quick slow");
}

TEST(AllOf, ThrowsTheFirstFailureWhenTheOthersHaveEnded) {
    std::string text;
    EXPECT_THROW(support::run(station::all_of(list(fail(1ms), append(text, "ended", 30ms)))), std::runtime_error);
    EXPECT_EQ(text, "ended");
}

TEST(AllOf, OfNothingIsDone) { EXPECT_NO_THROW(support::run(station::all_of({}))); }

}  // namespace
