#pragma once
// One sealed record made readable: a self-contained sheet of HTML that asks nothing of the network. A pure
// function: the same record with the same history gives the same bytes.

#include "reports/paper.hpp"
#include "reports/store.hpp"

#include <string>

namespace reports {

/// `record` is what `sealed.json` holds; both are asked for so that a caller reads it once. `before`: what came
/// before it on the same serial number.
std::string paper_html(const SealedRecord& sealed, const Record& record, const Paper& paper = {},
                       const History& before = {});

}  // namespace reports
