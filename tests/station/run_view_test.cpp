#include "station/terminal/run_view.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace {

using namespace station;
using namespace reports;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

Event at(std::chrono::seconds when, Happening what) { return {.sequence = 0, .at = {}, .since_start = when, .what = std::move(what)}; }

RunView a_failing_run() {
    RunView view;
    view.take(at(0s, RunStarted{.procedure = "certify", .procedure_version = 3, .bench = "bench-3", .slot = "A1", .scanned_serial = "JN1249018AFA"}));
    view.take(at(0s, StepStarted{.step = "identify", .action = "identify", .index = 1, .count = 2}));
    view.take(at(1s, Identified{"identify", R"({"station-facts:facts":{"units":[{"chassis":{"model":"XY1"}}]}})"}));
    view.take(at(41s, StepEnded{"identify", Verdict::pass, "", "XY1, 2 RE, 43 parts", ""}));
    view.take(at(41s, StepStarted{.step = "verify-serial", .action = "verify-serial", .index = 2, .count = 2, .expected = 31min}));
    return view;
}

TEST(RunView, ShowsDoneStepsWithTimeAndSummary) {
    const auto view = a_failing_run();
    EXPECT_EQ(heading(view), "bench-3 A1  JN1249018AFA  XY1  certify v3");
    EXPECT_EQ(step_line(view.done[0], {}), "  ok    identify              0:41   XY1, 2 RE, 43 parts");
}

TEST(RunView, ShowsWhereTheCurrentStepIsAndHowLongItUsuallyTakes) {
    auto view = a_failing_run();
    view.doing = "re1: install";
    view.fraction = 0.41;
    EXPECT_EQ(current_line(view, 372s, {}), "  ...   verify-serial         6:12 of about 31:00   re1: install  41 %  ########............");
    EXPECT_THAT(slot_row(view, 60s, {}), HasSubstr("2/2 verify-serial"));
}

TEST(RunView, SaysAFailureInAWordAndWhatToDoNext) {
    auto view = a_failing_run();
    view.take(at(44s, StepEnded{"verify-serial", Verdict::fail, "serial-mismatch", "label says A, wire says B", "Put the unit in quarantine."}));
    EXPECT_EQ(step_line(view.done[1], {}),
              "  FAIL  verify-serial         0:03   label says A, wire says B\n        Put the unit in quarantine.");
    EXPECT_EQ(view.verdict(), Verdict::fail);
    view.take(at(44s, RunEnded{Verdict::fail, "serial-mismatch", "label says A, wire says B"}));
    EXPECT_THAT(slot_row(view, 44s, {}), HasSubstr("fail"));
}

std::vector<std::string> wrapped_rows(const std::string& text) {
    std::vector<std::string> rows;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) rows.push_back(line);
    return rows;
}

TEST(RunView, FitsTheScreenAndLetsNoDeviceTextMoveTheCursor) {
    const StepView step{.name = "identify", .verdict = Verdict::pass, .took = 1s, .summary = std::string(300, 'x') + "\033[2J", .advice = {}};
    for (const auto& row : wrapped_rows(step_line(step, {.width = 60}))) EXPECT_LE(row.size(), 60u);
    const StepView hostile{.name = "identify", .verdict = Verdict::fail, .took = 1s, .summary = "a\033[2Jb\rc\n", .advice = "d\ne"};
    EXPECT_THAT(step_line(hostile, {}), Not(HasSubstr("\033")));
    EXPECT_THAT(step_line(hostile, {}), Not(HasSubstr("\r")));
}

}  // namespace
