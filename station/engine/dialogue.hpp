#pragma once
// Holds a dialogue of a family's with a unit: lines typed one after the other, what it asks on the way, what says that each worked.

#include "drivers/console.hpp"
#include "drivers/dialogue.hpp"

#include <map>
#include <optional>
#include <string>

namespace station {

/// Throws std::runtime_error where the family has none of that name.
const drivers::Dialogue& dialogue_of(const drivers::Family& family, const std::string& name);

/// The first line that did not work, with what the unit said to it; nothing when all did. `values` fill {names}; {password} is kept secret.
drivers::Task<std::optional<std::string>> hold(drivers::Console& console, const drivers::Dialogue& dialogue, std::map<std::string, std::string> values);
/// One that has no names to fill.
drivers::Task<std::optional<std::string>> hold(drivers::Console& console, const drivers::Dialogue& dialogue);

}  // namespace station
