// The person at the bench: what they type, what they see, how they stop a run - on a real terminal.

#include "reports/store.hpp"
#include "tests/e2e/at_terminal.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/screen.hpp"

#include <gmock/gmock.h>

#include <csignal>

namespace {

using e2e::AtTerminal;
using e2e::Bench;
using reports::Verdict;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

constexpr auto prompt = "then Enter:";
constexpr auto review = "Enter accepts";

reports::Record record_of(const Bench& bench) {
    const reports::Store store{bench.records};
    const auto lines = store.list();
    EXPECT_EQ(lines.size(), 1u);
    return reports::record_from_json(store.sealed(lines.at(0).id)->json);
}

/// A run of questions alone: no unit is needed for them.
class Questions : public testing::Test {
  protected:
    std::vector<std::string> arguments(const std::string& steps) { return bench_.run_arguments("BK512", bench_.procedure(steps)); }
    const Bench bench_{"mx204-good"};
    const std::string two_ = "  - ask: { do: Look at the fans. }\n  - ask: { do: Look at the lid., answer: [whole, scratched] }\n";
};

TEST_F(Questions, AreAskedInOneGoAndShownOnceMoreBeforeTheyCount) {
    AtTerminal station{arguments(two_)};
    ASSERT_TRUE(station.said(prompt)) << station.sent();
    station.type("1 dusty\r");
    ASSERT_TRUE(station.said("Look at the lid.")) << station.sent();
    auto from = station.now();
    station.type("2\r");
    ASSERT_TRUE(station.said(review, from)) << station.sent();
    from = station.now();
    station.type("2\r");  // the second answer was wrong
    ASSERT_TRUE(station.said(prompt, from)) << station.sent();
    from = station.now();
    station.type("whole, but for one corner\r");
    ASSERT_TRUE(station.said(review, from)) << station.sent();
    station.type("\r");
    EXPECT_EQ(station.wait(), 0) << station.sent();
    const auto record = record_of(bench_);
    ASSERT_EQ(record.steps.size(), 2u);
    EXPECT_EQ(record.steps[0].answers.at(0).comment, "dusty");
    EXPECT_EQ(record.steps[1].answers.at(0).answer, "whole");
    EXPECT_EQ(record.steps[1].answers.at(0).comment, "but for one corner");
}

TEST_F(Questions, AreNotAnsweredByKeysFromBeforeTheyStoodThere) {
    AtTerminal station{arguments("  - wait: { for: 2s }\n" + two_)};
    ASSERT_TRUE(station.said("wait")) << station.sent();
    station.type("1\r1\r\r1\r\r\r");
    ASSERT_TRUE(station.said(prompt)) << station.sent();
    const auto from = station.now();
    station.watch(1s);
    EXPECT_THAT(station.sent().substr(from), Not(HasSubstr("Look at the lid.")));
    station.type("1\r1\r\r");  // the second line was typed before the second question stood there
    ASSERT_TRUE(station.said("Look at the lid.", from)) << station.sent();
    station.watch(1s);
    EXPECT_THAT(station.sent().substr(from), Not(HasSubstr(review)));
    station.signal(SIGTERM);
    EXPECT_EQ(station.wait(), 3);
}

TEST_F(Questions, RejectWhatIsNoAnswerWithAWordAndAskAgain) {
    AtTerminal station{arguments(two_)};
    ASSERT_TRUE(station.said(prompt)) << station.sent();
    const auto from = station.now();
    station.type("maybe\r");
    ASSERT_TRUE(station.said("\"maybe\" is none of the answers", from)) << station.sent();
    ASSERT_TRUE(station.said(prompt, station.sent().rfind("none of the answers"))) << station.sent();
    station.type("\x03");
    EXPECT_EQ(station.wait(), 3);
}

TEST_F(Questions, ShowWhatIsTyped) {
    AtTerminal station{arguments(two_)};
    ASSERT_TRUE(station.said(prompt)) << station.sent();
    station.type("2 scratched tray");
    station.watch(600ms);
    support::Screen screen{80, 24};
    screen.take(station.sent());
    EXPECT_THAT(screen.rows().back(), HasSubstr("> 2 scratched tray"));
    station.type("\x03");
    EXPECT_EQ(station.wait(), 3);
}

TEST_F(Questions, EndTheRunAsStoppedOnCtrlC) {
    AtTerminal station{arguments(two_)};
    ASSERT_TRUE(station.said(prompt)) << station.sent();
    station.type("\x03");
    EXPECT_EQ(station.wait(), 3) << station.sent();
    EXPECT_THAT(station.sent(), HasSubstr("stopped: record"));
    EXPECT_EQ(record_of(bench_).verdict, Verdict::aborted);
}

TEST_F(Questions, EndTheRunAsStoppedWhenTheTerminalIsClosed) {
    AtTerminal station{arguments(two_)};
    ASSERT_TRUE(station.said(prompt)) << station.sent();
    station.hang_up();
    EXPECT_EQ(station.wait(), 3);
    EXPECT_EQ(record_of(bench_).verdict, Verdict::aborted);
}

TEST_F(Questions, OfADestructiveStepEndWithItOnCtrlC) {
    AtTerminal station{bench_.run_arguments("BK512", bench_.procedure("  - identify\n  - verify-serial\n  - load-software: { release: 26.4R1.5 }\n"))};
    ASSERT_TRUE(station.said("at hand?")) << station.sent();
    station.type("\x03");
    EXPECT_EQ(station.wait(), 3) << station.sent();
    EXPECT_EQ(record_of(bench_).verdict, Verdict::aborted);
}

TEST_F(Questions, LeaveTheTerminalAsItWas) {
    AtTerminal station{arguments(two_)};
    ASSERT_TRUE(station.said(prompt)) << station.sent();
    station.type("\x1a");  // Ctrl-Z
    ASSERT_TRUE(station.said("Ctrl-Z is not taken")) << station.sent();
    station.type("\x03");
    EXPECT_EQ(station.wait(), 3);
}

TEST_F(Questions, ThatNobodyWillAnswerAreToldAtTheStart) {
    const auto ended = e2e::run("station", bench_.run_arguments("BK512", bench_.procedure(two_)));
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, HasSubstr("nobody can answer (this is no terminal), so these questions stay open:\n  ask asks: Look at the fans."));
    EXPECT_THAT(ended.output, HasSubstr("this run cannot pass"));
}

TEST(Person, StopsARunByClosingTheTerminalAsBySIGTERM) {
    const Bench bench{"mx204-good"};
    AtTerminal station{bench.run_arguments("BK512", bench.procedure("  - identify\n  - wait: { for: 1h }\n"))};
    ASSERT_TRUE(station.said("ok    identify")) << station.sent();
    station.hang_up();
    EXPECT_EQ(station.wait(), 3);
    EXPECT_EQ(record_of(bench).verdict, Verdict::aborted);
}

TEST(Person, DoesNotFreezeAWipeByClosingTheTerminalOrByKeys) {
    const Bench bench{"mx204-good"};
    AtTerminal station{bench.run_arguments("BK512", bench.procedure("  - identify\n  - verify-serial\n  - reset: { network: false }\n  - wait: { for: 1h }\n"))};
    ASSERT_TRUE(station.said("ok    verify-serial")) << station.sent();
    ASSERT_TRUE(bench.comes_to("boot")) << "the wipe has begun";
    station.type("\x1a\x13");  // Ctrl-Z, Ctrl-S
    station.signal(SIGTSTP);
    station.signal(SIGTTOU);
    station.watch(300ms);
    station.hang_up();
    station.signal(SIGHUP);
    station.signal(SIGHUP);
    EXPECT_EQ(station.wait(), 3);
    const auto record = record_of(bench);
    EXPECT_EQ(record.verdict, Verdict::aborted);
    ASSERT_EQ(record.steps.size(), 3u);
    EXPECT_EQ(record.steps[2].verdict, Verdict::pass) << "the wipe went on to its end: " << record.steps[2].summary;
}

TEST(Person, SeesResultsWholeOnANarrowTerminal) {
    const Bench bench{"mx204-good"};
    AtTerminal station{bench.run_arguments("JN99999", bench.procedure("  - identify\n  - verify-serial\n")), 40, 24};
    EXPECT_EQ(station.wait(), 1);
    support::Screen screen{40, 60};
    screen.take(station.sent());
    std::string text;
    for (const char c : screen.text())
        if (c != '\n' && (c != ' ' || text.empty() || text.back() != ' ')) text += c;
    EXPECT_THAT(text, HasSubstr("label says JN99999")) << screen.text();
    EXPECT_THAT(text, Not(HasSubstr("..."))) << "the moving part is gone";
}

}  // namespace
