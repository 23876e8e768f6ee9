#pragma once
// A table somebody wrote (RFC 4180, lines beginning with '#' are comments) as a catalogue document: row by row on the lines they stand on, so
// that whatever is wrong with one is told with the table's own line.

#include <string>
#include <string_view>
#include <vector>

namespace station {

/// The cells of one line. Throws std::invalid_argument for a quote that does not end.
std::vector<std::string> csv_cells(std::string_view line);

/// YAML of a catalogue, for yang::Schema::parse_yaml. The first line that is no comment names the columns, which are leaves of one list of
/// station-catalogue; several platforms in a cell are divided by '|'. Throws yang::DocumentError with `source` and line.
std::string catalogue_of_csv(std::string_view text, const std::string& source);

}  // namespace station
