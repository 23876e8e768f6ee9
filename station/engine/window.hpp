#pragma once
// The time in which a planned change has to be done: nothing that destroys begins after it. Pure.

#include "drivers/deadline.hpp"
#include "station/engine/step.hpp"

#include <chrono>
#include <optional>

namespace station {

/// One window is five hours of work at most.
constexpr std::chrono::hours longest_window{5};

struct Window {
    drivers::Clock::time_point end;
};

/// Why a step that destroys may not begin now: the window is over, or too short for what such a step usually takes. An error and no warning:
/// that a unit is not left half-changed when nobody is there any more to go back is all that a window is for, and it says nothing about the unit.
std::optional<Outcome> outside_window(const std::optional<Window>& window, drivers::Clock::time_point now, std::optional<std::chrono::seconds> usual);

}  // namespace station
