#pragma once
// Where blocking and burning work goes (uploads, libnetconf2, SQLite, rendering, DNS): a small pool beside the station thread.

#include "drivers/task.hpp"

#include <boost/asio/thread_pool.hpp>

#include <type_traits>
#include <utility>

namespace drivers {

class Worker {
  public:
    explicit Worker(std::size_t threads) : pool_{threads} {}
    ~Worker() { pool_.join(); }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    /// Runs `work` on the pool; its result or exception comes back on the caller's executor. A closure that owns something has to have a name:
    /// `auto work = [text] {...}; co_await worker.run(work);`. GCC 12 copies one made inside a co_await bit by bit, and destroys both.
    template <class F>
    auto run(F&& work) -> Task<std::invoke_result_t<std::decay_t<F>&>> {
        static_assert(std::is_lvalue_reference_v<F> || std::is_trivially_destructible_v<F>,
                      "give this closure a name and pass that: GCC 12 would destroy what it owns twice");
        return run_copy(std::decay_t<F>{work});
    }

  private:
    template <class F>
    auto run_copy(F work) -> Task<std::invoke_result_t<F&>> {
        using Result = std::invoke_result_t<F&>;
        auto job = [work = std::move(work)]() mutable -> Task<Result> { co_return work(); };
        co_return co_await asio::co_spawn(pool_, std::move(job), asio::use_awaitable);
    }

    asio::thread_pool pool_;
};

}  // namespace drivers
