#pragma once
// What a planned change did to a unit: the difference between what it told of itself before and after. Pure.

#include "reports/event.hpp"

#include <string>
#include <vector>

namespace reports {

/// One thing that is not as it was. Empty `before`: it is new; empty `after`: it is gone.
struct Difference {
    std::string about, what, before, after;
    bool operator==(const Difference&) const = default;
};

/// In the order of `before`, then what is new. What the unit did not tell on one side is not compared.
std::vector<Difference> differences(const UnitState& before, const UnitState& after);

/// What it did not tell on either side, or on both.
std::vector<std::string> not_compared(const UnitState& before, const UnitState& after);

/// A part that is not there any more.
bool is_part_gone(const Difference& difference);

/// "software re0: 20.4R3-S4.8 -> 21.4R3-S5.4", "alarms Fan Tray 0 Failure: new (Major)".
std::string in_words(const Difference& difference);

}  // namespace reports
