#pragma once
// Where blocking and burning work goes (uploads, libnetconf2, SQLite, rendering, DNS): a small pool beside the station thread.

#include "drivers/task.hpp"

#include <boost/asio/thread_pool.hpp>

#include <type_traits>

namespace drivers {

class Worker {
  public:
    explicit Worker(std::size_t threads) : pool_{threads} {}
    ~Worker() { pool_.join(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Runs `work` on the pool; its result or exception comes back on the caller's executor.
    template <class F>
    auto run(F work) -> Task<std::invoke_result_t<F>> {
        using Result = std::invoke_result_t<F>;
        co_return co_await asio::co_spawn(
            pool_, [work = std::move(work)]() mutable -> Task<Result> { co_return work(); }, asio::use_awaitable);
    }

  private:
    asio::thread_pool pool_;
};

}  // namespace drivers
