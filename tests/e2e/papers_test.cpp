// What stands on the papers of whole runs: their kinds, their files, and that none lets a unit out without its grounds.

#include "reports/store.hpp"
#include "reports/unit.hpp"
#include "tests/e2e/bench.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using e2e::Bench;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

struct Printed {
    std::string name, text;
};

/// The paper of the newest run of this bench.
Printed paper_of(const Bench& bench) {
    const auto store = reports::Store::to_read(bench.records);
    for (const auto& entry : fs::directory_iterator{store.folder(store.list().front().id)}) {
        if (entry.path().extension() != ".html") continue;
        std::ostringstream text;
        text << std::ifstream{entry.path()}.rdbuf();
        return {entry.path().filename().string(), text.str()};
    }
    return {};
}

Printed paper_after(const Bench& bench, const std::string& steps, int code = 0, const std::string& serial = "BK512") {
    const auto ended = e2e::run("station", bench.run_arguments(serial, bench.procedure(steps)));
    EXPECT_EQ(ended.code, code) << ended.output;
    return paper_of(bench);
}

const std::string who = "  - identify\n  - verify-serial\n";

TEST(Papers, AreOfTheKindThatTheRunWasFor) {
    const Bench bench{"mx204-good"};
    const std::string fans = "  - check: { name: fans, query: environment, each: '^Fans', measure: { status: { one-of: [OK] } } }\n";
    struct Case {
        std::string steps, file;
    };
    for (const auto& [steps, file] : {Case{"  - wait: { for: 1s }\n", "run-report.html"}, Case{"  - identify\n  - wait: { for: 1s }\n", "intake-report.html"},
                                      Case{who, "intake-report.html"}, Case{who + fans, "test-report.html"}}) {
        const auto paper = paper_after(bench, steps);
        EXPECT_EQ(paper.name, file);
        EXPECT_THAT(paper.text, Not(HasSubstr("elease the unit"))) << file;
        EXPECT_THAT(paper.text, Not(testing::ContainsRegex("[Cc]ertific"))) << file;
    }
    EXPECT_EQ(paper_after(bench, who, 1, "JN99999").name, "failure-report.html");
}

TEST(Papers, OfAUnitThatRanTheReleaseAlreadySayBeforeAndAfter) {
    const Bench bench{"mx204-good"};
    (void)paper_after(bench, "  - identify\n");
    const auto store = reports::Store::to_read(bench.records);
    const auto record = reports::record_from_json(store.sealed(store.list().front().id)->json);
    const auto release = reports::unit_of(record.facts_json).software.at(0).version;
    const auto paper = paper_after(bench, who + "  - load-software: { release: " + release + " }\n");
    EXPECT_EQ(paper.name, "load-report.html");
    EXPECT_THAT(paper.text, AllOf(HasSubstr(release + ", which ran already"), HasSubstr("nothing was loaded: it ran already"), HasSubstr("not shown: the procedure names it")));
}

}  // namespace
