#pragma once
// What becomes of bytes between a routing engine and whoever holds its console: another speed at the far end,
// every character twice, a log line in the middle of a prompt. No I/O.

#include "drivers/sim/unit.hpp"

#include <string>
#include <string_view>

namespace drivers::sim {

/// What a receiver at `heard` baud makes of bytes sent at `sent` baud (8N1): the levels of the line, sampled
/// at its own pace.
std::string at_another_speed(std::string_view bytes, unsigned sent, unsigned heard);

class Line {
  public:
    Line(const Unit& unit, const Engine& engine) : unit_{unit}, engine_{engine} {}

    std::string outgoing(std::string_view bytes, unsigned reader_speed);
    std::string incoming(std::string_view bytes, unsigned writer_speed) const;

  private:
    unsigned speed() const;
    std::string torn(std::string_view bytes);

    const Unit& unit_;
    const Engine& engine_;
    unsigned prompts_ = 0;
};

/// A line of the unit's system log, as its console shows it.
std::string log_line(const Engine& engine);

}  // namespace drivers::sim
