#pragma once
// Coroutines that sleep until something moved on a connection: one list a connection, woken all at once, each
// looks for itself.

#include "drivers/deadline.hpp"
#include "drivers/task.hpp"

#include <algorithm>
#include <vector>

namespace drivers::ssh {

class Waiters {
  public:
    /// False when `until` came first. The list has to outlive the sleeper.
    Task<bool> sleep(Clock::time_point until) {
        asio::steady_timer timer{co_await asio::this_coro::executor, until};
        const Entry entry{timers_, timer};
        boost::system::error_code ec;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ec));
        co_return ec == asio::error::operation_aborted;
    }
    void wake() {
        for (auto* timer : timers_) timer->cancel();
    }

  private:
    using Timers = std::vector<asio::steady_timer*>;
    struct Entry {
        Timers& all;
        asio::steady_timer& own;
        Entry(Timers& timers, asio::steady_timer& timer) : all{timers}, own{timer} { all.push_back(&own); }
        ~Entry() { all.erase(std::find(all.begin(), all.end(), &own)); }
        Entry(const Entry&) = delete;
        Entry& operator=(const Entry&) = delete;
    };
    Timers timers_;
};

}  // namespace drivers::ssh
