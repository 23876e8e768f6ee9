#include "station/terminal/run_view.hpp"

#include "station/engine/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace station {
namespace {

using reports::Verdict;

// Columns are counted in code points: device text is ASCII by the time it comes here, our own signs are not.
std::size_t columns(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

constexpr std::size_t step_column = 22;  ///< the longest name of a shipped step, and a blank

std::string fitted(std::string text, std::size_t width) {
    for (auto& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';  // nothing of a unit moves our cursor
    while (columns(text) > width && !text.empty()) {
        text.pop_back();
        while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    }
    return text;
}

std::string padded(std::string text, std::size_t width) {
    text = fitted(std::move(text), width);
    return text + std::string(width - columns(text), ' ');
}

// Text broken at blanks; nothing of what went wrong is cut off.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> rows;
    while (!text.empty()) {
        auto end = text.size() <= width ? text.size() : text.rfind(' ', width);
        if (end == text.npos || end == 0) end = std::min(width, text.size());
        rows.push_back(fitted(std::string{text.substr(0, end)}, width));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return rows;
}

std::string coloured(std::string text, Verdict verdict, const Screen& screen) {
    if (!screen.colour) return text;
    const char* code = verdict == Verdict::pass ? "32" : verdict == Verdict::fail ? "31;1" : verdict == Verdict::none ? "36" : "33;1";
    return std::string{"\033["} + code + "m" + text + "\033[0m";
}

std::string bar(double fraction) {
    const auto full = static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * 20);
    return std::string(full, '#') + std::string(20 - full, '.');
}

std::string percent(double fraction) { return std::to_string(static_cast<int>(std::clamp(fraction, 0.0, 1.0) * 100)) + " %"; }

std::string model_in(const std::string& facts_json) {
    const auto facts = nlohmann::json::parse(facts_json, nullptr, false);
    if (!facts.is_object() || facts.empty()) return {};
    for (const auto& unit : facts.begin()->value("units", nlohmann::json::array()))
        if (const auto chassis = unit.find("chassis"); chassis != unit.end()) return chassis->value("model", "");
    return {};
}

struct Take {
    RunView& view;
    const reports::Event& event;

    void operator()(const reports::RunStarted& started) { view.run = started; }
    void operator()(const reports::StepStarted& started) {
        view.current = started;
        view.current_began = event.since_start;
        view.doing.clear();
        view.fraction = -1;
    }
    void operator()(const reports::StepEnded& ended) {
        const auto took = std::chrono::duration_cast<std::chrono::seconds>(event.since_start - view.current_began);
        view.done.push_back({ended.step, ended.verdict, took, ended.summary, ended.advice});
        view.current.reset();
    }
    void operator()(const reports::Identified& identified) { view.model = model_in(identified.facts_json); }
    void operator()(const reports::RunEnded& ended) { view.ended = ended; }
    template <class Other>
    void operator()(const Other&) {}
};

}  // namespace

void RunView::take(const reports::Event& event) { std::visit(Take{*this, event}, event.what); }

Verdict RunView::verdict() const {
    if (ended) return ended->verdict;
    auto so_far = Verdict::none;
    for (const auto& step : done)
        if (step.verdict != Verdict::pass) so_far = reports::worst(so_far, step.verdict);
    return so_far;
}

std::string short_word(Verdict verdict) {
    switch (verdict) {
        case Verdict::pass: return "ok";
        case Verdict::fail: return "FAIL";
        case Verdict::error: return "ERROR";
        case Verdict::aborted: return "stop";
        case Verdict::none: break;
    }
    return "...";
}

std::string heading(const RunView& view) {
    std::string text = view.run.bench + " " + view.run.slot + "  " + fitted(view.run.scanned_serial, 40);
    if (!view.model.empty()) text += "  " + fitted(view.model, 30);
    return text + "  " + view.run.procedure + " v" + std::to_string(view.run.procedure_version);
}

std::string step_line(const StepView& step, const Screen& screen) {
    const auto summary_width = screen.width > 45 ? screen.width - 17 - step_column : 8;
    auto line = "  " + coloured(padded(short_word(step.verdict), 6), step.verdict, screen) + padded(step.name, step_column) +
                padded(clock_text(step.took), 7) + fitted(step.summary, summary_width);
    if (step.verdict == Verdict::pass) return line;
    for (const auto& text : {columns(step.summary) > summary_width ? step.summary : std::string{}, step.advice})
        for (const auto& row : wrapped(text, screen.width - 8)) line += "\n        " + row;
    return line;
}

std::string current_line(const RunView& view, std::chrono::seconds elapsed, const Screen& screen) {
    if (!view.current) return {};
    auto time = clock_text(elapsed);
    if (view.current->expected) time += " of about " + clock_text(*view.current->expected);
    auto line = padded(view.current->step, step_column) + time + "   " + view.doing;
    if (view.fraction >= 0) line += "  " + percent(view.fraction) + "  " + bar(view.fraction);
    return "  " + coloured(padded("...", 6), Verdict::none, screen) + fitted(line, screen.width - 9);
}

std::string slot_header(const Screen& screen) {
    return fitted(padded("slot", 6) + padded("label", 15) + padded("model", 22) + padded("verdict", 9) + padded("step", 26) + padded("time", 7) + "now", screen.width);
}

std::string slot_row(const RunView& view, std::chrono::seconds elapsed, const Screen& screen) {
    const auto verdict = view.verdict();
    std::string step, now;
    if (view.current) {
        step = std::to_string(view.current->index) + "/" + std::to_string(view.current->count) + " " + view.current->step;
        now = view.doing + (view.fraction >= 0 ? "  " + percent(view.fraction) : "");
    } else if (view.ended) {
        step = "done";
        now = view.ended->summary.empty() ? "all steps passed" : view.ended->summary;
    }
    const auto word = verdict == Verdict::none ? (view.ended ? "none" : "...") : view.ended || verdict != Verdict::pass ? std::string{reports::name(verdict)} : "...";
    return padded(view.run.slot, 6) + padded(view.run.scanned_serial, 15) + padded(view.model, 22) + coloured(padded(word, 9), verdict, screen) +
           padded(step, 26) + padded(clock_text(elapsed), 7) + fitted(now, screen.width > 95 ? screen.width - 86 : 10);
}

}  // namespace station
