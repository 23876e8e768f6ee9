#pragma once
// Shows runs on a terminal as they go: one run as its steps, several as a table that is redrawn in place. Where the output is no terminal, plain
// lines, one for each thing that happened.

#include "drivers/task.hpp"
#include "station/engine/journal.hpp"
#include "station/terminal/run_view.hpp"

#include <chrono>
#include <deque>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace station {

class PatientOutput;

class Live : public Watcher {
  public:
    enum class Shows { steps, table };
    struct Place {
        std::function<Screen()> screen;                               ///< as it is now: people resize windows
        bool in_place = false;                                        ///< a terminal whose cursor may be moved
        std::function<bool()> is_behind = [] { return false; };       ///< nobody reads what was drawn last
    };
    Live(std::ostream& out, Place place, Shows shows);
    ~Live() override;

    void happened(const std::string& run, const reports::Event& event) override;
    void progressed(const std::string& run, const std::string& text, double fraction) override;
    /// A line for the person, between what is drawn.
    void say(const std::string& line);
    /// Lines that stay at the end of the screen until the next call, and what is typed below them so far.
    void ask(std::vector<std::string> lines);
    void typed(const std::string& so_far);
    /// Redraws the moving part: called a few times a second.
    void tick();
    /// Nothing moves any more: what every run came to, whole.
    void finish();

    const std::map<std::string, RunView>& runs() const { return runs_; }

  private:
    void draw(const std::string& above);
    void draw_anew(const Screen& screen, const std::vector<std::string>& moving);
    std::vector<std::string> moving(const Screen& screen) const;
    std::vector<std::string> table(const Screen& screen, std::size_t rows) const;
    std::string plain(const RunView& view, const reports::Event& event, const Screen& screen) const;
    std::vector<std::pair<std::string, const RunView*>> by_slot() const;
    std::chrono::seconds since_start(const std::string& run) const;
    std::chrono::seconds since_step(const std::string& run) const;

    std::ostream& out_;
    Place place_;
    Shows shows_;
    std::map<std::string, RunView> runs_;
    std::map<std::string, std::chrono::steady_clock::time_point> began_, step_began_, ended_;
    std::vector<std::string> question_;
    std::string typed_;
    bool finished_ = false;
    Screen drawn_on_;
    std::size_t drawn_lines_ = 0;     ///< of the moving part, above the cursor
    std::deque<std::string> printed_;  ///< the last lines that stay, for a screen that has to be drawn anew
};

/// Where a program's output is shown that goes through `output`.
Live::Place place_at(int descriptor, const PatientOutput& output);
/// The terminal's size and whether colours are wanted (NO_COLOR, not a tty).
Screen screen_of(int descriptor);

}  // namespace station
