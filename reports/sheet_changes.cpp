#include "reports/sheet.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <map>

namespace reports {
namespace {

data difference_row(const Difference& d) {
    return row({{"about", d.about},
                {"what", d.what},
                {"before", d.before.empty() ? "not there" : d.before},
                {"after", d.after.empty() ? "gone" : d.after}});
}

void add_review(data& one, const PlannedChange& change, bool for_customers) {
    const ChangeReview& review = *change.review;
    const Verdict goal = review.goal_met ? Verdict::pass : Verdict::fail;
    one.set("goal_verdict", verdict_cell(row({{"said", review.goal_met ? "met" : "not met"}}), goal));
    one.set("reviewed", day_and_minute(review.at));
    one.set("took", clock_words(review.took));
    one.set("overrun", !review.window_kept);
    data rows = list();
    std::map<std::string, int> others;  // alarms, licences, configuration: the former owner's words
    for (const Difference& d : review.differences)
        if (for_customers && d.about != "software" && d.about != "hardware")
            ++others[d.about];
        else
            rows << difference_row(d);
    for (const auto& [about, count] : others)
        rows << row({{"about", about},
                     {"what", fmt::format("{} different", count)},
                     {"before", "kept in the record"},
                     {"after", "kept in the record"}});
    set_list(one, "differences", std::move(rows));
    const auto untold = not_compared(change.begun.before, review.reviewed.after);
    if (!untold.empty()) one.set("not_compared", fmt::format("{}", fmt::join(untold, ", ")));
}

}  // namespace

void add_changes(data& sheet, const SheetOf& of) {
    data changes = list();
    for (const PlannedChange& change : of.record.changes) {
        const ChangeBegun& begun = change.begun;
        data one = row({{"goal", begun.goal},
                        {"backout", begun.backout},
                        {"contact", begun.contact.empty() ? "not named" : begun.contact},
                        {"backup_contact", begun.backup_contact.empty() ? "not named" : begun.backup_contact},
                        {"engineer", or_not_shown(of.record.run.operator_name)},
                        {"notice", begun.notice},
                        {"window_begins", day_and_minute(change.began)},
                        {"window_ends", day_and_minute(change.latest_end)},
                        {"window", clock_words(begun.window)}});
        data plan = list(), measured = list(), open = list();
        for (const std::string& line : begun.plan) plan << row({{"line", line}});
        for (const std::string& line : change.measured_by) measured << row({{"line", line}});
        for (const std::string& line : change.open_items) open << row({{"line", line}});
        set_list(one, "plan", std::move(plan));
        set_list(one, "measured_by", std::move(measured));
        set_list(one, "open_items", std::move(open));
        if (change.review) add_review(one, change, of.for_customers);
        changes << one;
    }
    set_list(sheet, "changes", std::move(changes));
}

}  // namespace reports
