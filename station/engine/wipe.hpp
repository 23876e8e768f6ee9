#pragma once
// Wipes a unit to its factory state and proves it: the family's ladder of reset levels, every engine or member on its own console, what the
// console said of it, one line of evidence for each storage medium.

#include "station/engine/context.hpp"

#include <string>

namespace station {

/// Which rung of the ladder: "best" begins with the strongest the family has and goes down where the unit refuses; "factory" is the one that
/// takes the bench's own configuration away; else the level of that name and no other. Every console is asked who stands there before it takes a
/// command, and after the unit was away before its proofs count. Throws Refusal where that is not the scanned unit.
drivers::Task<Outcome> wipe(Context& context, std::string level);

}  // namespace station
