#include "station/terminal/live.hpp"

#include "station/terminal/output.hpp"
#include "station/terminal/width.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ostream>
#include <set>

namespace station {

using std::chrono::duration_cast;
using std::chrono::seconds;
using Now = std::chrono::steady_clock;

namespace {

constexpr std::size_t most_printed = 500;  ///< lines that are kept: no screen has more

/// How many rows of the screen a line takes that may be longer than one.
std::size_t rows_of(const std::string& line, const Screen& screen) {
    std::string shown;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (line[i] == '\033')
            while (i < line.size() && line[i] != 'm') ++i;  // the colours of our own
        else
            shown += line[i];
    const auto width = std::max<std::size_t>(screen.width, 1);
    return std::max<std::size_t>(1, (columns(shown) + width - 1) / width);
}

/// Which slots of a table are shown that has room for so many: those that go on first, then those that did not pass.
std::set<const RunView*> most_telling(const std::vector<std::pair<std::string, const RunView*>>& all, std::size_t rows) {
    const auto rank = [](const RunView* view) { return !view->ended ? 0 : view->verdict() != reports::Verdict::pass ? 1 : 2; };
    std::set<const RunView*> shown;
    for (int wanted = 0; wanted <= 2; ++wanted)
        for (const auto& [run, view] : all)
            if (shown.size() < rows && rank(view) == wanted) shown.insert(view);
    return shown;
}

}  // namespace

Live::Live(std::ostream& out, Place place, Shows shows) : out_{out}, place_{std::move(place)}, shows_{shows}, drawn_on_{place_.screen()} {}

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
    draw(plain(view, event, place_.screen()));
}

void Live::progressed(const std::string& run, const std::string& text, double fraction) {
    auto& view = runs_[run];
    view.doing = text;
    view.fraction = fraction;
}

void Live::say(const std::string& line) { draw(line + "\n"); }

void Live::ask(std::vector<std::string> lines) {
    question_ = std::move(lines);
    typed_.clear();
    std::string whole;
    for (const auto& line : question_) whole += line + "\n";
    draw(place_.in_place ? std::string{} : whole);
}

void Live::typed(const std::string& so_far) {
    typed_ = so_far;
    if (place_.in_place) draw({});
}

void Live::tick() {
    if (place_.in_place && !place_.is_behind()) draw({});
}

void Live::finish() {
    finished_ = true;
    question_.clear();
    std::string all;
    if (shows_ == Shows::table)
        for (const auto& [run, view] : by_slot()) all += slot_result(*view, since_start(run), place_.screen()) + "\n";
    draw(all);
}

/// What of an event stays on the screen.
std::string Live::plain(const RunView& view, const reports::Event& event, const Screen& screen) const {
    const bool table = shows_ == Shows::table;
    if (table && place_.in_place) return {};
    const auto prefix = table ? view.run.slot + "  " : std::string{};
    if (std::holds_alternative<reports::RunStarted>(event.what)) return heading(view) + "\n";
    if (std::holds_alternative<reports::StepEnded>(event.what)) return prefix + step_line(view.done.back(), screen) + "\n";
    const auto* step = std::get_if<reports::StepStarted>(&event.what);
    return step && !place_.in_place ? prefix + "  ...   " + step->step + "\n" : std::string{};
}

std::vector<std::pair<std::string, const RunView*>> Live::by_slot() const {
    std::vector<std::pair<std::string, const RunView*>> all;
    for (const auto& [run, view] : runs_) all.emplace_back(run, &view);
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second->run.slot < b.second->run.slot; });
    return all;
}

/// The table of slots in at most so many lines.
std::vector<std::string> Live::table(const Screen& screen, std::size_t rows) const {
    const auto all = by_slot();
    std::vector<std::string> lines;
    if (rows > 1) lines.push_back(slot_header(screen));
    const auto room = rows - std::min(rows, lines.size());
    const auto shown = most_telling(all, all.size() <= room ? room : room - std::min<std::size_t>(room, 1));
    std::vector<const RunView*> others;
    for (const auto& [run, view] : all)
        if (shown.contains(view))
            lines.push_back(slot_row(*view, since_start(run), screen));
        else
            others.push_back(view);
    if (!others.empty()) lines.push_back(others_line(others, screen));
    return lines;
}

/// The moving part: what goes on, the question that is open, what is typed. Never more lines than the screen has.
std::vector<std::string> Live::moving(const Screen& screen) const {
    if (!place_.in_place || finished_) return {};
    const auto width = screen.width > 1 ? screen.width - 1 : 1;
    const auto height = screen.height > 1 ? screen.height - 1 : 1000;
    std::vector<std::string> asked;
    for (const auto& line : question_)
        for (auto& row : wrapped(line, width)) asked.push_back(std::move(row));
    if (asked.size() > height - 1) asked.erase(asked.begin(), asked.end() - static_cast<std::ptrdiff_t>(height - 1));
    if (!question_.empty()) {
        auto entry = wrapped("        > " + typed_ + "_", width);
        asked.push_back(entry.back());
    }
    const auto room = height - std::min(height, asked.size());
    std::vector<std::string> lines;
    if (shows_ == Shows::table && !runs_.empty()) lines = table(screen, room);
    if (shows_ == Shows::steps)
        for (const auto& [run, view] : runs_)
            if (view.current && lines.size() < room) lines.push_back(current_line(view, since_step(run), screen));
    lines.insert(lines.end(), asked.begin(), asked.end());
    return lines;
}

/// Draws the moving part again, with lines that stay above it.
void Live::draw(const std::string& above) {
    const auto screen = place_.screen();
    const auto lines = moving(screen);
    for (std::size_t at = 0; at < above.size();) {
        const auto end = std::min(above.find('\n', at), above.size());
        printed_.push_back(above.substr(at, end - at));
        if (printed_.size() > most_printed) printed_.pop_front();
        at = end + 1;
    }
    const bool resized = place_.in_place && (screen.width != drawn_on_.width || screen.height != drawn_on_.height);
    drawn_on_ = screen;
    if (resized) return draw_anew(screen, lines);
    std::string frame;
    if (drawn_lines_ > 0) frame = "\033[" + std::to_string(drawn_lines_) + "A\r";
    if (place_.in_place && (!above.empty() || drawn_lines_ > 0)) frame += "\033[J";
    frame += above;
    for (const auto& line : lines) frame += line + "\033[K\n";
    drawn_lines_ = lines.size();
    out_ << frame << std::flush;
}

/// A terminal that became narrower may have broken our lines, and nobody knows where they are: the screen is begun anew with what was last on it.
void Live::draw_anew(const Screen& screen, const std::vector<std::string>& moving) {
    auto room = screen.height > moving.size() + 1 ? screen.height - moving.size() - 1 : 0;
    auto first = printed_.end();
    while (first != printed_.begin() && rows_of(*(first - 1), screen) <= room) room -= rows_of(*--first, screen);
    std::string frame = "\033[H\033[2J";
    for (; first != printed_.end(); ++first) frame += *first + "\n";
    for (const auto& line : moving) frame += line + "\n";
    drawn_lines_ = moving.size();
    out_ << frame << std::flush;
}

Live::Place place_at(int descriptor, const PatientOutput& output) {
    return {.screen = [descriptor] { return screen_of(descriptor); },
            .in_place = ::isatty(descriptor) != 0,
            .is_behind = [&output] { return output.is_behind(); }};
}

Screen screen_of(int descriptor) {
    Screen screen;
    if (!::isatty(descriptor)) return {.width = 1000, .colour = false};  // a file or a pipe has no edge to cut at
    winsize size{};
    screen.width = 80;
    if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
        if (size.ws_col > 0) screen.width = size.ws_col;
        screen.height = size.ws_row;
    }
    screen.colour = !std::getenv("NO_COLOR");
    return screen;
}

}  // namespace station
