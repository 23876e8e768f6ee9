#include "station/terminal/live.hpp"

#include "station/terminal/width.hpp"
#include "tests/support/screen.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace {

using namespace station;
using namespace reports;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

/// A Live and the terminal it draws on.
class Shown {
  public:
    Shown(std::size_t width, std::size_t height, Live::Shows shows)
        : screen_{width, height}, size_{.width = width, .colour = true, .height = height},
          live{out_, {.screen = [this] { return size_; }, .in_place = true}, shows} {}

    void happened(const std::string& run, Happening what) {
        live.happened(run, {.sequence = 0, .at = {}, .since_start = {}, .what = std::move(what)});
    }
    void begin(const std::string& slot, const std::string& model = "XY1") {
        happened(slot, RunStarted{.procedure = "certify", .procedure_version = 3, .bench = "b", .slot = slot, .scanned_serial = "JN1249018AFA"});
        happened(slot, Identified{"identify", R"({"station-facts:facts":{"units":[{"chassis":{"model":")" + model + R"("}}]}})"});
        happened(slot, StepStarted{.step = "load-software", .action = "load-software", .index = 2, .count = 9});
    }
    void end(const std::string& slot, Verdict verdict, const std::string& summary) {
        happened(slot, StepEnded{"load-software", verdict, "why", summary, "put it in quarantine"});
        happened(slot, RunEnded{verdict, "why", summary});
    }
    void resize(std::size_t width, std::size_t height) {
        take();
        screen_.resize(width, height);
        size_.width = width;
        size_.height = height;
    }
    std::vector<std::string> rows() {
        take();
        return screen_.rows();
    }
    std::string text() {
        take();
        return screen_.text();
    }

  private:
    void take() {
        screen_.take(out_.str());
        out_.str({});
    }
    std::ostringstream out_;
    support::Screen screen_;
    station::Screen size_;

  public:
    Live live;
};

std::size_t count(const std::string& text, const std::string& word) {
    std::size_t found = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++found;
    return found;
}

class LiveTable : public testing::TestWithParam<std::size_t> {};

TEST_P(LiveTable, FitsTheWidthAndLeavesNoGhosts) {
    Shown shown{GetParam(), 24, Live::Shows::table};
    for (const char* slot : {"A1", "A2", "A3"}) shown.begin(slot, "XY1-\xE6\x97\xA5\xE6\x9C\xAC-very-long-model-name-of-a-unit");
    for (int i = 0; i < 50; ++i) {
        shown.live.progressed("A1", std::string(static_cast<std::size_t>(200 - 4 * i), 'x') + "\xE6\x97\xA5", 0.5);
        shown.live.tick();
    }
    EXPECT_THAT(shown.rows(), ElementsAre(StartsWith("slot"), StartsWith("A1"), StartsWith("A2"), StartsWith("A3")));
}

INSTANTIATE_TEST_SUITE_P(Widths, LiveTable, testing::Values(8, 10, 20, 39, 40, 41, 60, 79, 80, 81, 100, 120, 300));

TEST(Live, AbridgesATableThatIsHigherThanTheTerminal) {
    Shown shown{80, 10, Live::Shows::table};
    for (int i = 10; i < 50; ++i) shown.begin("S" + std::to_string(i));
    for (int i = 10; i < 30; ++i) shown.end("S" + std::to_string(i), i % 2 ? Verdict::pass : Verdict::fail, "because");
    for (int i = 0; i < 5; ++i) shown.live.tick();
    const auto rows = shown.rows();
    ASSERT_THAT(rows, SizeIs(9u));
    EXPECT_THAT(rows.front(), StartsWith("slot"));
    EXPECT_THAT(rows[1], StartsWith("S30")) << "those that go on come first";
    EXPECT_THAT(rows.back(), StartsWith("... and 33 more: 10 pass, 10 fail, 13 going on"));
    shown.live.finish();
    EXPECT_THAT(shown.text(), Not(HasSubstr("going on"))) << "the moving part is gone";
}

TEST(Live, ShowsResultsWholeAtTheEnd) {
    Shown shown{40, 30, Live::Shows::table};
    shown.begin("A1");
    shown.end("A1", Verdict::fail, "the label says JN1249018AFA and the wire says JN1249018AFB, which is another unit altogether");
    shown.live.finish();
    std::string text = shown.text();
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::string single;
    for (const char c : text)
        if (c != ' ' || single.empty() || single.back() != ' ') single += c;
    EXPECT_THAT(single, HasSubstr("wire says JN1249018AFB, which is another unit altogether"));
    EXPECT_THAT(single, HasSubstr("put it in quarantine"));
}

TEST(Live, LeavesNothingBehindWhenTheWindowChanges) {
    for (const auto shows : {Live::Shows::table, Live::Shows::steps}) {
        Shown shown{120, 40, shows};
        for (const char* slot : {"A1", "A2"}) shown.begin(slot);
        shown.live.say("one line that stays");
        for (const auto& [width, height] : {std::pair<std::size_t, std::size_t>{40, 40}, {40, 12}, {100, 12}, {20, 8}, {120, 40}}) {
            shown.resize(width, height);
            for (int i = 0; i < 3; ++i) shown.live.tick();
            const auto text = shown.text();
            EXPECT_EQ(count(text, shows == Live::Shows::table ? "slot" : "..."), shows == Live::Shows::table ? 1u : 2u) << width << "x" << height << "\n" << text;
            EXPECT_LE(shown.rows().size(), height - 1);
        }
        EXPECT_EQ(count(shown.text(), "one line that stays"), 1u);
    }
}

TEST(Live, KeepsTheQuestionAndWhatIsTypedBelowTheTable) {
    Shown shown{60, 8, Live::Shows::table};
    for (int i = 10; i < 30; ++i) shown.begin("S" + std::to_string(i));
    shown.live.ask({"        Look at the fans.", "        1  done", "        then Enter:"});
    shown.live.typed("2 scratched");
    for (int i = 0; i < 5; ++i) shown.live.tick();
    const auto rows = shown.rows();
    ASSERT_THAT(rows, SizeIs(7u));
    EXPECT_EQ(rows[3], "        Look at the fans.");
    EXPECT_EQ(rows[6], "        > 2 scratched_");
    shown.live.ask({});
    EXPECT_THAT(shown.text(), Not(HasSubstr("scratched")));
}

TEST(Width, CountsColumnsAndCutsBetweenCharacters) {
    EXPECT_EQ(columns("abc"), 3u);
    EXPECT_EQ(columns("\xC3\xA4"), 1u);
    EXPECT_EQ(columns("e\xCC\x81"), 1u) << "a combining accent";
    EXPECT_EQ(columns("\xE6\x97\xA5\xE6\x9C\xAC"), 4u);
    EXPECT_EQ(columns("\xF0\x9F\x98\x80"), 2u);
    EXPECT_EQ(fitted("\xE6\x97\xA5\xE6\x9C\xAC", 3), "\xE6\x97\xA5");
    EXPECT_EQ(padded("\xE6\x97\xA5", 4), "\xE6\x97\xA5  ");
    EXPECT_EQ(harmless("a\033[2J\r\xC2\x9B\xFFz"), "a [2J  ?z");
    EXPECT_THAT(wrapped("one two three", 7), ElementsAre("one two", "three"));
    EXPECT_THAT(wrapped("onetwothree", 4), ElementsAre("onet", "woth", "ree"));
}

}  // namespace
