#pragma once
// Runs one coroutine to its end on an io_context of its own, as the station thread would, and returns what it returned.

#include "drivers/task.hpp"

#include <exception>
#include <memory>
#include <optional>

namespace support {

template <class T>
T run(drivers::Task<T> task) {
    drivers::asio::io_context io{1};
    std::exception_ptr failure;
    if constexpr (std::is_void_v<T>) {
        drivers::asio::co_spawn(io, std::move(task), [&](std::exception_ptr e) { failure = e; });
        io.run();
        if (failure) std::rethrow_exception(failure);
    } else {
        std::optional<T> result;
        drivers::asio::co_spawn(io, std::move(task), [&](std::exception_ptr e, T value) {
            failure = e;
            if (!e) result.emplace(std::move(value));
        });
        io.run();
        if (failure) std::rethrow_exception(failure);
        return std::move(*result);
    }
}

/// A link lives on its io_context and must not outlive it, so none is returned from here.
template <class Link>
void run(drivers::Task<std::unique_ptr<Link>> opening) = delete;

/// Opens a link, and lets it go.
template <class Link>
void open_and_close(drivers::Task<std::unique_ptr<Link>> opening) {
    run([](drivers::Task<std::unique_ptr<Link>> task) -> drivers::Task<> {
        const auto link = co_await std::move(task);
    }(std::move(opening)));
}

}  // namespace support
