#include "reports/certificate.hpp"

#include "reports/embedded.hpp"
#include "reports/programme.hpp"
#include "reports/sheet.hpp"
#include "reports/symbol.hpp"
#include "reports/unit.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <kainjow/mustache.hpp>
#include <stdexcept>
#include <string>

namespace reports {
namespace {

namespace mustache = kainjow::mustache;

data measurement_row(const Measurement& m) {
    return verdict_cell(row({{"name", m.name},
                             {"value", value_words(m)},
                             {"limit", limit_words(m)},
                             {"raw", m.raw},
                             {"source", m.source},
                             {"reason", m.reason}}),
                        m.verdict, m.marginal);
}

/// Its readings stand under Identity.
bool compares_serials(const StepRecord& step) {
    return step.started.action == "verify-serial";
}

void add_failures(data& sheet, const Record& record) {
    data failures = list();
    for (const StepRecord& step : record.steps) {
        if (step.verdict != Verdict::fail) continue;
        data values = list();
        for (const Measurement& m : step.measurements)
            if (m.verdict == Verdict::fail) values << measurement_row(m);
        data one = row({{"step", step.started.step}, {"summary", step.summary}});
        set_list(one, "values", std::move(values));
        failures << one;
    }
    set_list(sheet, "failures", std::move(failures));
}

void add_headline(data& sheet, const SealedRecord& sealed, const Record& record, const Paper& paper,
                  const Unit& unit) {
    const Headline lines = headline(record, paper);
    const PaperKind kind = kind_of(record, paper);
    sheet.set("title", lines.title);
    sheet.set("id", record.id);
    sheet.set("plain_id", symbol_field(record.id));  // it stands in the style, where no escape helps
    sheet.set("verdict", lines.verdict);
    sheet.set("verdict_mark", lines.mark);
    sheet.set("verdict_css", kind == PaperKind::failure_report ? "fail"
                             : kind == PaperKind::incomplete   ? "error"
                                                               : "pass");
    sheet.set("meaning", lines.meaning);
    data next = list();
    for (const std::string& line : lines.next) next << row({{"line", line}});
    sheet.set("next", std::move(next));
    sheet.set("model", unit.model.empty() ? "model not read" : unit.model);
    sheet.set("serial", serial_words(record));
    sheet.set("issued", day(record.sealed_at));
    sheet.set("simulated", record.run.simulated);
    sheet.set("symbol",
              qr_svg(symbol_text(record.id, unit.serial.empty() ? record.run.scanned_serial : unit.serial,
                                 sealed.sha256)));
}

void add_identity(data& sheet, const Record& record, const Unit& unit) {
    sheet.set("label_serial", or_not_shown(record.run.scanned_serial));
    sheet.set("wire_serial", or_not_shown(unit.serial));
    const std::string& label = record.run.scanned_serial;
    sheet.set("label_differs",
              !label.empty() && !unit.serial.empty() && file_safe(label) != file_safe(unit.serial));
    sheet.set("host_name", or_not_shown(unit.host_name));
    sheet.set("owner_release", or_not_shown(record.run.owner_release));
    data readings = list();
    for (const StepRecord& step : record.steps)
        if (compares_serials(step))
            for (const Measurement& m : step.measurements) readings << measurement_row(m);
    set_list(sheet, "readings", std::move(readings));
    data parts = list();
    for (const Part& part : unit.parts)
        parts << row({{"where", part.where},
                      {"part_number", part.part_number},
                      {"serial", part.serial},
                      {"version", part.version},
                      {"description", part.description.empty() ? part.name : part.description},
                      {"part_model", part.model}});
    set_list(sheet, "parts", std::move(parts));
}

void add_steps(data& sheet, const Record& record) {
    data steps = list(), measured = list(), notes = list();
    const auto note = [&notes](const std::string& step, const std::string& text, const std::string& by) {
        notes << row({{"step", step.empty() ? "the run" : step}, {"text", text}, {"by", by}});
    };
    int planned = 0;
    for (const StepRecord& step : record.steps) {
        planned = std::max(planned, step.started.count);
        steps << verdict_cell(row({{"step", step.started.step},
                                   {"action", step.started.action},
                                   {"summary", step.summary},
                                   {"reason", step.reason},
                                   {"began", day_and_minute(step.began)},
                                   {"duration", step.ended == Time{} ? "-" : clock_words(step.duration)}}),
                              step.verdict, false, "no verdict");
        data values = list();
        for (const Measurement& m : step.measurements) values << measurement_row(m);
        data one = row({{"step", step.started.step}});
        set_list(one, "values", std::move(values));
        if (!step.measurements.empty() && !compares_serials(step)) measured << one;
        for (const Noted& n : step.notes) note(step.started.step, n.text, "");
        for (const Answered& a : step.answers) note(step.started.step, a.question + ": " + a.answer, a.by);
    }
    for (const Noted& n : record.notes) note("", n.text, "");
    for (const Answered& a : record.answers) note("", a.question + ": " + a.answer, a.by);
    const auto ran = static_cast<int>(record.steps.size());
    if (ran < planned)
        sheet.set("not_run", fmt::format("{} of the {} steps of this procedure ran.", ran, planned));
    set_list(sheet, "steps", std::move(steps));
    set_list(sheet, "measured", std::move(measured));
    set_list(sheet, "notes", std::move(notes));
}

void add_work(data& sheet, const Record& record, const Unit& unit) {
    data software = list(), media = list(), found = list();
    for (const SoftwareLoaded& s : record.software)
        software << row({{"engine", s.routing_engine},
                         {"before", s.before},
                         {"after", s.after},
                         {"package", s.package},
                         {"sha256", s.sha256}});
    for (const Software& s : unit.software) found << row({{"engine", s.where}, {"version", s.version}});
    for (const MediumSanitised& m : record.media) {
        const bool proven = !m.level.empty() && m.level != "none";
        media << verdict_cell(row({{"engine", m.routing_engine},
                                   {"medium", m.medium},
                                   {"media_model", m.model},
                                   {"media_serial", m.serial},
                                   {"method", m.method},
                                   {"proof", m.proof},
                                   {"level", proven ? m.level : "none proven"}}),
                              proven ? Verdict::pass : Verdict::fail);
    }
    set_list(sheet, "software", std::move(software));
    set_list(sheet, "found", std::move(found));
    set_list(sheet, "media", std::move(media));
}

void add_programme(data& sheet, const Record& record) {
    data parts = list();
    for (const PartOfProgramme& part : parts_of_programme(record)) {
        data one = row({{"part", part.title}, {"basis", part.basis}});
        const bool done = part.answer == Answer::done, open = part.answer == Answer::not_answered;
        one.set("mark", done ? "\u2714" : open ? "\u25B2" : "\u2013");
        one.set("word", done ? "done" : open ? "not answered" : "not needed");
        one.set("css", done ? "pass" : open ? "error" : "none");
        parts << one;
    }
    sheet.set("programme", std::move(parts));
}

void add_about(data& sheet, const SealedRecord& sealed, const Record& record, const Paper& paper) {
    data evidence = list();
    for (const EvidenceKept& e : record.evidence)
        evidence << row({{"name", e.name},
                         {"file", e.file},
                         {"size", size_words(e.bytes)},
                         {"sha256", e.sha256},
                         {"step", e.step}});
    set_list(sheet, "evidence", std::move(evidence));
    const RunStarted& run = record.run;
    const std::string place = paper.place.empty() ? paper.address : paper.place;
    sheet.set("laboratory", paper.laboratory.empty() ? "issuer not stated" : paper.laboratory);
    sheet.set("address", paper.address.empty() ? "not stated" : paper.address);
    sheet.set("place",
              fmt::format("{}bench {}, slot {}", place.empty() ? "" : place + "; ", run.bench, run.slot));
    sheet.set("customer", paper.customer.empty() ? "not stated" : paper.customer);
    sheet.set("authorised_by", paper.authorised_by.empty() ? "name and function:" : paper.authorised_by);
    sheet.set("method_title", run.procedure_title.empty() ? run.procedure : run.procedure_title);
    sheet.set("method", fmt::format("{} v{}", run.procedure, run.procedure_version));
    sheet.set("method_sha256", or_not_shown(run.procedure_sha256));
    sheet.set("operator", or_not_shown(run.operator_name));
    sheet.set("station", fmt::format("{}, version {}", run.station_host, run.station_version));
    sheet.set("began", day_and_minute(record.began));
    sheet.set("ended", day_and_minute(record.ended));
    sheet.set("sha256", sealed.sha256);
    sheet.set("previous", sealed.previous_sha256.empty() ? "none: the first record of its store"
                                                         : sealed.previous_sha256);
    const PaperKind kind = kind_of(record, paper);
    if (kind == PaperKind::certificate)
        sheet.set("appointment", paper.facility_appointment);
    else if (kind == PaperKind::test_report)
        sheet.set("no_certificate", record.run.simulated ? "the unit was a simulated one"
                                    : paper.facility_appointment.empty()
                                        ? "no appointment of this facility to certify is on file"
                                        : "not every part of the programme is answered");
}

}  // namespace

std::string certificate_html(const SealedRecord& sealed, const Record& record, const Paper& paper) {
    const Unit unit = unit_of(record.facts_json);
    data sheet;
    add_headline(sheet, sealed, record, paper, unit);
    add_failures(sheet, record);
    add_identity(sheet, record, unit);
    add_steps(sheet, record);
    add_work(sheet, record, unit);
    add_changes(sheet, record);
    add_programme(sheet, record);
    add_about(sheet, sealed, record, paper);
    for (const auto& [name, file] : {std::pair{"style", "style.css"}, std::pair{"front", "front.html"},
                                     std::pair{"results", "results.html"}, std::pair{"about", "about.html"}})
        sheet.set(name, mustache::partial{[file = file] { return std::string{embedded(file)}; }});

    mustache::mustache page{std::string{embedded("sheet.html")}};
    page.set_custom_escape([](const std::string& text) { return html(text); });
    std::string text = page.render(sheet);
    if (!page.is_valid()) throw std::logic_error("paper template: " + page.error_message());
    return text;
}

}  // namespace reports
