// What a family takes the log of a console for: logs of our own, and those of other people's units among the captures.
#include "drivers/family_replay.hpp"

#include "tests/support/temp_folder.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

namespace {

using namespace drivers;
namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const Families& shipped() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

const Family& family(const std::string& name) {
    const auto* found = shipped().by_name(name);
    if (!found) throw std::runtime_error{"no family " + name};
    return *found;
}

std::vector<std::string> taken(const Replay& replay, std::size_t number) {
    std::vector<std::string> all;
    for (const auto& [kind, name, detail] : replay.lines.at(number - 1).taken) all.push_back(kind + (name.empty() ? "" : " " + name));
    return all;
}

const std::string wipe = "root> request system zeroize\n"
                         "Erase all data, including configuration and log files? [yes,no] (no) yes\n"
                         "\n"
                         "warning: zeroizing re0\n"
                         "root> \n";

TEST(FamilyReplay, SaysLineByLineWhatAWipeIs) {
    const auto replay = replay_log(family("mx-x86"), wipe);
    ASSERT_EQ(replay.lines.size(), 5u);
    EXPECT_THAT(taken(replay, 1), ElementsAre("prompt cli", "typed", "reset unlink"));
    EXPECT_THAT(taken(replay, 2), ElementsAre("question confirm"));
    EXPECT_THAT(replay.lines[1].taken[0].detail, HasSubstr("answered \"yes\" by reset unlink"));
    EXPECT_THAT(taken(replay, 4), ElementsAre("started unlink", "claim reset"));
    EXPECT_THAT(taken(replay, 5), ElementsAre("prompt cli"));
    EXPECT_EQ(replay.summary.at("zeroize"), "clear");
}

TEST(FamilyReplay, ClaimsNothingThatNoWipeSaid) {
    const auto replay = replay_log(family("mx-x86"), "root> show log messages\nMay 1 zeroizing was asked for\nroot> \n");
    EXPECT_FALSE(replay.summary.contains("zeroize"));
    EXPECT_FALSE(replay.summary.contains("claim"));
}

TEST(FamilyReplay, TellsWhatWasTypedFromWhatTheUnitSaid) {
    const auto replay = replay_log(family("junos"), "dut login: root\nPassword:\nLast login: Mon May 10 08:48:01 from host.example.net\nroot@dut:~ # cli\nroot@dut> \n");
    EXPECT_THAT(taken(replay, 1), ElementsAre("prompt login", "typed"));
    EXPECT_THAT(taken(replay, 2), Contains("prompt password"));
    EXPECT_THAT(taken(replay, 3), IsEmpty());
    EXPECT_THAT(taken(replay, 4), ElementsAre("prompt shell", "typed"));
    EXPECT_EQ(replay.summary.at("modes"), "login, password, shell, cli");
}

TEST(FamilyReplay, JudgesInstallersOnlyWhereOneWasAsked) {
    const std::string trouble = "ERROR: Package signature validation failed.  Aborting install.\ncertificate is not yet valid:\n";
    const auto asked = replay_log(family("mx-legacy"), "root@dut> request system software add /var/tmp/x.tgz\n" + trouble + "root@dut> \n");
    EXPECT_THAT(asked.summary.at("install"), HasSubstr("trouble:"));
    EXPECT_FALSE(replay_log(family("mx-legacy"), "root@dut> show log messages\n" + trouble + "root@dut> \n").summary.contains("install"));
    EXPECT_EQ(replay_log(family("mx-legacy"), "root@dut> request system software add /var/tmp/x.tgz\nhm\nroot@dut> \n").summary.at("install"), "unclear");
}

TEST(FamilyReplay, ReadsOurOwnTranscripts) {
    support::TempFolder folder;
    const auto file = folder / "console.transcript";
    {
        Transcript transcript{file, "telnet://192.0.2.1:23"};
        transcript.received("\r\nroot> ");
        transcript.sent("request system zeroize\r");
        transcript.received("request system zeroize\r\nErase all data, including configuration and log files? [yes,no] (no) ");
        transcript.sent("yes\r");
        transcript.received("yes\r\n\r\nwarning: zeroizing re0\r\n\r\nroot> ");
        transcript.flush();
    }
    const auto replay = replay_frames(family("mx-x86"), read_transcript(file));
    EXPECT_EQ(replay.summary.at("modes"), "cli, confirm");
    EXPECT_EQ(replay.summary.at("zeroize"), "clear");
}

TEST(FamilyReplay, SaysHowItDiffersFromWhatIsExpected) {
    const auto replay = replay_log(family("mx-x86"), wipe);
    const auto wrong = [&replay](const std::string& text) { return differences(replay, read_replay_expectations(text)); };
    EXPECT_THAT(wrong("# a wipe\nzeroize = clear\n\nmodes = any\ninstall = none\nline 1 = prompt cli\nline 3 = none\n"), IsEmpty());
    EXPECT_THAT(wrong("zeroize = purge\n"), ElementsAre("zeroize is clear, expected purge"));
    EXPECT_THAT(wrong("install = success\n"), ElementsAre("install is none, expected success"));
    EXPECT_THAT(wrong("line 4 = prompt cli\n"), ElementsAre("line 4 is not taken for prompt cli"));
    EXPECT_THAT(wrong("line 99 = prompt cli\n"), ElementsAre("line 99 is not taken for prompt cli"));
    EXPECT_THROW(wrong("zeroize clear\n"), std::invalid_argument);
}

// The captures: INDEX.tsv says what has to come of each, wild.txt what we expect besides.

const fs::path wild = fs::path{STATION_CAPTURES_DIR} / "wild";

std::string text_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

struct Log {
    std::string file, family, expect;
};
void PrintTo(const Log& log, std::ostream* out) { *out << log.file; }

std::vector<Log> logs() {
    std::vector<Log> all;
    std::ifstream index{wild / "INDEX.tsv"};
    std::string line;
    for (std::getline(index, line); std::getline(index, line);) {
        std::vector<std::string> cells;
        std::string cell;
        for (std::istringstream row{line}; std::getline(row, cell, '\t');) cells.push_back(cell);
        if (cells.size() > 8) all.push_back({cells[7], cells[8], cells.size() > 9 ? cells[9] : ""});
    }
    if (all.empty()) all.push_back({"absent", "", ""});
    return all;
}

/// Our own expectations, by file.
std::map<std::string, std::string> table() {
    std::ifstream file{STATION_SOURCE_DIR "/tests/drivers/wild.txt"};
    std::map<std::string, std::string> all;
    std::string line, name;
    while (std::getline(file, line))
        if (line.starts_with("== "))
            all[name = line.substr(3)];
        else if (!name.empty())
            all[name] += line + "\n";
    return all;
}

bool lists(const std::string& all, const std::string& name) {
    std::istringstream names{all};
    for (std::string one; std::getline(names, one, ',');)
        if (one.substr(std::min(one.find_first_not_of(' '), one.size())) == name) return true;
    return false;
}

/// Whether the summary shows what one word of the index says: "install=success", "zeroize=none:vmhost", "boot".
bool shows(const Replay& replay, const std::string& word) {
    const auto said = [&replay](const std::string& key) {
        const auto found = replay.summary.find(key);
        return found == replay.summary.end() ? std::string{} : found->second;
    };
    const auto equals = word.find('=');
    if (equals == word.npos) return true;  // what kind of log it is: its prompts and marks stand in our own table
    const auto key = word.substr(0, equals);
    const auto value = key.starts_with("copy") ? word.substr(equals + 1) : word.substr(equals + 1, word.find(' ') - equals - 1);
    if (key == "install") return value == "trouble" ? said("install").starts_with("trouble") : said("install") == value;
    if (key == "fault") return lists(said("marks"), value);
    if (key == "refusal") return lists(said("refusals"), value);
    if (key == "zeroize" && value == "none") return said("zeroize") == "no claim";
    if (key == "zeroize" && value.starts_with("none:")) return said("zeroize") == "none" && said("claim") == value.substr(5);
    if (key == "zeroize") return said("zeroize") == value;
    for (const auto& [name, releases] : replay.summary)
        if (name.starts_with("copy ") && releases == value) return true;
    return false;
}

class Wild : public testing::TestWithParam<Log> {};

TEST_P(Wild, IsTakenForWhatItIs) {
    const auto& [file, name, expect] = GetParam();
    if (!fs::exists(wild / file)) GTEST_SKIP() << "no captures at " << wild;
    static const auto ours = table();
    const auto own = ours.find(file);
    ASSERT_NE(own, ours.end()) << "wild.txt says nothing of it";
    const auto expected = read_replay_expectations(own->second);
    const auto replay = replay_log(family(name), text_of(wild / file));
    auto wrong = differences(replay, expected);
    std::istringstream words{expect};
    for (std::string word; std::getline(words, word, ';');)
        if (!shows(replay, word)) wrong.push_back("it does not show " + word);
    const auto said = [&replay](const std::string& key) { return replay.summary.contains(key) ? replay.summary.at(key) : ""; };
    if (expect.find("fault=") == expect.npos && !said("defects").empty()) wrong.push_back("a sound unit is said to have " + said("defects"));
    if (expect.find("install=") == expect.npos && said("install").starts_with("trouble")) wrong.push_back("nothing was installed, and there is " + said("install"));
    EXPECT_THAT(wrong, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Captures, Wild, testing::ValuesIn(logs()), [](const auto& test) {
    std::string name;
    for (const unsigned char c : test.param.file.substr(0, test.param.file.find('.'))) name += std::isalnum(c) ? static_cast<char>(c) : '_';
    return name;
});

}  // namespace
