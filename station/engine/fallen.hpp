#pragma once
// After a link broke in the middle of a step: whether it was the unit that fell. What stands on its consoles then tells - a kernel debugger, a
// loader - and is the unit's failure, not the station's.

#include "station/engine/context.hpp"

#include <exception>
#include <optional>

namespace station {

/// Nothing: it was no link, or the consoles show nothing of the kind.
drivers::Task<std::optional<Outcome>> fallen(Context& context, std::exception_ptr failure);

}  // namespace station
