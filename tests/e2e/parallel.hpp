#pragma once
// Several runs side by side, until all are done or the time is over.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace e2e {

/// Calls `work` with 0 ... count-1 on so many threads; nothing new is begun after `until`.
inline void in_parallel(std::size_t count, unsigned jobs, std::chrono::steady_clock::time_point until,
                        const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (unsigned job = 0; job < jobs; ++job)
        threads.emplace_back([&next, &work, count, until] {
            while (std::chrono::steady_clock::now() < until) {
                const auto index = next++;
                if (index >= count) return;
                work(index);
            }
        });
}

}  // namespace e2e
