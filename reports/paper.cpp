#include "reports/paper.hpp"

#include "reports/programme.hpp"
#include "reports/unit.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace reports {
namespace {

std::string title(const Record& record, PaperKind kind) {
    const std::string simulated = record.run.simulated ? "SIMULATED UNIT: " : "";
    switch (kind) {
        case PaperKind::certificate:
            return "Certificate: certified pre-owned";
        case PaperKind::test_report:
            return simulated + "Test report supporting certified pre-owned";
        case PaperKind::failure_report:
            return simulated + "Failure report";
        case PaperKind::incomplete:
            break;
    }
    return simulated + "Incomplete test report";
}

long count(const Record& record, auto wanted) {
    long n = 0;
    for (const StepRecord& step : record.steps) n += std::ranges::count_if(step.measurements, wanted);
    return n;
}

std::string meaning(const Record& record, PaperKind kind) {
    switch (kind) {
        case PaperKind::certificate:
        case PaperKind::test_report: {
            const long judged = count(record, [](const Measurement& m) { return m.limits.any(); });
            const long marginal = count(record, [](const Measurement& m) { return m.marginal; });
            return fmt::format("All {} steps passed; {} values within their limits{}.", record.steps.size(),
                               judged,
                               marginal == 0 ? "" : fmt::format(", {} of them near a limit", marginal));
        }
        case PaperKind::failure_report:
            return record.summary.empty() ? "The unit did not meet its limits." : record.summary;
        case PaperKind::incomplete:
            break;
    }
    const char* what =
        record.verdict == Verdict::aborted ? "The run was stopped" : "The station could not finish";
    return fmt::format("{}{}{}. This report says nothing about the unit.", what,
                       record.summary.empty() ? "" : ": ", record.summary);
}

std::vector<std::string> advice(const Record& record) {
    std::vector<std::string> lines;
    for (const StepRecord& step : record.steps)
        if (step.verdict > Verdict::pass && !step.advice.empty()) lines.push_back(step.advice);
    return lines;
}

std::vector<std::string> next_of_pass(const Record& record, PaperKind kind) {
    if (record.run.simulated)
        return {"Nothing: no real unit was tested. Run the procedure on a unit in a slot of a real bench."};
    std::vector<std::string> next{"Have this report authorised and signed, then release the unit with it."};
    std::string missing;
    for (const PartOfProgramme& part : parts_of_programme(record))
        if (part.answer == Answer::not_answered) missing += (missing.empty() ? "" : "; ") + part.title;
    if (kind != PaperKind::certificate && !missing.empty())
        next.push_back("Still to be answered before it can be offered as certified pre-owned: " + missing +
                       ".");
    return next;
}

std::vector<std::string> next_of(const Record& record, PaperKind kind) {
    if (kind == PaperKind::certificate || kind == PaperKind::test_report) return next_of_pass(record, kind);
    std::vector<std::string> next = advice(record);
    if (kind == PaperKind::failure_report) {
        if (next.empty())
            next.emplace_back("Repair the unit or take it out of the line, then run the procedure again.");
        next.emplace_back("Until then keep it apart, with this report.");
        return next;
    }
    const bool unsafe = std::ranges::any_of(
        record.steps, [](const StepRecord& s) { return s.started.destructive && s.verdict > Verdict::fail; });
    if (unsafe)
        next.insert(next.begin(),
                    "Do not release the unit: a step was cut short that may leave it without software or "
                    "half wiped.");
    if (advice(record).empty()) next.emplace_back("Put right what stopped the station.");
    next.emplace_back("Run the procedure again from the start.");
    return next;
}

}  // namespace

PaperKind kind_of(const Record& record, const Paper& paper) {
    if (record.verdict == Verdict::fail) return PaperKind::failure_report;
    if (record.verdict != Verdict::pass) return PaperKind::incomplete;
    const bool may_certify = !paper.facility_appointment.empty() && !record.run.simulated &&
                             all_answered(parts_of_programme(record));
    return may_certify ? PaperKind::certificate : PaperKind::test_report;
}

Headline headline(const Record& record, const Paper& paper) {
    const PaperKind kind = kind_of(record, paper);
    Headline lines{
        .title = title(record, kind), .meaning = meaning(record, kind), .next = next_of(record, kind)};
    if (kind == PaperKind::incomplete)
        lines.verdict = "NO RESULT", lines.mark = "\u25B2";
    else if (kind == PaperKind::failure_report)
        lines.verdict = "FAILED", lines.mark = "\u2716";
    else
        lines.verdict = record.run.simulated ? "PASSED (simulated)" : "PASSED", lines.mark = "\u2714";
    return lines;
}

std::string serial_words(const Record& record) {
    const std::string wire = unit_of(record.facts_json).serial;
    if (!wire.empty()) return wire;
    return record.run.scanned_serial.empty() ? "not read" : record.run.scanned_serial + " (label only)";
}

}  // namespace reports
