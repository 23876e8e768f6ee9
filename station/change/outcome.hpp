#pragma once
// What the review of a planned change means for the run, and its words for the technician. Pure.

#include "reports/record.hpp"
#include "station/engine/step.hpp"

#include <string>
#include <vector>

namespace station {

/// Parts that the unit had and does not show any more, "FPC 1, 750-028467 (ABCD1234)".
std::vector<std::string> parts_gone(const reports::UnitState& before, const reports::UnitState& after);

/// "0:31 of 5:00:00".
std::string window_words(const reports::PlannedChange& change);

/// Fail where the goal is not met; an overrun window is told, and is not the unit's fault. Of a change that was reviewed.
Outcome outcome_of(const reports::PlannedChange& change);

}  // namespace station
