#pragma once
// A unit that fetches its image from the station, because its routing engine is slow at SSH. Whether what it got is right is for its digest to show.

#include "station/engine/context.hpp"
#include "station/loading/staged.hpp"

namespace station {

/// The family says how, and the bench from where.
bool may_fetch(Context& context, const Staged& image);

/// On the first console. Why the unit did not get all of it, or nothing.
drivers::Task<std::string> fetch(Context& context, const Staged& image, drivers::Progress progress, drivers::Deadline deadline);

}  // namespace station
