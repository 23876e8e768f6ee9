#include "station/engine/procedure.hpp"

#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace {

using testing::AllOf;
using testing::HasSubstr;

const yang::Schema& schema() {
    static const auto one = station::load_schema();
    return *one;
}

std::filesystem::path written(const std::string& name, const std::string& text) {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();  // tests run side by side: a folder of its own for each
    const auto folder = std::filesystem::path{testing::TempDir()} / (std::string{test->test_suite_name()} + "." + test->name());
    std::filesystem::create_directories(folder);
    const auto file = folder / name;
    std::ofstream{file} << text;
    return file;
}

std::string refusal_of_procedure(const std::string& steps) {
    try {
        station::read_procedure(schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 1\nsteps:\n" + steps));
    } catch (const yang::DocumentError& error) {
        return error.what();
    }
    return "accepted";
}

std::string refusal_of_bench(const std::string& slots) {
    try {
        station::read_bench(schema(), written("b.yaml", "bench: b\nslots:\n" + slots));
    } catch (const yang::DocumentError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Steps, AreTheOnesTheHandbookNames) {
    std::vector<std::string> actions;
    for (const auto& kind : station::step_kinds()) actions.push_back(kind.action);
    EXPECT_THAT(actions, testing::ElementsAre("ask", "begin-change", "check", "check-firmware", "identify", "leave-factory-default", "load-software", "reset", "review-change",
                                              "verify-serial", "wait"));
}

TEST(Procedure, NumbersStepsOfTheSameNameAndKeepsThoseGiven) {
    const auto procedure = station::read_procedure(
        schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 2\nsteps:\n  - wait: { for: 1s }\n  - wait: { for: 2s }\n  - wait: { for: 3s }\n    name: settle\n"));
    ASSERT_EQ(procedure.steps.size(), 3u);
    EXPECT_EQ(procedure.steps[0].name, "wait");
    EXPECT_EQ(procedure.steps[1].name, "wait-2");
    EXPECT_EQ(procedure.steps[2].name, "settle");
    EXPECT_EQ(procedure.sha256.size(), 64u);
}

TEST(Procedure, RefusesWhatCannotBeMeant) {
    EXPECT_THAT(refusal_of_procedure("  - idntify\n"), AllOf(HasSubstr("p.yaml:5: steps[1]"), HasSubstr("identify?")));
    EXPECT_THAT(refusal_of_procedure("  - wait: { for: soon }\n"), AllOf(HasSubstr("p.yaml:5: steps[1].wait.for: \"soon\""), HasSubstr("30s")));
    EXPECT_THAT(refusal_of_procedure("  - check: { name: t, query: q, each: '(', measure: { status: { one-of: [OK] } } }\n"),
                AllOf(HasSubstr("each"), HasSubstr("no regular expression")));
    EXPECT_THAT(refusal_of_procedure("  - check: { name: t, query: q }\n"), AllOf(HasSubstr("p.yaml:5"), HasSubstr("measure")));
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, answer: [a, b], passes: [c] }\n"), HasSubstr("is none of the answers"));
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, part: repair, answer: [yes, no] }\n"), HasSubstr("\"yes\" answers no part of the programme"));
    EXPECT_THAT(refusal_of_procedure("  - ask: { do: x, part: reset, answer: [done, no] }\n"), HasSubstr("packaging"));
    EXPECT_THAT(refusal_of_procedure("  - identify\n    on-fail: perhaps\n"), HasSubstr("p.yaml"));
}

TEST(Procedure, ClosesEveryPlannedChangeThatItBegins) {
    const std::string begin = "  - begin-change: { goal: g, plan: [p], backout: b }\n", review = "  - review-change\n", work = "  - wait: { for: 1s }\n";
    EXPECT_EQ(refusal_of_procedure(begin + work + review + begin + work + review), "accepted");
    EXPECT_THAT(refusal_of_procedure(begin + work), AllOf(HasSubstr("p.yaml:5"), HasSubstr("begin-change needs review-change after it")));
    EXPECT_THAT(refusal_of_procedure(work + review), AllOf(HasSubstr("p.yaml:6"), HasSubstr("review-change needs begin-change before it")));
    EXPECT_THAT(refusal_of_procedure(begin + review), HasSubstr("and a step in between")) << "nothing would be changed";
    EXPECT_THAT(refusal_of_procedure(begin + work + begin + work + review), HasSubstr("comes again before"));
    EXPECT_THAT(refusal_of_procedure("  - begin-change: { goal: g, plan: [p], backout: b, window: 5h1s }\n" + work + review),
                HasSubstr("expected 5h at most"));
    EXPECT_THAT(refusal_of_procedure("  - begin-change: { goal: g, backout: b }\n" + work + review), HasSubstr("plan")) << "no change without a plan";
}

std::string refusal_of_purpose(const std::string& purpose, const std::string& steps) {
    try {
        station::read_procedure(schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 1\npurpose: " + purpose + "\nsteps:\n" + steps));
    } catch (const yang::DocumentError& error) {
        return error.what();
    }
    return "accepted";
}

const std::string identify_line = "  - identify\n", verify_line = "  - verify-serial\n", reset_line = "  - reset\n", load_line = "  - load-software\n", wait_line = "  - wait: { for: 1s }\n",
                  check_line = "  - check: { name: fans, query: environment, each: '^Fans', measure: { status: { one-of: [OK] } } }\n";

TEST(Procedure, HasStepsThatFitItsPurpose) {
    EXPECT_EQ(refusal_of_purpose("intake", identify_line + verify_line + check_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("test", identify_line + check_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("load", identify_line + load_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("wipe", identify_line + reset_line), "accepted");
    EXPECT_EQ(refusal_of_purpose("certify", identify_line + verify_line + reset_line + load_line + check_line), "accepted");

    EXPECT_THAT(refusal_of_purpose("sell", identify_line), AllOf(HasSubstr("p.yaml:4: purpose"), HasSubstr("intake")));
    EXPECT_THAT(refusal_of_purpose("wipe", identify_line + wait_line), AllOf(HasSubstr("p.yaml:4"), HasSubstr("purpose wipe needs a step reset")));
    EXPECT_THAT(refusal_of_purpose("load", identify_line), HasSubstr("purpose load needs a step load-software"));
    EXPECT_THAT(refusal_of_purpose("test", identify_line), HasSubstr("purpose test needs a step check"));
    EXPECT_THAT(refusal_of_purpose("intake", wait_line), HasSubstr("purpose intake needs a step identify"));
    EXPECT_THAT(refusal_of_purpose("certify", identify_line + verify_line + reset_line + check_line), HasSubstr("purpose certify needs a step load-software"));
    EXPECT_THAT(refusal_of_purpose("certify", identify_line + verify_line + load_line + check_line), HasSubstr("purpose certify needs a step reset"));
    EXPECT_THAT(refusal_of_purpose("intake", identify_line + reset_line), HasSubstr("purpose intake does not go with the step reset"));
    EXPECT_THAT(refusal_of_purpose("intake", identify_line + "  - leave-factory-default\n"), HasSubstr("does not go with"));
    EXPECT_THAT(refusal_of_purpose("test", identify_line + check_line + load_line), HasSubstr("purpose test does not go with the step load-software"));
}

reports::Purpose purpose_of(const std::string& steps) {
    return station::read_procedure(schema(), written("p.yaml", "procedure: p\ntitle: T\nversion: 1\nsteps:\n" + steps)).purpose;
}

TEST(Procedure, ThatStatesNoPurposeServesWhatItsStepsDo) {
    using reports::Purpose;
    EXPECT_EQ(purpose_of(wait_line), Purpose::none);
    EXPECT_EQ(purpose_of(identify_line + wait_line), Purpose::intake);
    EXPECT_EQ(purpose_of(identify_line + check_line), Purpose::test);
    EXPECT_EQ(purpose_of(identify_line + load_line + check_line), Purpose::load);
    EXPECT_EQ(purpose_of(identify_line + verify_line + reset_line + load_line + check_line), Purpose::wipe) << "certify is never meant unsaid";
}

TEST(Procedure, EveryShippedOneIsGood) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{STATION_SOURCE_DIR} / "procedures"})
        if (entry.path().extension() == ".yaml") {
            EXPECT_NO_THROW(station::read_procedure(schema(), entry.path())) << entry.path();
            std::ifstream file{entry.path()};
            const std::string text{std::istreambuf_iterator<char>{file}, {}};
            EXPECT_THAT(text, HasSubstr("\npurpose: ")) << entry.path();
            ++count;
        }
    EXPECT_GT(count, 0);
}

TEST(Bench, NamesTheEndpointThatNobodyUnderstands) {
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: 'serail:///dev/ttyUSB0' }\n"),
                AllOf(HasSubstr("b.yaml:3: slots[A1].console"), HasSubstr("serial?")));
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: ttyUSB0 }\n"), HasSubstr("expected scheme:"));
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: 'serial:///dev/a', management: { address: 10.0.0.1 } }\n"), HasSubstr("198.51.100.11/24"));
}

TEST(Bench, HasTwoContactsOrOne) {
    const std::string slots = "slots:\n  - { name: A1, console: 'serial:///dev/a' }\n";
    const auto bench = station::read_bench(schema(), written("b.yaml", "bench: b\ncontacts: { technical: A. Engineer, backup: B. Engineer }\n" + slots));
    EXPECT_EQ(bench.contacts.technical, "A. Engineer");
    EXPECT_EQ(bench.contacts.backup, "B. Engineer");
    EXPECT_EQ(refusal_of_bench("  - { name: A1, console: 'serial:///dev/a' }\ncontacts: { technical: A. Engineer }\n"), "accepted");
    EXPECT_THAT(refusal_of_bench("  - { name: A1, console: 'serial:///dev/a' }\ncontacts: { technical: A. Engineer, backup: a.engineer }\n"),
                AllOf(HasSubstr("b.yaml:4: contacts.backup"), HasSubstr("expected another person")));
}

TEST(Bench, EveryExampleIsGood) {
    for (const auto& entry : std::filesystem::directory_iterator{std::filesystem::path{STATION_SOURCE_DIR} / "udev" / "bench"})
        if (entry.path().extension() == ".yaml") {
            EXPECT_NO_THROW(station::read_bench(schema(), entry.path())) << entry.path();
        }
}

TEST(Bench, SaysWhichSlotsThereAre) {
    const auto bench = station::read_bench(schema(), written("b.yaml", "bench: b\nslots:\n  - { name: A1, console: 'serial:///dev/a' }\n"));
    try {
        bench.slot("A2");
        FAIL();
    } catch (const std::invalid_argument& wrong) {
        EXPECT_THAT(wrong.what(), HasSubstr("has no slot \"A2\" (it has A1); did you mean A1?"));
    }
}

}  // namespace
