#pragma once
// Runs one coroutine to its end on an io_context of its own: for commands that do one thing and are done.

#include "drivers/task.hpp"

#include <boost/asio/io_context.hpp>

#include <exception>
#include <optional>

namespace station {

inline void run_now(drivers::Task<> task) {
    boost::asio::io_context io{1};
    std::exception_ptr failure;
    drivers::asio::co_spawn(io, std::move(task), [&failure](std::exception_ptr failed) { failure = failed; });
    io.run();
    if (failure) std::rethrow_exception(failure);
}

template <class T>
T run_now(drivers::Task<T> task) {
    std::optional<T> result;
    const auto keep = [](drivers::Task<T> inner, std::optional<T>& kept) -> drivers::Task<> { kept.emplace(co_await std::move(inner)); };
    run_now(keep(std::move(task), result));
    return std::move(*result);
}

}  // namespace station
