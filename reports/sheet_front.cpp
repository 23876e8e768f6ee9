#include "reports/sheet.hpp"
#include "reports/shown.hpp"
#include "reports/symbol.hpp"
#include "reports/text.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>

namespace reports {
namespace {

void add_headline(data& sheet, const SheetOf& of) {
    const Headline lines = headline(of.record, of.before);
    sheet.set("title", lines.title);
    sheet.set("id", of.record.id);
    sheet.set("plain_id", symbol_field(of.record.id));  // it stands in the style, where no escape helps
    sheet.set("verdict", lines.verdict);
    sheet.set("verdict_mark", lines.mark);
    sheet.set("verdict_css", of.kind == PaperKind::failure_report ? "fail"
                             : of.kind == PaperKind::incomplete   ? "error"
                                                                  : "pass");
    sheet.set("meaning", lines.meaning);
    data next = list();
    for (const std::string& line : lines.next) next << row({{"line", line}});
    sheet.set("next", std::move(next));
    sheet.set("model", of.unit.model.empty() ? "model not read" : of.unit.model);
    sheet.set("serial", serial_words(of.record));
    sheet.set("issued", day(of.record.sealed_at));
    sheet.set("simulated", of.record.run.simulated);
    sheet.set("for_shop", !of.for_customers);
    const std::string& serial = of.unit.serial.empty() ? of.record.run.scanned_serial : of.unit.serial;
    sheet.set("symbol", qr_svg(symbol_text(of.record.id, serial, of.sealed.sha256)));
}

void add_failures(data& sheet, const SheetOf& of) {
    data failures = list();
    for (const StepRecord& step : of.record.steps) {
        if (step.verdict != Verdict::fail) continue;
        data values = list();
        for (const Measurement& m : step.measurements)
            if (m.verdict == Verdict::fail) values << measurement_row(m, step.started.step, of.for_customers);
        data one = row({{"step", step.started.step}, {"summary", step.summary}});
        set_list(one, "values", std::move(values));
        failures << one;
    }
    set_list(sheet, "failures", std::move(failures));
}

std::string software_words(const SheetOf& of) {
    if (const std::string after = release_words(of.record); !after.empty()) {
        const auto& rows = of.record.software;
        const bool was_there = std::ranges::all_of(
            rows, [](const SoftwareLoaded& s) { return s.package.empty() && s.before == s.after; });
        const std::string before = rows.front().before.empty() ? "not known" : rows.front().before;
        return was_there ? after + ", which ran already"
                         : fmt::format("{}, loaded in this run (before: {})", after, before);
    }
    std::vector<std::string> told;
    for (const Software& s : of.unit.software)
        told.push_back((s.where.empty() ? "" : s.where + " ") + s.version);
    return told.empty() ? "not read"
                        : fmt::format("{}, as the unit told it; nothing was loaded in this run",
                                      fmt::join(told, ", "));
}

std::string latest_words(const Record& record) {
    if (record.software.empty()) return {};
    const auto why_not = why_not_latest(record);
    if (!why_not.empty()) return fmt::format("not shown: {}", fmt::join(why_not, "; "));
    const ReleaseWanted& row = record.wanted.back();
    return fmt::format("yes, by the catalogue's row of {} ({})", row.as_of, row.source);
}

std::string identity_words(const Record& record) {
    return is_identified(record) ? "label and unit agree, compared in this run" : "not verified in this run";
}

std::string unverified_words(const Record& record) {
    const auto open = unverified(record);
    if (!open.empty())
        return fmt::format("{} {}, named in the annex", open.size(), open.size() == 1 ? "thing" : "things");
    return proofs_once(record).empty() ? "nothing was to be proven in this run"
                                       : "nothing: all proofs came to an answer";
}

std::string tested_words(const Record& record) {
    long judged = 0, failed = 0, marginal = 0;
    for (const StepRecord& step : record.steps)
        for (const Measurement& m : step.measurements) {
            if (step.started.action != "check") continue;
            judged += m.limits.any();
            failed += m.verdict == Verdict::fail;
            marginal += m.marginal;
        }
    if (judged == 0) return "nothing was held against limits in this run";
    return fmt::format("{} of {} values within their limits{}", judged - failed, judged,
                       marginal == 0 ? "" : fmt::format(", {} near a limit", marginal));
}

void add_glance(data& sheet, const SheetOf& of) {
    data glance = list();
    const auto line = [&glance](const char* what, const std::string& words) {
        if (!words.empty()) glance << row({{"what", what}, {"words", words}});
    };
    line("Serial number", identity_words(of.record));
    line("Software release", software_words(of));
    line("Latest release", latest_words(of.record));
    line("Sanitisation level", sanitisation_words(of.record));
    line("A better level", sanitisation_advice(of.record));
    line("Could not be verified", unverified_words(of.record));
    line("Tested", tested_words(of.record));
    set_list(sheet, "glance", std::move(glance));
}

void add_programme(data& sheet, const SheetOf& of) {
    data parts = list();
    if (of.record.run.purpose == Purpose::certify)
        for (const PartOfProgramme& part : parts_of_programme(of.record)) {
            data one = row({{"part", part.title}, {"basis", part.basis}});
            const bool done = part.answer == Answer::done, open = part.answer == Answer::not_answered;
            one.set("mark", done ? "\u2714" : open ? "\u25B2" : "\u2013");
            one.set("word", done ? "done" : open ? "not answered" : "not needed");
            one.set("css", done ? "pass" : open ? "error" : "none");
            parts << one;
        }
    set_list(sheet, "programme", std::move(parts));
}

}  // namespace

void add_front(data& sheet, const SheetOf& of) {
    add_headline(sheet, of);
    add_failures(sheet, of);
    add_glance(sheet, of);
    add_programme(sheet, of);
}

}  // namespace reports
