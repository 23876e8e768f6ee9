#pragma once
// Installs an image that lies on a unit onto its engines one after another, and gets over what can be got over: an installation that waited, one
// that is going on, a storage that is full. What failed is taken back, so that the unit boots what it booted before.

#include "station/engine/context.hpp"
#include "station/loading/staged.hpp"

namespace station {

/// Routing engines by their place among the unit's consoles.
using Engines = std::vector<std::size_t>;

/// The failure, or nothing when every engine took it. After a failure those that had taken it, or may have, are rolled back.
drivers::Task<std::optional<Outcome>> install_on_all(Context& context, const Staged& image, Engines engines, int attempts);

/// Restarts every engine into what was installed, and comes back when their CLIs answer; the failure of an engine that did not come up.
drivers::Task<std::optional<Outcome>> restart_all(Context& context, const drivers::Package& package);

}  // namespace station
