#pragma once
// The unit's mains: by the slot's switch, or by the person at the bench where the station has none.

#include "station/engine/context.hpp"

namespace station {

/// Somebody at the bench has to do it: the slot has no switch, or its switch is somebody's hands.
bool switched_by_hand(const Slot& slot);

/// Takes the mains away; returns when it is known to be off. Throws LinkError where neither a switch nor a person is there.
drivers::Task<> power_off(Context& context, std::string why);
/// Gives it back.
drivers::Task<> power_on(Context& context);

}  // namespace station
