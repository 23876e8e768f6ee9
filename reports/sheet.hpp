#pragma once
// The cells that the templates of a paper are filled with. What stands in them is certificate.cpp's and sheet_changes.cpp's.

#include "reports/record.hpp"

#include <initializer_list>
#include <kainjow/mustache.hpp>
#include <string>
#include <utility>

namespace reports {

using kainjow::mustache::data;

/// The text, or a word that says that there is none.
std::string or_not_shown(const std::string& text);

data list();

/// Cells that have a text; a template can ask for one that has none.
data row(std::initializer_list<std::pair<const char*, std::string>> cells);

/// A list that a template can ask about before it opens a table: {{#any_rows}}.
void set_list(data& sheet, const std::string& name, data rows);

/// Word, symbol and colour class of a verdict.
data verdict_cell(data one, Verdict verdict, bool marginal = false, const char* none = "for information");

/// The planned changes, with their reviews.
void add_changes(data& sheet, const Record& record);

}  // namespace reports
