#pragma once
// A catalogue as the YAML that people read and write, and as a table for the terminal.

#include "station/software/catalogue.hpp"
#include "station/software/day.hpp"

#include <string>
#include <utility>
#include <vector>

namespace station {

/// A value as it may stand in YAML, quoted where it could be taken for something else.
std::string yaml_scalar(const std::string& text);
/// One row of any list as a flow mapping, "{ family: mx-x86, release: 21.4R3-S5.4 }"; empty values are left out.
std::string yaml_row(const std::vector<std::pair<std::string, std::string>>& cells);

/// The whole document, below `head` (the comment lines it began with, kept as they are).
std::string catalogue_yaml(const Catalogue& catalogue, const std::string& head);
/// The comment lines a text begins with.
std::string head_of(const std::string& yaml);

std::string yaml_of(const Target& row);
std::string yaml_of(const TrainRow& row);
std::string yaml_of(const SecurityFloor& row);
std::string yaml_of(const UpgradeException& row);
std::string yaml_of(const FirmwareRow& row);

/// What the catalogue says, and what is to be said about it on that day.
std::string catalogue_table(const Catalogue& catalogue, Day today);

}  // namespace station
