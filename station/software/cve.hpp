#pragma once
// Juniper's CVE records (CVE JSON 5, one file each) as security floors: in which release of each train a hole is mended. Knows no network: the
// files are dropped by somebody.

#include "station/software/catalogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace station {

struct CveRecord {
    std::string id, published;  ///< "CVE-2026-101934", "2026-10-14"
    std::vector<SecurityFloor> floors;
    std::vector<std::string> left_out;  ///< what of it says nothing about a release, one sentence each
};

/// Throws yang::DocumentError with `source` (and the line, where it is no JSON) for what is no CVE record, or none of Juniper's.
CveRecord read_cve(std::string_view json, const std::string& source);

}  // namespace station
