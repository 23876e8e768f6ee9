#pragma once
// Shows runs on a terminal as they go: one run as its steps, several as a table that is redrawn in place. Where the output is no terminal, plain
// lines, one for each thing that happened.

#include "drivers/task.hpp"
#include "station/engine/journal.hpp"
#include "station/terminal/run_view.hpp"

#include <chrono>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace station {

class Live : public Watcher {
  public:
    /// `in_place`: the output is a terminal whose cursor may be moved.
    Live(std::ostream& out, Screen screen, bool in_place, bool table);
    ~Live() override;

    void happened(const std::string& run, const reports::Event& event) override;
    void progressed(const std::string& run, const std::string& text, double fraction) override;
    /// A line for the person, between what is drawn.
    void say(const std::string& line);
    /// Redraws the moving part: called a few times a second.
    void tick();

    const std::map<std::string, RunView>& runs() const { return runs_; }

  private:
    void erase();
    void draw();
    void print_plain(const RunView& view, const reports::Event& event);
    void print_steps(const RunView& view, const reports::Event& event);
    std::chrono::seconds since_start(const std::string& run) const;
    std::chrono::seconds since_step(const std::string& run) const;

    std::ostream& out_;
    Screen screen_;
    bool in_place_, table_;
    std::map<std::string, RunView> runs_;
    std::map<std::string, std::chrono::steady_clock::time_point> began_, step_began_, ended_;
    int drawn_lines_ = 0;
};

/// The terminal's width and whether colours are wanted (NO_COLOR, not a tty).
Screen screen_of(int descriptor);

}  // namespace station
