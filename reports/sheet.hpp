#pragma once
// The cells that the templates of a paper are filled with, and what fills them: a function for each part of the
// sheet.

#include "reports/paper.hpp"
#include "reports/store.hpp"
#include "reports/unit.hpp"

#include <initializer_list>
#include <kainjow/mustache.hpp>
#include <string>
#include <utility>

namespace reports {

using kainjow::mustache::data;

/// What a sheet is made from.
struct SheetOf {
    const SealedRecord& sealed;
    const Record& record;
    const Paper& paper;
    const History& before;
    Unit unit;
    PaperKind kind = PaperKind::incomplete;
    bool for_customers = false;  ///< then nothing on it is the former owner's: no words of the unit's own
};

/// The text, or a word that says that there is none.
std::string or_not_shown(const std::string& text);

data list();

/// Cells that have a text; a template can ask for one that has none.
data row(std::initializer_list<std::pair<const char*, std::string>> cells);

/// A list that a template can ask about before it opens a table: {{#any_rows}}.
void set_list(data& sheet, const std::string& name, data rows);

/// Word, symbol and colour class of a verdict.
data verdict_cell(data one, Verdict verdict, bool marginal = false, const char* none = "for information");

/// A value with its limits and verdict, under the heading of its step.
data measurement_row(const Measurement& m, const std::string& step, bool for_customers);

/// Its readings stand under Identity.
bool compares_serials(const StepRecord& step);

void add_front(data& sheet, const SheetOf& of);    ///< title, verdict, what is next, the work at a glance
void add_about(data& sheet, const SheetOf& of);    ///< who, where, how, and what the report says of itself
void add_results(data& sheet, const SheetOf& of);  ///< steps, identity, measurements, notes, evidence
void add_work(data& sheet, const SheetOf& of);     ///< software, media, proofs, parts
void add_changes(data& sheet, const SheetOf& of);  ///< planned changes, with their reviews

}  // namespace reports
