#pragma once
// The second copies of the system that an installation left as they were: read on every engine, and brought to the release that runs now. Not the
// releases the engines run: those were read before, or nothing would be written over anything.

#include "station/engine/context.hpp"

namespace station {

/// Where the family knows no way to read a copy, or to write over it, the record says so. The unit's failure where a copy still holds another
/// release after it was written over; what is needed to destroy, where a copy is to be written over and may not be.
drivers::Task<std::optional<Outcome>> bring_copies_to(Context& context, std::string release);

}  // namespace station
