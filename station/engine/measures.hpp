#pragma once
// Whether what a `check` step measures can be measured at all: the query, its list and fields, the units, limits that do not contradict each other. Asks
// no unit.

#include "station/engine/step.hpp"

#include <string>

namespace drivers {
struct Query;
}

namespace station {

/// The list of station-facts that a query's reply fills; "" where nothing reads its reply.
std::string list_told_by(const drivers::Query& query);

/// Adds what is wrong with the settings of a check.
void check_measures(const yang::Document& document, const yang::Node& settings, const Known& known, yang::Complaints& complaints);

}  // namespace station
