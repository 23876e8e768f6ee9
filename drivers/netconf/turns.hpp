#pragma once
// Lets one coroutine after the other use something that serves one at a time, in the order they came. Station
// thread only.

#include "drivers/deadline.hpp"
#include "drivers/task.hpp"

#include <deque>
#include <string>
#include <utility>

namespace drivers::netconf {

class Turns {
  public:
    /// Whoever holds one is the only one; the next gets its turn when it is gone. It must not outlive the
    /// Turns.
    class Turn {
      public:
        explicit Turn(Turns& turns) : turns_{&turns} {}
        ~Turn() {
            if (turns_) turns_->pass_on();
        }
        Turn(Turn&& other) noexcept : turns_{std::exchange(other.turns_, nullptr)} {}
        Turn& operator=(Turn&&) = delete;

      private:
        Turns* turns_;
    };

    /// Waits its turn; the deadline passing and abort() are LinkErrors of `where`.
    Task<Turn> next(Deadline deadline, std::string where);
    /// Nobody gets a turn any more; who waits is told so.
    void abort() noexcept;

  private:
    struct Waiting {
        asio::steady_timer timer;
        bool called = false;
    };
    void pass_on() noexcept;

    std::deque<Waiting*> queue_;
    bool taken_ = false;
    bool aborted_ = false;
};

}  // namespace drivers::netconf
