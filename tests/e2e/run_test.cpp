// One unit certified end to end, and what stops it.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using e2e::Bench;
using e2e::Going;
using reports::Verdict;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

reports::Record only_record(const Bench& bench) {
    const reports::Store store{bench.records};
    const auto lines = store.list();
    EXPECT_EQ(lines.size(), 1u);
    return reports::record_from_json(store.sealed(lines.at(0).id)->json);
}

TEST(Run, IdentifiesAndVerifiesAGoodUnit) {
    const Bench bench{"mx204-good"};
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - verify-serial\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("ok    identify"), HasSubstr("label = inventory = cli"), HasSubstr("passed: record BK512-1")));
    const auto record = only_record(bench);
    EXPECT_EQ(record.verdict, Verdict::pass);
    EXPECT_FALSE(record.facts_json.empty());
    EXPECT_FALSE(record.evidence.empty()) << "transcripts are evidence";
}

TEST(Run, NeverWipesAUnitWhoseLabelSaysAnotherSerial) {
    const Bench bench{"mx204-good"};
    const auto ended = e2e::run("station", bench.run_arguments("JN99999", bench.procedure("  - identify\n  - verify-serial: {}\n    on-fail: continue\n  - reset\n")));
    EXPECT_EQ(ended.code, 1) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("label says JN99999, wire says BK512"), HasSubstr("nothing was destroyed")));
    const auto again = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(again.code, 0) << "the unit still lets its owner's root in:\n" << again.output;
}

TEST(Run, NeverWipesWithoutTheOwnersRelease) {
    const Bench bench{"mx204-good"};
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - reset\n"), {}));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("owner's release is not on file"));
}

TEST(Run, StopsOnCtrlCWithARecordThatSaysSo) {
    const Bench bench{"mx204-good"};
    Going station{bench.run_arguments("BK512", bench.procedure("  - identify\n  - wait: { for: 1h }\n")), bench.folder / "output"};
    ASSERT_TRUE(station.said("...   wait")) << station.output();
    station.signal(SIGINT);
    EXPECT_EQ(station.wait(), 3) << station.output();
    const auto record = only_record(bench);
    EXPECT_EQ(record.verdict, Verdict::aborted);
    ASSERT_EQ(record.steps.size(), 2u);
    EXPECT_EQ(record.steps[0].verdict, Verdict::pass) << "what was done stays done";
}

TEST(Run, AKilledRunKeepsItsJournalAndIsClosedByTheNextStart) {
    const Bench bench{"mx204-good"};
    Going station{bench.run_arguments("BK512", bench.procedure("  - identify\n  - wait: { for: 1h }\n")), bench.folder / "output"};
    ASSERT_TRUE(station.said("...   wait")) << station.output();
    station.signal(SIGKILL);
    EXPECT_EQ(station.wait(), 128 + SIGKILL);
    {
        const reports::Store store{bench.records};
        const auto lines = store.list();
        ASSERT_EQ(lines.size(), 1u);
        EXPECT_FALSE(lines[0].sealed);
        EXPECT_GE(store.journal(lines[0].id).size(), 4u) << "what happened before is on the disk";
    }
    const auto next = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(next.code, 0) << next.output;
    EXPECT_THAT(next.output, HasSubstr("an earlier run was cut off: BK512-1 is closed as interrupted"));
    const reports::Store store{bench.records};
    const auto record = reports::record_from_json(store.sealed("BK512-1")->json);
    EXPECT_EQ(record.verdict, Verdict::error);
    EXPECT_EQ(record.reason, "interrupted");
}

/// The step that a run announced last: a quick one may be over before the kill comes.
std::string last_step_in(const std::string& output) {
    constexpr std::string_view announced = "...   ";
    const auto at = output.rfind(announced) + announced.size();
    return output.substr(at, output.find('\n', at) - at);
}

// Whatever it was doing: the journal tells it, the next start says so, nothing claims a pass.
class KilledDuring : public testing::TestWithParam<const char*> {};

TEST_P(KilledDuring, AStepLeavesAJournalThatSaysWhichAndNoPass) {
    const std::string step = GetParam();
    const Bench bench{"mx204-good"};
    bench.add_image("junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", "21.4R3-S5.4");
    const std::string last = step == "wait" ? "wait: { for: 1h }" : step == "load-software" ? "load-software: { release: 21.4R3-S5.4 }" : "leave-factory-default";
    const auto procedure = bench.procedure("  - identify\n  - verify-serial\n" + std::string{step == "wait" ? "" : "  - reset\n"} + "  - " + last + "\n");
    Going station{bench.run_arguments("BK512", procedure), bench.folder / "output"};
    ASSERT_TRUE(station.said("...   " + step)) << station.output();
    station.signal(SIGKILL);
    station.wait();
    reports::Store store{bench.records};
    ASSERT_EQ(store.close_interrupted(std::chrono::system_clock::now()).size(), 1u);
    const auto record = only_record(bench);
    EXPECT_EQ(record.verdict, Verdict::error);
    EXPECT_EQ(record.reason, "interrupted");
    ASSERT_FALSE(record.steps.empty());
    EXPECT_NE(record.steps.back().verdict, Verdict::pass);
    EXPECT_EQ(record.steps.back().started.action, last_step_in(station.output())) << "the step it was killed in";
    for (std::size_t i = 0; i + 1 < record.steps.size(); ++i) EXPECT_EQ(record.steps[i].verdict, Verdict::pass) << "what was done stays done";
}

INSTANTIATE_TEST_SUITE_P(Run, KilledDuring, testing::Values("identify", "verify-serial", "reset", "load-software", "leave-factory-default", "wait"), [](const auto& tested) {
    std::string name = tested.param;
    name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
    return name;
});

TEST(Demo, GivesEveryUnitTheVerdictItsPersonalityDeserves) {
    const support::TempFolder folder;
    const auto out = folder / "demo";
    const auto ended = e2e::run("station", {"demo", "--no-pdf", "--out", out.string()});
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, Not(HasSubstr("WRONG")));
    const auto records = e2e::run("station", {"records", "--records", (out / "records").string(), "list"});
    EXPECT_EQ(records.code, 0) << records.output;
    EXPECT_THAT(records.output, AllOf(HasSubstr("pass"), HasSubstr("FAIL"), Not(HasSubstr("ERROR"))));
}

TEST(Run, ASecondProgramOnTheSameConsoleIsRefused) {
    const Bench bench{"mx204-good"};
    Going first{bench.run_arguments("BK512", bench.procedure("  - identify\n  - wait: { for: 1h }\n")), bench.folder / "output"};
    ASSERT_TRUE(first.said("...   wait")) << first.output();
    const auto second = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(second.code, 2) << second.output;
    first.signal(SIGINT);
    EXPECT_EQ(first.wait(), 3);
}

TEST(Run, NoPasswordIsInAnyTranscript) {
    const Bench bench{"mx204-good"};
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - verify-serial\n")));
    ASSERT_EQ(ended.code, 0) << ended.output;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{bench.records}) {
        if (!entry.is_regular_file()) continue;
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        EXPECT_THAT(text.str(), Not(HasSubstr("juniper\n"))) << entry.path();
        EXPECT_THAT(text.str(), Not(HasSubstr("juniper\r"))) << entry.path();
    }
}

}  // namespace
