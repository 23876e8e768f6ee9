#pragma once
// One sealed record made readable: a self-contained sheet of HTML that asks nothing of the network. A pure
// function: the same record gives the same bytes.

#include "reports/paper.hpp"
#include "reports/store.hpp"

#include <string>

namespace reports {

/// `record` is what `sealed.json` holds; both are asked for so that a caller reads it once.
std::string certificate_html(const SealedRecord& sealed, const Record& record, const Paper& paper = {});

}  // namespace reports
