#pragma once
// How long the station thread makes others wait: a beat every 10 ms, and how late it came. Everything that stands between a byte on a
// wire and a person at the screen goes through that thread, so a late beat is a unit that was not heard and a screen that stood still.

#include "drivers/deadline.hpp"

namespace station {

/// Beats later than Pulse::late.
struct Stalls {
    unsigned own = 0;    ///< the thread itself was at work for so long: a defect of the program
    unsigned other = 0;  ///< the machine gave the thread no processor, or the thread waited in a system call
    drivers::Clock::duration longest_own{}, longest{};
};

class Pulse {
  public:
    static constexpr auto late = std::chrono::milliseconds{50};

    explicit Pulse(const drivers::asio::any_io_executor& executor) : beat_{executor} {}
    /// Beats until stop(). For the thread that is watched.
    drivers::Task<> run();
    void stop();
    /// Stops it where the scope ends.
    struct Until {
        Pulse& pulse;
        ~Until() { pulse.stop(); }
    };
    const Stalls& stalls() const { return stalls_; }

  private:
    drivers::asio::steady_timer beat_;
    Stalls stalls_;
    bool stopped_ = false;
};

}  // namespace station
