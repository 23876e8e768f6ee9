#pragma once
// Records for other programs and for a terminal. One function per output, each over sealed records or the
// store's list.

#include "reports/store.hpp"

#include <string>
#include <vector>

namespace reports {

std::string export_json(
    const SealedRecord& sealed);  ///< the sealed bytes themselves: their SHA-256 is the record's

/// RFC 4180 with a header line, keyed by record and serial; a cell that a spreadsheet would run as a formula
/// is led by an apostrophe.
std::string measurements_csv(const std::vector<Record>& records);
std::string parts_csv(const std::vector<Record>& records);

/// For a terminal: no control bytes, whatever the unit sent.
std::string list_text(const std::vector<RecordLine>& lines);
/// `before`: what came before it on the same serial number. No line is longer than 80 columns, except for a word that is.
std::string show_text(const SealedRecord& sealed, const History& before);

}  // namespace reports
