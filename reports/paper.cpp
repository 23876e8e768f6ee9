#include "reports/paper.hpp"

#include "reports/shown.hpp"
#include "reports/unit.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace reports {
namespace {

struct Words {
    const char* stem;
    const char* title;
    const char* next;  ///< after a pass
};

const Words& words_of(PaperKind kind) {
    static const Words intake{"intake-report", "Intake report",
                              "Take the unit to its next procedure. An intake report lets no unit leave."};
    static const Words test{"test-report", "Test report",
                            "Qualify the unit next. A test report lets no unit leave."};
    static const Words load{"load-report", "Load report",
                            "Qualify the unit next. A load report lets no unit leave."};
    static const Words wipe{"wipe-report", "Wipe report",
                            "Load and qualify the unit next. A wipe report lets no unit leave."};
    static const Words supporting{
        "cpo-test-report", "Test report supporting certified pre-owned",
        "Keep the unit until what stands below is settled, then run the procedure again."};
    static const Words run{"run-report", "Run report", "Run a procedure that does something for the unit."};
    static const Words failure{"failure-report", "Failure report", ""};
    static const Words incomplete{"incomplete-report", "Report of an incomplete run", ""};
    switch (kind) {
        case PaperKind::intake_report:
            return intake;
        case PaperKind::test_report:
            return test;
        case PaperKind::load_report:
            return load;
        case PaperKind::wipe_report:
            return wipe;
        case PaperKind::supporting_report:
            return supporting;
        case PaperKind::run_report:
            return run;
        case PaperKind::failure_report:
            return failure;
        case PaperKind::incomplete:
            break;
    }
    return incomplete;
}

long count(const Record& record, auto wanted) {
    long n = 0;
    for (const StepRecord& step : record.steps) n += std::ranges::count_if(step.measurements, wanted);
    return n;
}

std::string meaning_of_pass(const Record& record) {
    const long judged = count(record, [](const Measurement& m) { return m.limits.any(); });
    const long marginal = count(record, [](const Measurement& m) { return m.marginal; });
    const auto steps = record.steps.size();
    std::string text = steps == 1 ? "The one step passed" : fmt::format("All {} steps passed", steps);
    if (judged == 0)
        text += "; nothing was held against a limit.";
    else
        text += fmt::format("; {} value{} within {} limits{}.", judged, judged == 1 ? "" : "s",
                            judged == 1 ? "its" : "their",
                            marginal == 0 ? "" : fmt::format(", {} of them near a limit", marginal));
    if (!is_identified(record))
        text += " No serial number was verified, so this is about no unit in particular.";
    return text;
}

std::string meaning(const Record& record, PaperKind kind) {
    if (kind == PaperKind::failure_report)
        return record.summary.empty() ? "The unit did not meet its limits." : record.summary;
    if (kind != PaperKind::incomplete) return meaning_of_pass(record);
    const char* what = record.reason == "interrupted"       ? "The run was interrupted"
                       : record.verdict == Verdict::aborted ? "The run was stopped"
                                                            : "The station could not finish";
    return fmt::format("{}{}{}. This report says nothing about the unit.", what,
                       record.summary.empty() ? "" : ": ", record.summary);
}

std::vector<std::string> advice(const Record& record) {
    std::vector<std::string> lines;
    for (const StepRecord& step : record.steps)
        if (step.verdict > Verdict::pass && !step.advice.empty() &&
            std::ranges::find(lines, step.advice) == lines.end())
            lines.push_back(step.advice);
    return lines;
}

std::string parts_missing(const Record& record) {
    std::string missing;
    for (const PartOfProgramme& part : parts_of_programme(record))
        if (part.answer == Answer::not_answered) missing += (missing.empty() ? "" : "; ") + part.title;
    return missing;
}

std::vector<std::string> next_of_pass(const Record& record, const History& before, PaperKind kind) {
    if (record.run.simulated)
        return {"Nothing: no real unit was tested. Run the procedure on a unit in a slot of a real bench."};
    if (releases(grounds_of(record, before)))
        return {"Have this report authorised and signed, then release the unit with it."};
    std::vector<std::string> next{words_of(kind).next};
    if (!is_identified(record))
        next.emplace_back(
            "Have the serial number verified (a step verify-serial): this run identified nobody.");
    for (std::string& line : unsettled(record, before)) next.push_back(std::move(line));
    if (const std::string missing = parts_missing(record);
        kind == PaperKind::supporting_report && !missing.empty())
        next.push_back("Still to be answered before it can be offered as certified pre-owned: " + missing +
                       ".");
    return next;
}

std::vector<std::string> next_of_failure(const Record& record) {
    std::vector<std::string> next = advice(record);
    if (next.empty())
        next.emplace_back("Repair the unit or take it out of the line, then run the procedure again.");
    next.emplace_back("Until then keep it apart, with this report.");
    return next;
}

std::vector<std::string> next_of_incomplete(const Record& record) {
    std::vector<std::string> next = advice(record);
    const bool unsafe = std::ranges::any_of(
        record.steps, [](const StepRecord& s) { return s.started.destructive && s.verdict > Verdict::fail; });
    if (next.empty()) next.emplace_back("Put right what stopped the station.");
    if (unsafe)
        next.insert(
            next.begin(),
            "Keep the unit apart: a step was cut short that may leave it without software or half wiped.");
    next.emplace_back("Run the procedure again from the start.");
    return next;
}

}  // namespace

Grounds grounds_of(const Record& record, const History& before) {
    return {.verdict = record.verdict,
            .purpose = record.run.purpose,
            .simulated = record.run.simulated,
            .identified = is_identified(record),
            .all_answered = all_answered(parts_of_programme(record)),
            .settled = unsettled(record, before).empty()};
}

PaperKind kind_of(const Grounds& grounds) {
    if (grounds.verdict == Verdict::fail) return PaperKind::failure_report;
    if (grounds.verdict != Verdict::pass) return PaperKind::incomplete;
    switch (grounds.purpose) {
        case Purpose::intake:
            return PaperKind::intake_report;
        case Purpose::test:
            return PaperKind::test_report;
        case Purpose::load:
            return PaperKind::load_report;
        case Purpose::wipe:
            return PaperKind::wipe_report;
        case Purpose::certify:
            return PaperKind::supporting_report;
        case Purpose::none:
            break;
    }
    return PaperKind::run_report;
}

PaperKind kind_of(const Record& record) {
    return kind_of(Grounds{.verdict = record.verdict, .purpose = record.run.purpose});
}

bool releases(const Grounds& grounds) {
    return kind_of(grounds) == PaperKind::supporting_report && !grounds.simulated && grounds.identified &&
           grounds.all_answered && grounds.settled;
}

bool is_for_customers(PaperKind kind) {
    return kind != PaperKind::failure_report && kind != PaperKind::incomplete;
}

std::string file_stem(PaperKind kind) {
    return words_of(kind).stem;
}

Headline headline(const Record& record, const History& before) {
    const PaperKind kind = kind_of(record);
    Headline lines{
        .title = (record.run.simulated ? "SIMULATED UNIT: " : "") + std::string{words_of(kind).title},
        .meaning = meaning(record, kind)};
    if (kind == PaperKind::incomplete) {
        lines.verdict = record.reason == "interrupted" ? "INTERRUPTED" : "NO RESULT", lines.mark = "\u25B2";
        lines.next = next_of_incomplete(record);
    } else if (kind == PaperKind::failure_report) {
        lines.verdict = "FAILED", lines.mark = "\u2716";
        lines.next = next_of_failure(record);
    } else {
        lines.verdict = record.run.simulated ? "PASSED (simulated)" : "PASSED", lines.mark = "\u2714";
        lines.next = next_of_pass(record, before, kind);
    }
    return lines;
}

std::string serial_words(const Record& record) {
    const std::string wire = unit_of(record.facts_json).serial;
    if (!wire.empty()) return wire;
    return record.run.scanned_serial.empty() ? "not read" : record.run.scanned_serial + " (label only)";
}

}  // namespace reports
