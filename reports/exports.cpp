#include "reports/exports.hpp"

#include "reports/paper.hpp"
#include "reports/shown.hpp"
#include "reports/text.hpp"
#include "reports/titles.hpp"
#include "reports/unit.hpp"
#include "reports/words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <string_view>

namespace reports {
namespace {

std::string cell(const std::string& text) {
    std::string safe = visible(text);
    double number = 0;
    const auto [end, failure] = std::from_chars(safe.data(), safe.data() + safe.size(), number);
    const bool numeric = failure == std::errc{} && end == safe.data() + safe.size();
    if (!safe.empty() && std::string_view{"=+-@\t\r"}.find(safe[0]) != std::string_view::npos && !numeric)
        safe.insert(0, "'");
    if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
    std::string quoted = "\"";
    for (const char c : safe) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
    return quoted + '"';
}

std::string csv_line(std::initializer_list<std::string> cells) {
    std::string line;
    for (const std::string& text : cells) line += (line.empty() ? "" : ",") + cell(text);
    return line + "\r\n";
}

std::string number(const std::optional<double>& limit) {
    return limit ? fmt::format("{}", *limit) : "";
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : "|") + word;
    return text;
}

/// How wide a text shows, near enough: code points.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t to) {
    return text + std::string(to > width(text) ? to - width(text) : 0, ' ');
}

template <std::size_t columns>
std::string table(const std::vector<std::array<std::string, columns>>& rows) {
    std::array<std::size_t, columns> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < columns; ++i) widths[i] = std::max(widths[i], width(row[i]));
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < columns; ++i) line += (i == 0 ? "" : "  ") + padded(row[i], widths[i]);
        text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

/// As in a technician's table: what went wrong is in capitals.
std::string shown(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass:
            return "pass";
        case Verdict::fail:
            return "FAIL";
        case Verdict::aborted:
            return "STOPPED";
        case Verdict::error:
            return "ERROR";
        case Verdict::none:
            break;
    }
    return "-";
}

constexpr std::size_t columns_of_a_terminal = 80;

/// Broken at blanks; the first line begins with `first`, the others with `then`.
std::string wrapped(std::string_view words, const std::string& first, const std::string& then) {
    std::string text, line = first;
    bool any = false;  // a word stands on this line
    for (std::size_t at = 0; at < words.size();) {
        const auto end = std::min(words.find(' ', at), words.size());
        const std::string word{words.substr(at, end - at)};
        at = end + 1;
        if (any && width(line) + 1 + width(word) > columns_of_a_terminal) {
            text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
            line = then;
            any = false;
        }
        line += (any ? " " : "") + word;
        any = true;
    }
    return text + line + "\n";
}

/// A row a step; what a step came to goes on under itself where it is long.
std::string steps_text(const Record& record) {
    std::vector<std::array<std::string, 3>> rows;
    for (const StepRecord& step : record.steps)
        rows.push_back({"  " + (step.reason == "interrupted" ? "INTERRUPTED" : shown(step.verdict)), visible(step.started.step),
                        step.ended == Time{} ? "-" : clock_words(step.duration)});
    std::array<std::size_t, 3> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
    std::string text;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string lead;
        for (std::size_t i = 0; i < rows[r].size(); ++i) lead += padded(rows[r][i], widths[i]) + "  ";
        text += wrapped(visible(record.steps[r].summary), lead,
                        std::string(std::min<std::size_t>(width(lead), 40), ' '));
    }
    return text;
}

std::string changes_text(const Record& record) {
    std::string text;
    for (const PlannedChange& change : record.changes) {
        text += "\n" + wrapped("planned change: " + visible(change.begun.goal), "", "  ");
        if (const auto& review = change.review) {
            text += fmt::format("  goal {}, window {}\n", review->goal_met ? "met" : "not met",
                                review->window_kept ? "kept" : "overrun");
            for (const Difference& difference : review->differences)
                text += wrapped(visible(in_words(difference)), "  ", "    ");
        } else {
            text += "  not reviewed: the run ended before it\n";
        }
        for (const std::string& item : change.open_items)
            text += wrapped("open: " + visible(item), "  ", "    ");
    }
    return text;
}

}  // namespace

namespace {

/// "2026-11-22 12:00", UTC: short enough for a row of a terminal.
std::string minute_of(Time time) {
    const std::string text = timestamp(time);
    return text.substr(0, 10) + " " + text.substr(11, 5);
}

}  // namespace

std::string export_json(const SealedRecord& sealed) {
    return sealed.json;
}

std::string measurements_csv(const std::vector<Record>& records) {
    std::string text = csv_line({"record", "serial", "model", "step", "name", "value", "unit", "at-least",
                                 "at-most", "one-of", "verdict", "marginal", "raw", "source", "began"});
    for (const Record& record : records) {
        const Unit unit = unit_of(record.facts_json);
        for (const StepRecord& step : record.steps)
            for (const Measurement& m : step.measurements)
                text += csv_line({record.id, unit.serial, unit.model, step.started.step, m.name,
                                  words(m.value), m.unit, number(m.limits.at_least), number(m.limits.at_most),
                                  joined(m.limits.one_of), std::string{name(m.verdict)},
                                  m.marginal ? "yes" : "", m.raw, m.source, timestamp(step.began)});
    }
    return text;
}

std::string parts_csv(const std::vector<Record>& records) {
    std::string text = csv_line({"record", "serial", "model", "place", "part-number", "part-serial",
                                 "revision", "description", "part-model"});
    for (const Record& record : records) {
        const Unit unit = unit_of(record.facts_json);
        for (const Part& part : unit.parts)
            text += csv_line({record.id, unit.serial, unit.model, part.where, part.part_number, part.serial,
                              part.version, part.description, part.model});
    }
    return text;
}

std::string list_text(const std::vector<RecordLine>& lines) {
    if (lines.empty()) return "no records yet\n";
    std::vector<std::array<std::string, 6>> rows{
        {"record", "verdict", "model", "procedure", "slot", "began"}};
    for (const RecordLine& line : lines)
        rows.push_back({visible(line.id), line.interrupted ? "INTERRUPTED" : line.sealed ? shown(line.verdict) : "open", visible(line.model),
                        visible(line.procedure), visible(line.slot), minute_of(line.began)});
    return table(rows);
}

std::string show_text(const SealedRecord& sealed, const History& before) {
    const Record record = record_from_json(sealed.json);
    const Unit unit = unit_of(record.facts_json);
    const Headline lines = headline(record, before);
    std::string text = fmt::format("{}  {}\n", visible(record.id), lines.verdict);
    text += wrapped(lines.title, "", "") +
            wrapped(visible(unit.model.empty() ? "model not read" : unit.model) + "  " +
                        visible(serial_words(record)),
                    "", "") +
            wrapped(visible(lines.meaning), "", "") + "\n";
    text += steps_text(record);
    for (const StepRecord& step : record.steps)
        for (const Measurement& m : step.measurements)
            if (m.verdict == Verdict::fail || m.marginal)
                text += wrapped(
                    fmt::format("{} {}: {}, allowed is {}", m.marginal ? "near its limit:" : "failed:",
                                visible(title_of(m.name, step.started.step)), visible(value_words(m)),
                                visible(limit_words(m))),
                    "", "  ");
    text += changes_text(record);
    text += "\nat a glance:\n";
    if (const std::string release = release_words(record); !release.empty())
        text += wrapped("release: " + visible(release), "  ", "    ");
    text += wrapped("sanitisation level: " + visible(sanitisation_words(record)), "  ", "    ");
    const auto open = unverified(record);
    if (!proofs_once(record).empty()) text += fmt::format("  could not be verified: {}\n", open.size());
    for (const std::string& title : open) text += wrapped(visible(title), "    ", "      ");
    text += "\nnext:\n";
    for (const std::string& line : lines.next) text += wrapped(visible(line), "  ", "    ");
    text += "\n" + wrapped(fmt::format("{} v{} by {} on {} {}, {} to {}", visible(record.run.procedure),
                                       record.run.procedure_version, visible(record.run.operator_name),
                                       visible(record.run.bench), visible(record.run.slot),
                                       day_and_minute(record.began), day_and_minute(record.ended)),
                           "", "  ");
    return text + fmt::format("sealed {}, SHA-256\n{}\n", day_and_minute(sealed.sealed_at), sealed.sha256);
}

}  // namespace reports
