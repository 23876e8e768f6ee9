#pragma once
// Runs one coroutine to its end on an io_context of its own, as the station thread would, and returns what it returned.

#include "drivers/task.hpp"

#include <exception>
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

}  // namespace support
