#pragma once
// Switching a unit's mains so that it is true: an outlet is believed when it says so, not when it was told to. For any Power.

#include "drivers/link.hpp"

namespace drivers {

/// Until the outlet says that it is `on` (or off), or cannot say. Throws LinkError{timeout} naming the state it stayed in.
Task<> await_power(Power& power, bool on, Deadline deadline);

/// On (or off), and seen to be.
Task<> switch_power(Power& power, bool on, Deadline deadline);

}  // namespace drivers
