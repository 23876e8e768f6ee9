#pragma once
// Values out of what a unit said about itself, and their limits: which items are looked at, what is taken of each, and what that means.
// Pure: the words are those of station-facts, the limits the procedure's.

#include "drivers/expect.hpp"
#include "reports/measurement.hpp"
#include "station/engine/step.hpp"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace station {

/// Which items of which list are looked at.
struct Selection {
    std::string list;                          ///< of station-facts, such as environment; empty: the caller says which
    std::optional<drivers::TextPattern> each;  ///< only items whose class or name matches
    std::vector<drivers::TextPattern> except;  ///< items whose name, class or description matches one are left out
};

struct Selected {
    bool answered = false;                      ///< the unit said something about that list, if only that it is empty
    std::vector<nlohmann::ordered_json> items;  ///< with their engine's name as "of", where it has one
    std::vector<std::string> left_out;          ///< names
};

/// `units` as drivers::junos::units_as_json has them.
Selected select(const nlohmann::ordered_json& units, const Selection& selection, const std::string& list);
inline Selected select(const nlohmann::ordered_json& units, const Selection& selection) { return select(units, selection, selection.list); }

/// A field of each item and what it may be; the field "count" is the number of items.
struct Wanted {
    std::string field, unit;
    reports::Limits limits;
    bool optional = false;  ///< items without the field are passed over
};

/// A value taken, and what it was taken of.
struct Finding {
    std::string of;
    reports::Measurement measurement;
};

/// `name` is what is measured ("temperatures"), `query` where it comes from. A field that is not there is a value that is not there.
std::vector<Finding> taken(const Selected& selected, const std::vector<Wanted>& wanted, const std::string& name, const std::string& query);

/// Fail when too few items were shown, or a value is beyond its limits or missing.
Outcome outcome_of(const Selected& selected, const std::vector<Finding>& findings, const std::string& name, std::size_t at_least_items);

}  // namespace station
