#pragma once
// A Terminal whose other end is a script: it says something when it has been told something, and complains
// about what it did not expect. In memory and on the station thread; time passes only where the console under
// test waits.

#include "drivers/deadline.hpp"
#include "drivers/link.hpp"

#include <deque>
#include <string>
#include <vector>

namespace support {

class ScriptedTerminal : public drivers::Terminal {
  public:
    explicit ScriptedTerminal(bool echo = true) : echo_{echo} {}

    /// Each piece is one read.
    ScriptedTerminal& says(std::vector<std::string> pieces);
    /// When these bytes have been typed: the echo, then these pieces. Steps happen in their order.
    ScriptedTerminal& when(std::string typed, std::vector<std::string> pieces, bool echoed = true);
    ScriptedTerminal& then_hangs_up();
    /// What the last step brings after its first piece comes so much later.
    ScriptedTerminal& slowly(drivers::Clock::duration later);

    const std::string& typed() const { return typed_; }  ///< all of it, so far
    bool done() const { return steps_.empty() && unexpected_.empty(); }
    const std::string& unexpected() const { return unexpected_; }

    drivers::Task<std::string> read(drivers::Deadline deadline) override;
    drivers::Task<> write(std::string bytes, drivers::Deadline deadline) override;
    void abort() noexcept override;
    const std::string& where() const override { return where_; }

  private:
    struct Step {
        std::string typed;
        std::vector<std::string> pieces;
        bool echoed;
        bool hangs_up;
        drivers::Clock::duration later{};
    };
    struct Piece {
        std::string bytes;
        drivers::Clock::time_point at;  ///< not before
    };
    void play();

    bool echo_, aborted_ = false, closed_ = false;
    std::deque<Step> steps_;
    std::deque<Piece> output_;
    std::string typed_, unexpected_, where_ = "script:";
    drivers::asio::steady_timer* reader_ = nullptr;  ///< of the read that waits
};

}  // namespace support
