#pragma once
// How long a Console waits for what units do by themselves; for its own .cpp files alone.

#include "drivers/deadline.hpp"

namespace drivers {

constexpr auto patience = std::chrono::seconds{1};         ///< an idle unit answers a line end much sooner
constexpr auto nudge_interval = std::chrono::seconds{10};  ///< a unit that says nothing, or talks without end, is given another line end

}  // namespace drivers
