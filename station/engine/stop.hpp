#pragma once
// The wish to end a run, and what it interrupts. Lives on the station thread; request() is called from a signal's coroutine there.

#include "drivers/deadline.hpp"

#include <functional>
#include <list>
#include <stdexcept>

namespace station {

/// Thrown where a run was waiting when somebody stopped it.
struct Stopped : std::runtime_error {
    Stopped() : std::runtime_error{"stopped by the operator"} {}
};

class Stop {
  public:
    bool requested() const { return requested_; }
    /// Interrupts whatever waits. Later waits fail at once, until cleanup() begins.
    void request();
    /// Cleaning up after a stop may wait again.
    void cleanup() { requested_ = false; }

    void throw_if_requested() const {
        if (requested_) throw Stopped{};
    }

    /// Calls `interrupt` when the stop is requested while this object lives.
    class Interrupts {
      public:
        Interrupts(Stop& stop, std::function<void()> interrupt);
        ~Interrupts();
        Interrupts(const Interrupts&) = delete;
        Interrupts& operator=(const Interrupts&) = delete;

      private:
        Stop& stop_;
        std::list<std::function<void()>>::iterator at_;
    };

    /// Waits; throws Stopped when the stop comes first.
    drivers::Task<> sleep(drivers::Clock::duration span);

  private:
    bool requested_ = false;
    std::list<std::function<void()>> interrupts_;
};

}  // namespace station
