#pragma once
// What is wrong with a bench file beyond its shape: two things at one port, addresses that cannot be, programs and files that are not there. Opens
// nothing.

#include "yang/schema.hpp"

namespace station {

/// Adds what is wrong, each with its line. `bench`: the document's root; its endpoints may be such that no transport understands them, which is
/// said elsewhere.
void check_wiring(const yang::Document& document, const yang::Node& bench, yang::Complaints& complaints);

}  // namespace station
