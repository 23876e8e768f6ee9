#include "station/terminal/live.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>

namespace station {

using std::chrono::duration_cast;
using std::chrono::seconds;
using Now = std::chrono::steady_clock;

Live::Live(std::ostream& out, Screen screen, bool in_place, bool table)
    : out_{out}, screen_{screen}, in_place_{in_place}, table_{table} {}

Live::~Live() { out_ << std::flush; }

seconds Live::since_start(const std::string& run) const {
    const auto end = ended_.find(run);
    return duration_cast<seconds>((end == ended_.end() ? Now::now() : end->second) - began_.at(run));
}

seconds Live::since_step(const std::string& run) const {
    const auto began = step_began_.find(run);
    return began == step_began_.end() ? seconds{} : duration_cast<seconds>(Now::now() - began->second);
}

void Live::happened(const std::string& run, const reports::Event& event) {
    auto& view = runs_[run];
    began_.emplace(run, Now::now());
    if (std::holds_alternative<reports::StepStarted>(event.what)) step_began_[run] = Now::now();
    if (std::holds_alternative<reports::RunEnded>(event.what)) ended_[run] = Now::now();
    view.take(event);
    erase();
    if (!in_place_)
        print_plain(view, event);
    else if (!table_)
        print_steps(view, event);
    draw();
}

void Live::progressed(const std::string& run, const std::string& text, double fraction) {
    auto& view = runs_[run];
    view.doing = text;
    view.fraction = fraction;
}

void Live::say(const std::string& line) {
    erase();
    out_ << line << "\n" << std::flush;  // it may be a question
    draw();
}

void Live::tick() {
    if (!in_place_) return;
    erase();
    draw();
}

void Live::print_plain(const RunView& view, const reports::Event& event) {
    const auto prefix = table_ ? view.run.slot + "  " : std::string{};
    if (std::holds_alternative<reports::RunStarted>(event.what)) out_ << heading(view) << "\n";
    if (const auto* step = std::get_if<reports::StepStarted>(&event.what)) out_ << prefix << "  ...   " << step->step << "\n";
    if (std::holds_alternative<reports::StepEnded>(event.what)) out_ << prefix << step_line(view.done.back(), screen_) << "\n";
    out_ << std::flush;
}

void Live::print_steps(const RunView& view, const reports::Event& event) {
    if (std::holds_alternative<reports::RunStarted>(event.what)) out_ << heading(view) << "\n";
    if (std::holds_alternative<reports::StepEnded>(event.what)) out_ << step_line(view.done.back(), screen_) << "\n";
}

void Live::erase() {
    if (!in_place_ || drawn_lines_ == 0) return;
    out_ << "\033[" << drawn_lines_ << "A\r\033[J";
    drawn_lines_ = 0;
}

void Live::draw() {
    if (!in_place_) return;
    if (!table_) {
        for (const auto& [run, view] : runs_) {
            if (!view.current) continue;
            out_ << current_line(view, since_step(run), screen_) << "\n";
            ++drawn_lines_;
        }
    } else if (!runs_.empty()) {
        std::vector<std::pair<std::string, std::string>> rows;
        for (const auto& [run, view] : runs_) rows.emplace_back(view.run.slot, slot_row(view, since_start(run), screen_));
        std::sort(rows.begin(), rows.end());
        out_ << slot_header(screen_) << "\n";
        for (const auto& [slot, row] : rows) out_ << row << "\n";
        drawn_lines_ = static_cast<int>(rows.size()) + 1;
    }
    out_ << std::flush;
}

Screen screen_of(int descriptor) {
    Screen screen;
    if (!::isatty(descriptor)) return {.width = 1000, .colour = false};  // a file or a pipe has no edge to cut at
    winsize size{};
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) screen.width = size.ws_col;
    screen.colour = !std::getenv("NO_COLOR");
    return screen;
}

}  // namespace station
