#pragma once
// How a unit is before and after a planned change: what it tells of its software, parts, alarms, licences and configuration, as rows that can
// be compared. Nothing is made up: what it does not tell is named as that.

#include "drivers/junos/facts.hpp"
#include "drivers/task.hpp"
#include "reports/event.hpp"

#include <optional>
#include <string>
#include <vector>

namespace station {

class Context;

/// Asks the unit.
drivers::Task<reports::UnitState> state_of(Context& context);

/// One reply as rows; nothing when it does not tell about that. A part is known by its serial number, for its place may be called otherwise by
/// another release. `first_engine`: the name of what answers without naming itself.
std::optional<std::vector<reports::StateRow>> rows_of(const std::string& about, const drivers::junos::Facts& facts, const std::string& first_engine);

}  // namespace station
