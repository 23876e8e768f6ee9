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
    /// How much of a run ends: nobody is waited for any more, or nothing is.
    enum class Reach { none, questions, everything };

    bool requested() const { return reach_ == Reach::everything; }
    /// Whether nobody answers any more.
    bool ends_questions() const { return reach_ != Reach::none; }
    /// Interrupts whatever of that kind waits. Later waits of the kind fail at once, until cleanup() begins.
    void request(Reach reach = Reach::everything);
    /// Cleaning up after a stop may wait again; nobody is asked.
    void cleanup() {
        if (requested()) reach_ = Reach::questions;
    }

    void throw_if_requested() const {
        if (requested()) throw Stopped{};
    }
    void throw_if_questions_end() const {
        if (ends_questions()) throw Stopped{};
    }

    struct Interrupt {
        Reach reach;
        std::function<void()> call;
    };
    /// Calls `interrupt` when a stop is requested that reaches so far, while this object lives.
    class Interrupts {
      public:
        Interrupts(Stop& stop, std::function<void()> interrupt, Reach reach = Reach::everything);
        ~Interrupts();
        Interrupts(const Interrupts&) = delete;
        Interrupts& operator=(const Interrupts&) = delete;

      private:
        Stop& stop_;
        std::list<Interrupt>::iterator at_;
    };

    /// Waits; throws Stopped when the stop comes first.
    drivers::Task<> sleep(drivers::Clock::duration span);

  private:
    Reach reach_ = Reach::none;
    std::list<Interrupt> interrupts_;
};

}  // namespace station
