#include "station/terminal/run_view.hpp"

#include "station/engine/text.hpp"
#include "station/terminal/width.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace station {
namespace {

using reports::Verdict;

constexpr std::size_t step_column = 22;  ///< the longest name of a shipped step, and a blank
constexpr std::size_t narrow = 60;       ///< columns: a screen that has fewer shows summaries on lines of their own

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
    const bool beside = screen.width >= narrow;
    const auto name_width = beside ? step_column : std::min(step_column, screen.width > 24 ? screen.width - 16 : 8);
    auto line = "  " + coloured(padded(short_word(step.verdict), 6), step.verdict, screen) + padded(step.name, name_width) +
                padded(clock_text(step.took), 7);
    const std::size_t margin = beside ? 8 + name_width + 7 : 8;
    bool first = beside;
    for (const auto& row : wrapped(step.summary, screen.width > margin + 1 ? screen.width - margin - 1 : 2)) {
        line += first ? row : "\n" + std::string(margin, ' ') + row;
        first = false;
    }
    line.resize(line.find_last_not_of(' ') + 1);
    if (step.verdict == Verdict::pass) return line;
    for (const auto& row : wrapped(step.advice, screen.width > 9 ? screen.width - 9 : 2)) line += "\n        " + row;
    return line;
}

std::string current_line(const RunView& view, std::chrono::seconds elapsed, const Screen& screen) {
    if (!view.current) return {};
    auto time = clock_text(elapsed);
    if (view.current->expected) time += " of about " + clock_text(*view.current->expected);
    auto line = padded(view.current->step, step_column) + time + "   " + view.doing;
    if (view.fraction >= 0) line += "  " + percent(view.fraction) + "  " + bar(view.fraction);
    return "  " + coloured(padded("...", 6), Verdict::none, screen) + fitted(line, screen.width > 9 ? screen.width - 9 : 0);
}

namespace {

/// Widths of the table's columns, blanks after them included; 0: no room for it. The last line's end stays free, where some terminals would wrap.
struct Table {
    std::size_t slot = 6, label = 15, model = 22, verdict = 9, step = 26, time = 7, now = 0;
};

Table table_on(const Screen& screen) {
    Table table;
    const auto room = screen.width > 1 ? screen.width - 1 : 1;
    const auto fixed = [&table] { return table.slot + table.label + table.model + table.verdict + table.step + table.time; };
    constexpr std::size_t least_now = 10;
    if (fixed() + least_now > room) table.model = 0;
    if (fixed() + least_now > room) table.step = 20;
    if (fixed() > room) table.label = 0;
    if (fixed() > room) table.step = 14;
    if (fixed() > room) table.time = 0;
    if (fixed() > room) table.step = room > table.slot + table.verdict ? room - table.slot - table.verdict : 0;
    table.slot = std::min(table.slot, room);
    table.verdict = std::min(table.verdict, room - table.slot);
    if (fixed() < room) table.now = room - fixed();
    if (table.now < 4) table.now = 0;
    return table;
}

std::string word_for(const RunView& view) {
    const auto verdict = view.verdict();
    if (view.ended && view.ended->reason == "interrupted") return "interrupted";
    if (verdict == Verdict::none) return view.ended ? "none" : "...";
    return view.ended || verdict != Verdict::pass ? std::string{reports::name(verdict)} : "...";
}

std::string result_of(const RunView& view) { return view.ended->summary.empty() ? "all steps passed" : view.ended->summary; }

}  // namespace

std::string slot_header(const Screen& screen) {
    const auto table = table_on(screen);
    return fitted(padded("slot", table.slot) + padded("label", table.label) + padded("model", table.model) + padded("verdict", table.verdict) +
                      padded("step", table.step) + padded("time", table.time) + fitted("now", table.now),
                  screen.width > 1 ? screen.width - 1 : 1);
}

std::string slot_row(const RunView& view, std::chrono::seconds elapsed, const Screen& screen) {
    const auto table = table_on(screen);
    std::string step, now;
    if (view.current) {
        step = std::to_string(view.current->index) + "/" + std::to_string(view.current->count) + " " + view.current->step;
        now = view.doing + (view.fraction >= 0 ? "  " + percent(view.fraction) : "");
    } else if (view.ended) {
        step = "done";
        now = result_of(view);
    }
    const auto one = [](const std::string& text, std::size_t width) {  // a blank is between any two, however long the text
        return width == 0 ? std::string{} : padded(fitted(text, width - 1), width);
    };
    return one(view.run.slot, table.slot) + one(view.run.scanned_serial, table.label) + one(view.model, table.model) +
           coloured(one(word_for(view), table.verdict), view.verdict(), screen) + one(step, table.step) + one(clock_text(elapsed), table.time) +
           fitted(now, table.now);
}

std::string slot_result(const RunView& view, std::chrono::seconds elapsed, const Screen& screen) {
    std::string text = harmless(view.run.slot) + "  " + coloured(word_for(view), view.verdict(), screen) + "  " +
                       harmless(view.run.scanned_serial) + (view.model.empty() ? "" : "  " + harmless(view.model)) + "  " + clock_text(elapsed);
    if (!view.ended) return text;
    const auto width = screen.width > 9 ? screen.width - 9 : 2;
    for (const auto& row : wrapped(result_of(view), width)) text += "\n        " + row;
    for (const auto& step : view.done)
        if (step.verdict != Verdict::pass)
            for (const auto& row : wrapped(step.advice, width)) text += "\n        " + row;
    return text;
}

std::string others_line(const std::vector<const RunView*>& others, const Screen& screen) {
    std::size_t going_on = 0;
    std::map<Verdict, std::size_t> ended;
    for (const auto* view : others) ++(view->ended ? ended[view->verdict()] : going_on);
    std::string counts;
    for (const auto& [verdict, count] : ended) counts += ", " + std::to_string(count) + " " + std::string{reports::name(verdict)};
    if (going_on > 0) counts += ", " + std::to_string(going_on) + " going on";
    return fitted("... and " + std::to_string(others.size()) + " more: " + counts.substr(std::min<std::size_t>(2, counts.size())),
                  screen.width > 1 ? screen.width - 1 : 1);
}

}  // namespace station
