#pragma once
// Brings an image onto a unit, and takes it away again: room first, then the copy, then the unit's own word for its digest. What breaks on the way
// is begun anew, so often; what the unit's storage cannot do is the unit's failure.

#include "station/engine/context.hpp"
#include "station/loading/staged.hpp"

namespace station {

/// The family's commands that free storage, on the first engine. They sweep away staged files too.
drivers::Task<> make_room(Context& context, const drivers::Package& package);

/// The unit's failure, or nothing: the unit has the image, and its digest is right. `attempts`: how often the copy is begun at most.
/// Throws LinkError where the unit cannot be reached any more.
drivers::Task<std::optional<Outcome>> bring(Context& context, const Staged& image, int attempts);

/// Deletes the unit's copy, and looks that it is gone; the unit's failure when it stays.
drivers::Task<std::optional<Outcome>> take_away(Context& context, const Staged& image);

/// How long something took, for the plans of later runs; in the record for information.
drivers::Task<> took(Context& context, std::string what, drivers::Clock::time_point since);

}  // namespace station
