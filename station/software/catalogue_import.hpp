#pragma once
// Merges what somebody dropped - tables, Juniper's CVE records - into a catalogue, and says what that changes. Writes nothing.

#include "station/software/catalogue.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace station {

struct Imported {
    Catalogue catalogue;
    std::vector<std::string> changes;  ///< "+ ..." new, "~ ... -> ..." changed; one line each
    std::vector<std::string> remarks;  ///< what was left as it was, and why
    std::size_t same = 0;              ///< rows that say what was known already
};

/// The files, or those of a folder (.csv, .json), in their order. Every bad row of all of them is told at once: yang::DocumentError, a line each.
/// With `rules`, rows of families that there are not and of days yet to come are bad ones.
Imported import_files(const yang::Schema& schema, Catalogue into, const std::vector<std::filesystem::path>& files, const CatalogueRules* rules = nullptr);

}  // namespace station
