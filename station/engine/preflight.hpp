#pragma once
// What a procedure will lack from a step on, found while there is still everything to lose: one list, recorded, before the first step that destroys.

#include "station/engine/context.hpp"
#include "station/engine/procedure.hpp"

#include <optional>
#include <span>
#include <vector>

namespace station {

/// What these steps will lack, by their settings and by what the unit is.
drivers::Task<std::vector<Lack>> preflight(Context& context, std::span<const PlannedStep> steps);

/// Why nothing is destroyed: all that stops, in one outcome. nullopt where nothing does.
std::optional<Outcome> refusal_for(const std::vector<Lack>& lacks);

}  // namespace station
