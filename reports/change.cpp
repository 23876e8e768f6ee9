#include "reports/change.hpp"

#include <algorithm>

namespace reports {
namespace {

bool same_thing(const StateRow& a, const StateRow& b) {
    return a.about == b.about && a.what == b.what;
}

bool among(const std::vector<std::string>& words, const std::string& word) {
    return std::ranges::find(words, word) != words.end();
}

/// Takes the row out that `fits`, and gives its value; nothing when there is none.
template <class Fits>
std::optional<std::string> take(std::vector<StateRow>& rows, Fits fits) {
    const auto found = std::ranges::find_if(rows, fits);
    if (found == rows.end()) return std::nullopt;
    std::string value = found->value;
    rows.erase(found);
    return value;
}

/// An absent member is an empty text in a record: a row without a value still has to show as there.
std::string shown(const std::string& value) {
    return value.empty() ? "there" : value;
}

}  // namespace

std::vector<std::string> not_compared(const UnitState& before, const UnitState& after) {
    auto all = before.not_told;
    for (const std::string& about : after.not_told)
        if (!among(all, about)) all.push_back(about);
    return all;
}

std::vector<Difference> differences(const UnitState& before, const UnitState& after) {
    const auto untold = not_compared(before, after);
    std::vector<StateRow> was, is = after.rows;
    // Equal rows first: of two alarms with the same words only the one that is really gone is told.
    for (const StateRow& row : before.rows)
        if (!take(is, [&row](const StateRow& other) { return other == row; })) was.push_back(row);
    std::vector<Difference> all;
    for (const StateRow& row : was) {
        const auto now = take(is, [&row](const StateRow& other) { return same_thing(row, other); });
        all.push_back({row.about, row.what, shown(row.value), now ? shown(*now) : ""});
    }
    for (const StateRow& row : is) all.push_back({row.about, row.what, "", shown(row.value)});
    std::erase_if(all, [&untold](const Difference& d) { return among(untold, d.about); });
    return all;
}

bool is_part_gone(const Difference& difference) {
    return difference.about == "hardware" && difference.after.empty();
}

std::string in_words(const Difference& d) {
    const std::string subject = d.about + (d.what.empty() ? "" : " " + d.what) + ": ";
    if (d.before.empty()) return subject + "new (" + d.after + ")";
    if (d.after.empty()) return subject + "gone (" + d.before + ")";
    return subject + d.before + " -> " + d.after;
}

}  // namespace reports
