#include "drivers/expect.hpp"

#include <gmock/gmock.h>

#include <random>
#include <stdexcept>

namespace {

using drivers::Expect;
using drivers::Line;
using drivers::Match;
using drivers::TextPattern;
using namespace std::string_literals;

Expect expect() {
    return Expect{{{"loader", "^(?:loader>|OK)\\s*$", "", "K"},
                   {"login", "login:\\s*$", "", ""},
                   {"password", "^[Pp]assword:\\s*$", "", ""},
                   {"config", "^\\w+(@\\w+)?#\\s*$", "^(\\{[^}]*\\})?\\[edit", ""},
                   {"cli", "^\\w+(@\\w+)?>\\s*$", "", ""}},
                  {"Auto Image Upgrade: .*", "^\\s*Shutdown NOW!\\s*$"},
                  {"Nov [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\S+ \\w+: .*"}};
}

struct Result {
    std::vector<Line> lines;
    std::optional<Match> standing;
    std::string tail;
    bool operator==(const Result&) const = default;
};

Result fed(const std::vector<std::string>& reads) {
    static auto matcher = expect();
    matcher.clear();
    Result result;
    for (const auto& read : reads) matcher.feed(read, result.lines);
    result.standing = matcher.standing();
    result.tail = matcher.tail();
    return result;
}

std::string standing(const std::string& text) {
    const auto result = fed({text});
    return result.standing ? result.standing->name : "nothing";
}

std::vector<std::string> lines(const std::string& text) {
    std::vector<std::string> texts;
    for (const auto& line : fed({text}).lines)
        texts.push_back(line.overwritten ? "~" + line.text : line.text);
    return texts;
}

// What a console shows in its worst moments, in one piece.
const std::string troubled = std::string{"FreeBSD/x86 bootstrap loader\r\n", 30} + std::string{"\0\0\a", 3} +
                             "lo\aader> boot\r\n\x1b[1;24r\x1b[Kroot> \r\r\r\nAuto Image Upgrade: "
                             "DHCP\r\n\r\n{master:0}[edit]\r\nroot# commit\r\n50% 51%\r 52%\rdone   \r\n"
                             "ddaattaa==00xx8888\r\n---(more 5%)---\r          \rmgd: x\b\b: y\r\nroot@dut> "
                             "Auto Image Upgrade: again\r\n\r\nShutdown NOW!\r\n";

TEST(Expect, SeesTheSameHoweverTheBytesWereCut) {
    for (const auto& end :
         {"", "root@dut> ", "\r\n\r\nlogin: ", "root>   \r", "Auto Im", "\x1b[", "[edit]\r\nroot# "}) {
        const auto text = troubled + end;
        const auto whole = fed({text});
        for (std::size_t first = 0; first <= text.size(); ++first)
            ASSERT_EQ(fed({text.substr(0, first), text.substr(first)}), whole)
                << "cut at " << first << " before " << end;
        std::vector<std::string> bytes;
        for (const char c : text) bytes.emplace_back(1, c);
        EXPECT_EQ(fed(bytes), whole) << "byte by byte, " << end;
    }
}

TEST(Expect, SeesTheSameOfLongRandomStreams) {
    std::mt19937 random{7};
    const std::string alphabet = "ab>#: \r\r\n\n\b\x1b[KAuto Image Upgrade: ";
    for (int round = 0; round < 50; ++round) {
        std::string text;
        for (int i = 0; i < 2000; ++i) text += alphabet[random() % alphabet.size()];
        std::vector<std::string> reads;
        for (std::size_t at = 0; at < text.size();) {
            const auto size = 1 + random() % 40;
            reads.push_back(text.substr(at, size));
            at += size;
        }
        ASSERT_EQ(fed(reads), fed({text})) << round;
    }
}

TEST(Expect, MatchesPromptSplitOverTwoReads) {
    EXPECT_EQ(fed({"\r\nlog", "in: "}).standing->name, "login");
    EXPECT_FALSE(fed({"\r\nlog"}).standing);
}

TEST(Expect, TheFirstPatternThatMatchesWins) {
    EXPECT_EQ(standing("loader> "), "loader");
    EXPECT_EQ(standing("OK "), "loader");
    EXPECT_EQ(standing("root> "), "cli");
}

TEST(Expect, APromptThatWasAnsweredStandsNoMore) {
    EXPECT_EQ(standing("root> show version"), "nothing");
    EXPECT_EQ(standing("root> \r\n"), "nothing");
    EXPECT_EQ(standing("root> show version\r\nHostname: x\r\nroot> "), "cli");
}

TEST(Expect, TheLineBeforeDecidesWhereThePromptDoesNot) {
    EXPECT_EQ(standing("[edit]\r\nroot# "), "config");
    EXPECT_EQ(standing("{master:0}[edit interfaces]\r\nroot@sw# "), "config");
    EXPECT_EQ(standing("root# "), "nothing");
}

TEST(Expect, KeepsThePromptUnderNoise) {
    EXPECT_EQ(standing("root> Auto Image Upgrade: DHCP\r\n"), "cli");
    EXPECT_EQ(
        standing("root>            \r\r\r\nAuto Image Upgrade: DHCP\r\nAuto Image Upgrade: more\r\n\r\n"),
        "cli");
    EXPECT_EQ(standing("root> \r\r\r\nmgd: commit complete\r\n"), "nothing") << "that was no noise";
    EXPECT_EQ(standing("root> \r\nAuto Image Upgrade: DHCP\r\n\r\n"), "cli")
        << "noise ended the line, nobody typed";
    EXPECT_EQ(standing("root> \r\nanything\r\nAuto Image Upgrade: DHCP\r\n"), "nothing");
    EXPECT_EQ(standing("root> \r\r\r\nAuto Image Upg"), "nothing") << "not yet known to be noise";
}

TEST(Expect, PutsTogetherWhatAnInterruptionTore) {
    EXPECT_EQ(standing("root@dNov 22 10:00:00 dut mgd: x\r\nut> "), "cli");
    EXPECT_EQ(standing("roNov 22 10:00:00 dut mgd: x\r\nNov 22 10:00:01 dut mgd: y\r\not@dut> "), "cli");
    EXPECT_EQ(fed({"roNov 22 10:00:00 dut mgd: x\r\nroot@dut> "}).standing->text, "root@dut> ") << "it was drawn anew";
    EXPECT_EQ(fed({"root@dNov 22 10:00:00 dut mgd: x\r\nut> "}).standing->text, "root@dut> ");
    EXPECT_EQ(standing("logAuto Image Upgrade: x\r\nin: "), "login");
    EXPECT_EQ(standing("root@dut> Nov 22 10:00:00 dut mgd: x\r\n"), "cli") << "it stood already";
    EXPECT_EQ(standing("root@dNov 22 10:00:00 dut mgd: x\r\n"), "nothing") << "the rest is still to come";
    EXPECT_EQ(standing("ut> Nov 22 10:00:00 dut mgd: x\r\nanything\r\n"), "nothing");
}

const std::string message = "\r\nNov 22 10:00:00 dut mgd: x\r\n";

TEST(Expect, PutsTogetherWhatAMessageOnALineOfItsOwnTore) {
    const auto login = fed({"FreeBSD/amd64 (Amnesiac) (ttyu0)\r\n\r\nlog" + message + "in: "}).standing;
    ASSERT_TRUE(login);
    EXPECT_EQ(login->text, "login: ");
    EXPECT_THAT(login->before, testing::ElementsAre("FreeBSD/amd64 (Amnesiac) (ttyu0)"));
    EXPECT_EQ(standing("l" + message + "og\r\nAuto Image Upgrade: x\r\n\r\nin: "), "login") << "torn twice";
    EXPECT_EQ(standing("[edit]\r\nro" + message + "ot# "), "config") << "the line before the prompt is the one before its beginning";
    EXPECT_EQ(standing("log\r\nanything\r\nin: "), "nothing") << "that was no message";
    EXPECT_EQ(standing("log" + message + "anything\r\nin: "), "nothing");
    EXPECT_EQ(standing("log" + message + "in: root\r\n"), "nothing") << "it was answered";
}

TEST(Expect, SaysWhereAMessageMayHaveTornAPrompt) {
    const auto prompt = fed({"noc" + message + "root> "}).standing;
    ASSERT_TRUE(prompt);
    EXPECT_EQ(prompt->text, "root> ");
    EXPECT_EQ(prompt->perhaps, "nocroot> ");
    EXPECT_EQ(fed({"noc\r\nroot> "}).standing->perhaps, "");
}

TEST(Expect, APromptThatIsKnownIsToldFromTheLineBeforeTheMessage) {
    auto matcher = expect();
    matcher.knows("root> ");
    std::vector<Line> lines;
    matcher.feed("noc" + message + "root> ", lines);
    EXPECT_EQ(matcher.standing()->text, "root> ");
    EXPECT_EQ(matcher.standing()->perhaps, "");
    matcher.feed("\r\nnoc\r\nro" + message + "ot> ", lines);
    EXPECT_EQ(matcher.standing()->text, "root> ");
    EXPECT_EQ(matcher.standing()->perhaps, "");
    EXPECT_THAT(matcher.standing()->before, testing::ElementsAre("noc", "noc"));
}

TEST(Expect, AnInterruptionIsALineOfItsOwn) {
    EXPECT_THAT(lines("one\r\ntwNov 22 10:00:00 dut mgd: x\r\no\r\nNov 22 10:00:01 dut mgd: y\r\nthree\r\n"),
                testing::ElementsAre("one", "Nov 22 10:00:00 dut mgd: x", "two", "Nov 22 10:00:01 dut mgd: y", "three"));
}

TEST(Expect, ClearedItIsAsNew) {
    auto matcher = expect();
    std::vector<Line> lines;
    matcher.feed(troubled + "roAuto Image Upgrade: x\r\n\x1b[", lines);
    matcher.clear();
    EXPECT_EQ(matcher.line(), 1u);
    EXPECT_EQ(matcher.tail(), "");
    EXPECT_TRUE(matcher.before().empty());
    matcher.feed("> ", lines);
    EXPECT_FALSE(matcher.standing());
}

TEST(Expect, ANewPromptHasANewNumber) {
    auto matcher = expect();
    std::vector<Line> lines;
    matcher.feed("root> ", lines);
    const auto first = matcher.standing();
    matcher.feed("x", lines);
    matcher.feed("\b \b", lines);
    EXPECT_EQ(matcher.standing()->line, first->line) << "typed and taken back";
    matcher.feed("\r\nroot> ", lines);
    EXPECT_GT(matcher.standing()->line, first->line);
}

TEST(Expect, SaysWhatStoodBeforeThePrompt) {
    const auto result = fed({"one\r\n{backup:1}\r\n\r\n[edit]\r\nroot# "});
    ASSERT_TRUE(result.standing);
    EXPECT_THAT(result.standing->before, testing::ElementsAre("[edit]", "{backup:1}"));
    EXPECT_EQ(result.standing->text, "root# ");
}

TEST(Expect, LinesAreWhatAPersonWouldRead) {
    EXPECT_THAT(lines("a\0b\a\r\n\x1b[1mbold\x1b[0m\r\n\r\nx  \r\r\r\n"s),
                testing::ElementsAre("ab", "bold", "", "x"));
    EXPECT_THAT(lines("10%\r 20%\rdone\r\n"), testing::ElementsAre("~10%", "~ 20%", "done"));
    EXPECT_THAT(lines("line Auto Image Upgrade: x\r\nAuto Image Upgrade: y\r\n goes on\r\n"),
                testing::ElementsAre("line goes on"));
    EXPECT_THAT(lines("llooaaddiinngg\r\n========\r\n"), testing::ElementsAre("loading", "========"));
}

TEST(Expect, ALineOf400KilobytesIsCutAndForgotten) {
    std::string huge(400 * 1024, 'x');
    huge.replace(huge.size() - 3, 3, "end");
    const auto at_once = fed({huge + "\r\nroot> "});
    ASSERT_EQ(at_once.lines.size(), 1u);
    EXPECT_TRUE(at_once.lines[0].cut);
    EXPECT_EQ(at_once.lines[0].text.size(), Expect::longest_line);
    EXPECT_TRUE(at_once.lines[0].text.ends_with("xend"));
    EXPECT_EQ(at_once.standing->name, "cli");
    std::vector<std::string> reads;
    for (std::size_t at = 0; at < huge.size(); at += 4093) reads.push_back(huge.substr(at, 4093));
    reads.push_back("\r\nroot> ");
    EXPECT_EQ(fed(reads), at_once);
}

TEST(Expect, RefusesAPatternThatIsNone) {
    EXPECT_THROW((Expect{{{"a", "(", "", ""}}, {}}), std::invalid_argument);
    EXPECT_THROW((Expect{{}, {"["}}), std::invalid_argument);
    EXPECT_THROW(TextPattern{"*"}, std::invalid_argument);
}

TEST(TextPattern, YieldsNamedGroups) {
    const TextPattern pattern{"^(?P<user>\\w+)(?:@(?P<host>\\w+))?>"};
    EXPECT_EQ(*pattern.groups("root@dut>"),
              (std::vector<std::pair<std::string, std::string>>{{"host", "dut"}, {"user", "root"}}));
    EXPECT_EQ(*pattern.groups("root>"), (std::vector<std::pair<std::string, std::string>>{{"user", "root"}}));
    EXPECT_FALSE(pattern.groups("%"));
}

}  // namespace
