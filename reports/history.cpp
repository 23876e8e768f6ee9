#include "reports/history.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <string_view>

namespace reports {
namespace {

using State = EarlierRun::State;

/// Steps of these kinds differ by what they look at, which their names tell.
bool told_apart_by_name(const EarlierStep& step) {
    return step.action == "check" || step.action == "ask" || step.action == "jsnapy" || step.action == "soak";
}

/// A step that failed is the unit's trouble; a destructive one that did not end well may have become it.
bool went_wrong(const EarlierStep& step) {
    return step.verdict == Verdict::fail || (step.destructive && step.verdict != Verdict::pass);
}

bool went_wrong(const EarlierRun& run) {
    return run.verdict == Verdict::fail ||
           std::ranges::any_of(run.steps, [](const EarlierStep& s) { return went_wrong(s); });
}

bool takes_again(const EarlierRun& run, const EarlierStep& wrong) {
    return std::ranges::any_of(run.steps, [&wrong](const EarlierStep& step) {
        if (step.verdict != Verdict::pass || step.action != wrong.action) return false;
        return !told_apart_by_name(wrong) || step.step == wrong.step;
    });
}

std::string first_wrong_step(const EarlierRun& run) {
    const auto found = std::ranges::find_if(run.steps, [](const EarlierStep& s) { return went_wrong(s); });
    return found == run.steps.end() ? "" : " at " + found->step;
}

}  // namespace

bool is_serial_told_by_unit(const Measurement& measurement) {
    return measurement.name.starts_with("serial/") && measurement.name != "serial/label";
}

bool is_identified(const Record& record) {
    return std::ranges::any_of(record.steps, [](const StepRecord& step) {
        if (step.started.action != "verify-serial" || step.verdict != Verdict::pass) return false;
        return std::ranges::any_of(step.measurements, [](const Measurement& m) {
            return is_serial_told_by_unit(m) && m.verdict == Verdict::pass;
        });
    });
}

EarlierRun looked_back_at(const Record& record) {
    const bool unseen_end = record.reason == "interrupted" || record.reason == "unfinished";
    EarlierRun run{.id = record.id,
                   .state = unseen_end ? State::interrupted : State::ended,
                   .purpose = record.run.purpose,
                   .verdict = record.verdict,
                   .identified = is_identified(record),
                   .steps = {}};
    for (const StepRecord& step : record.steps)
        run.steps.push_back({step.started.step, step.started.action, step.verdict, step.started.destructive});
    return run;
}

bool answers(const EarlierRun& later, const EarlierRun& run) {
    if (later.state != State::ended || later.verdict != Verdict::pass || !later.identified) return false;
    // Nobody knows what a run without a purpose was for: it takes the greatest to settle it.
    if (!covers(later.purpose, run.purpose == Purpose::none ? Purpose::certify : run.purpose)) return false;
    return std::ranges::all_of(run.steps, [&later](const EarlierStep& step) {
        return !went_wrong(step) || takes_again(later, step);
    });
}

std::vector<std::string> unsettled(const Record& record, const History& before) {
    History all = before;
    all.push_back(looked_back_at(record));
    std::vector<std::string> lines;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
        const EarlierRun& run = all[i];
        if (run.state == State::open)
            lines.push_back(fmt::format("Record {} of this serial number is still open.", run.id));
        else if (run.state == State::interrupted)
            lines.push_back(fmt::format(
                "Record {} of this serial number was interrupted; what it left on the unit is not known.",
                run.id));
        else if (went_wrong(run) &&
                 std::none_of(all.begin() + static_cast<std::ptrdiff_t>(i) + 1, all.end(),
                              [&run](const EarlierRun& later) { return answers(later, run); }))
            lines.push_back(fmt::format("Record {} {}{}, and no later run has settled that.", run.id,
                                        run.verdict == Verdict::fail ? "failed" : "was cut short",
                                        first_wrong_step(run)));
    }
    return lines;
}

}  // namespace reports
