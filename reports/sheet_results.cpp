#include "reports/sheet.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace reports {
namespace {

void add_identity(data& sheet, const SheetOf& of) {
    const RunStarted& run = of.record.run;
    sheet.set("label_serial", or_not_shown(run.scanned_serial));
    sheet.set("wire_serial", or_not_shown(of.unit.serial));
    sheet.set("label_differs", !run.scanned_serial.empty() && !of.unit.serial.empty() &&
                                   file_safe(run.scanned_serial) != file_safe(of.unit.serial));
    if (!of.for_customers) sheet.set("host_name", or_not_shown(of.unit.host_name));
    const std::string on_file = of.for_customers ? "on file" : run.owner_release;
    sheet.set("owner_release", run.owner_release.empty() ? "none on file" : on_file);
    data readings = list();
    for (const StepRecord& step : of.record.steps)
        if (compares_serials(step))
            for (const Measurement& m : step.measurements)
                readings << measurement_row(m, step.started.step, of.for_customers);
    set_list(sheet, "readings", std::move(readings));
}

/// Proofs have a section of their own, and what failed stands on the first page.
bool stands_elsewhere(const StepRecord& step, const Measurement& m) {
    return m.name.starts_with("wiped/") || (step.verdict == Verdict::fail && m.verdict == Verdict::fail);
}

void add_steps(data& sheet, const SheetOf& of) {
    data steps = list(), measured = list();
    int planned = 0, failed = 0;
    for (const StepRecord& step : of.record.steps) {
        planned = std::max(planned, step.started.count);
        steps << verdict_cell(row({{"step", step.started.step},
                                   {"summary", step.summary},
                                   {"reason", step.verdict == Verdict::pass ? "" : step.reason},
                                   {"duration", step.ended == Time{} ? "-" : clock_words(step.duration)}}),
                              step.verdict, false, "no verdict");
        if (compares_serials(step)) continue;
        data values = list();
        for (const Measurement& m : step.measurements)
            if (!stands_elsewhere(step, m)) values << measurement_row(m, step.started.step, of.for_customers);
        failed += static_cast<int>(std::ranges::count_if(step.measurements, [&step](const Measurement& m) {
            return step.verdict == Verdict::fail && m.verdict == Verdict::fail;
        }));
        data one = row({{"step", step.started.step}});
        const bool any = !values.list_value().empty();
        set_list(one, "values", std::move(values));
        if (any) measured << one;
    }
    const auto ran = static_cast<int>(of.record.steps.size());
    if (ran < planned)
        sheet.set("not_run", fmt::format("{} of the {} steps of this procedure ran.", ran, planned));
    if (failed > 0) sheet.set("failed_elsewhere", "What failed stands on the first page.");
    set_list(sheet, "steps", std::move(steps));
    set_list(sheet, "measured", std::move(measured));
}

/// An answer to a part of the programme is recorded under "cpo/<key>".
std::string asked(const Answered& answered) {
    for (const PartOfProgramme& part : parts_of_programme({}))
        if (answered.question == "cpo/" + part.key) return part.title;
    return answered.question;
}

std::string said(const Answered& a) { return asked(a) + ": " + a.answer + (a.comment.empty() ? "" : " (" + a.comment + ")"); }

/// The station's own notes quote what consoles said: on a paper for customers only people's answers stand.
void add_notes(data& sheet, const SheetOf& of) {
    data notes = list();
    std::size_t kept = 0;
    const auto take = [&](const std::string& step, const std::vector<Noted>& noted,
                          const std::vector<Answered>& answered) {
        const std::string where = step.empty() ? "the run" : step;
        if (of.for_customers)
            kept += noted.size();
        else
            for (const Noted& n : noted) notes << row({{"step", where}, {"text", n.text}});
        for (const Answered& a : answered)
            notes << row({{"step", where}, {"text", said(a)}, {"by", a.by}});
    };
    for (const StepRecord& step : of.record.steps) take(step.started.step, step.notes, step.answers);
    take("", of.record.notes, of.record.answers);
    if (kept > 0) sheet.set("notes_kept", fmt::format("{}", kept));
    set_list(sheet, "notes", std::move(notes));
}

void add_evidence(data& sheet, const SheetOf& of) {
    data evidence = list();
    for (const EvidenceKept& e : of.record.evidence)
        evidence << row({{"name", e.name},
                         {"file", e.file},
                         {"size", size_words(e.bytes)},
                         {"sha256", e.sha256},
                         {"step", e.step}});
    set_list(sheet, "evidence", std::move(evidence));
}

}  // namespace

void add_results(data& sheet, const SheetOf& of) {
    add_identity(sheet, of);
    add_steps(sheet, of);
    add_notes(sheet, of);
    add_evidence(sheet, of);
}

}  // namespace reports
