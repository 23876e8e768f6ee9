#pragma once
// What a person at a terminal wants to know of a run: the fold of its events into a few lines of text. Pure: no terminal, no clock of its own.

#include "reports/event.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace station {

struct StepView {
    std::string name;
    reports::Verdict verdict = reports::Verdict::none;
    std::chrono::seconds took{};
    std::string summary, advice;
};

struct RunView {
    reports::RunStarted run;
    std::string model;
    std::vector<StepView> done;
    std::optional<reports::StepStarted> current;
    std::chrono::microseconds current_began{};  ///< since the run's start
    std::string doing;                          ///< what the current step is at
    double fraction = -1;                       ///< of that, 0..1; negative: unknown
    std::optional<reports::RunEnded> ended;

    void take(const reports::Event& event);
    reports::Verdict verdict() const;  ///< so far
};

/// How much a terminal can show.
struct Screen {
    std::size_t width = 110;
    bool colour = false;
    std::size_t height = 0;  ///< 0: any number of lines
    bool operator==(const Screen&) const = default;
};

/// "bench-3 A1  JN1249018AFB  XY1  certify v3"
std::string heading(const RunView& view);
/// "  ok    identify            0:41   xy1, 2 RE, 43 parts"; a failure has its advice on a line of its own. Nothing is cut off.
std::string step_line(const StepView& step, const Screen& screen);
/// "  ...   load-software       6:12 of about 31 min   re1: install   41 %  ########"
std::string current_line(const RunView& view, std::chrono::seconds elapsed_in_step, const Screen& screen);
/// One row of the table of slots: slot, label, model, verdict, step n/m, time, what it is at - as many of these as the screen has room for.
std::string slot_row(const RunView& view, std::chrono::seconds elapsed, const Screen& screen);
std::string slot_header(const Screen& screen);
/// The row of a run that ended, with all of what it came to and what to do next, on as many lines as that takes.
std::string slot_result(const RunView& view, std::chrono::seconds elapsed, const Screen& screen);
/// "... and 12 more: 3 pass, 1 fail, 8 going on"
std::string others_line(const std::vector<const RunView*>& others, const Screen& screen);

/// The word for a verdict in a narrow column: "ok", "FAIL", "ERROR", "stop", "...".
std::string short_word(reports::Verdict verdict);

}  // namespace station
