#include "tests/e2e/tape.hpp"

#include "drivers/transcript.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Tape : public testing::Test {
  protected:
    void piece(const std::string& name, const std::string& bytes) { std::ofstream{folder / name} << bytes; }
    std::vector<std::string> strays_of(const std::vector<std::pair<char, std::string>>& frames) {
        const auto file = folder / "console.transcript";
        {
            drivers::Transcript transcript{file, "serial:///dev/null"};
            transcript.mask("juniper");
            for (const auto& [direction, bytes] : frames) direction == '<' ? transcript.received(bytes) : transcript.sent(bytes);
        }
        return e2e::strays(file, folder.path());
    }
    support::TempFolder folder;
};

TEST_F(Tape, IsFollowedOverFramesAndOpenings) {
    piece("console.1.said", "Amnesiac (ttyu0)\r\n\r\nlogin: never read");
    piece("console.1.heard", "\rroot\r");
    piece("console.2.heard", "exit\r");
    piece("console.3.said", "noise login: ");
    EXPECT_THAT(strays_of({{'<', "(ttyu0)\r\n"}, {'>', "\rro"}, {'>', "ot\r"}, {'<', "\r\nlogin: "}, {'>', "exit\r"}, {'<', "login: "}}), IsEmpty());
}

TEST_F(Tape, HoldsWhereAPasswordIsMasked) {
    piece("console.1.heard", "root\rjuniper\r");
    EXPECT_THAT(strays_of({{'>', "root\r"}, {'>', "juniper\r"}}), IsEmpty());
}

// A list that is withheld fits nearly anywhere. Where the port was away in the middle of it, the next words that can be read tell the place.
TEST_F(Tape, FindsItsPlaceAgainAfterWhatWasWithheld) {
    piece("console.1.said", "/home/a\r\n/home/b\xc3\xbc\r\n/ho");
    piece("console.2.said", "x\r\n/opt/long-name\r\n\a/var\r\nd\r\nend of the list, and a prompt > show");
    EXPECT_THAT(strays_of({{'<', "*******\r\n*********\r\n"}, {'<', "**************\r\n\a****\r\n"}, {'<', "d"}, {'<', "end of the list, and a prompt"}, {'<', " > "}}), IsEmpty());
    fs::remove(folder / "console.transcript");
    EXPECT_THAT(strays_of({{'<', "*******\r\n****\r\n"}, {'<', "words that nobody has ever said"}}), ElementsAre(HasSubstr("words that nobody")));
}

TEST_F(Tape, MissesAByteThatWasLost) {
    piece("console.1.said", "login: ");
    EXPECT_THAT(strays_of({{'<', "lo"}, {'<', "in: "}}), ElementsAre(AllOf(HasSubstr("received what the unit never said"), HasSubstr("\"in: \""))));
}

TEST_F(Tape, FindsAWordThatNobodySaid) {
    piece("console.1.said", "login: ");
    piece("console.1.heard", "root\r");
    EXPECT_THAT(strays_of({{'>', "rope\r"}}), ElementsAre(HasSubstr("sent what the unit never heard")));
    fs::remove(folder / "console.transcript");
    EXPECT_THAT(strays_of({{'<', "login: "}, {'<', "login: "}}), ElementsAre(HasSubstr("received")));
}

TEST_F(Tape, LosesWhatWasTypedWhileThePortWent) {
    piece("console.1.heard", "\rroot\r");
    piece("console.2.heard", "\r\rroot\rjuniper\r");
    EXPECT_THAT(strays_of({{'>', "\rroot\r"}, {'>', "juniper\r"}, {'>', "\r"}, {'>', "\r"}, {'>', "root\r"}, {'>', "juniper\r"}}), IsEmpty());
    fs::remove(folder / "console.transcript");
    EXPECT_THAT(strays_of({{'>', "\r"}, {'>', "juniper\r"}, {'>', "root\r"}}), ElementsAre(HasSubstr("sent"))) << "it heard more after that";
    fs::remove(folder / "console.transcript");
    EXPECT_THAT(strays_of({{'>', "\rroot\r"}, {'>', "\r\rroot\r"}, {'>', "juniper\r"}, {'>', "exit\r"}}), ElementsAre(HasSubstr("\"exit.\"")));
}

TEST(Records, ReplayASealedTranscriptAndNoOther) {
    const e2e::Bench bench{"mx204-good"};
    const auto ran = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    ASSERT_EQ(ran.code, 0) << ran.output;
    const std::vector<std::string> replay{"records", "--records", bench.records.string(), "replay", "BK512-1"};
    EXPECT_THAT(e2e::run("station", replay).output, AllOf(HasSubstr("console  "), HasSubstr("ssh-1  ")));
    auto console = replay;
    console.emplace_back("console");
    const auto shown = e2e::run("station", console);
    EXPECT_EQ(shown.code, 0);
    EXPECT_THAT(shown.output, AllOf(HasSubstr(" < login: "), HasSubstr(" > root\\r\n")));
    for (const auto& file : fs::recursive_directory_iterator{bench.records})
        if (file.path().filename() == "console.transcript") {
            EXPECT_THAT(e2e::strays(file.path(), bench.folder / "tape"), IsEmpty());
            fs::permissions(file.path(), fs::perms::owner_write, fs::perm_options::add);
            std::ofstream{file.path(), std::ios::app} << "1 < 1\nx\n";
        }
    const auto refused = e2e::run("station", console);
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.output, HasSubstr("not the file that was sealed"));
}

}  // namespace
