// Recognition, however the bytes were cut: every sample of every family at every split, and the consoles among the captures.

#include "drivers/family.hpp"
#include "drivers/seen.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace {

using namespace drivers;
namespace fs = std::filesystem;

const Families& shipped() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

/// All that can be told of a stream at its end.
struct End {
    std::vector<Line> lines;
    std::string tail;
    std::uint64_t number = 0;
    std::optional<Match> standing;
    bool operator==(const End&) const = default;
};

/// One matcher for many streams: making one costs more than most of them.
class Reader {
  public:
    explicit Reader(const Family& family) : reader_{family}, expect_{reader_.expect()} {}

    End end(std::initializer_list<std::string_view> reads) {
        expect_.clear();
        End end;
        for (const auto read : reads) expect_.feed(read, end.lines);
        return finished(std::move(end));
    }
    End byte_by_byte(std::string_view text) {
        expect_.clear();
        End end;
        for (const char& c : text) {
            expect_.feed({&c, 1}, end.lines);
            expect_.standing();  // what the console asks after every read must not change the answer
        }
        return finished(std::move(end));
    }
    Seen seen(const End& end) const { return end.standing ? reader_.read(*end.standing) : Seen{}; }

  private:
    End finished(End end) {
        end.tail = expect_.tail();
        end.number = expect_.line();
        end.standing = expect_.standing();
        return end;
    }
    PromptReader reader_;
    Expect expect_;
};

class Recognition : public testing::TestWithParam<std::string> {};

TEST_P(Recognition, IsTheSameAtEverySplit) {
    const auto* family = shipped().by_name(GetParam());
    Reader reader{*family};
    for (const auto& sample : family->samples) {
        const std::string_view text = sample.text;
        const auto whole = reader.end({text});
        for (std::size_t at = 0; at <= text.size(); ++at)
            ASSERT_EQ(reader.end({text.substr(0, at), text.substr(at)}), whole)
                << family->name << ".yaml:" << sample.line << " cut at " << at << ": " << printable(text);
        ASSERT_EQ(reader.byte_by_byte(text), whole) << family->name << ".yaml:" << sample.line << ": " << printable(text);
    }
}

TEST_P(Recognition, IsTheSameBehindABootAndUnderNoise) {
    const auto* family = shipped().by_name(GetParam());
    Reader reader{*family};
    const std::string boot = "FFrreeeeBBSSDD//xx8866  bboooottssttrraapp\r\nAutoboot in 3 seconds...\r\nMounting /var 10%\r 100%\r\n\x1b[Kdone\r\n\r\n";
    const std::string noise = "\aAuto Image Upgrade: DHCP INET6 Client State Reset : fxp0.0\r\n";
    for (const auto& sample : family->samples) {
        const auto mode = sample.expected.find("mode");
        if (mode == sample.expected.end() || mode->second == "none") continue;
        const auto where = family->name + ".yaml:" + std::to_string(sample.line) + ": " + printable(sample.text);
        EXPECT_EQ(reader.seen(reader.end({boot, sample.text})).mode, mode->second) << where;
        EXPECT_EQ(reader.seen(reader.end({sample.text, noise})).mode, mode->second) << where;
    }
}

std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const auto& family : shipped().all()) all.push_back(family.name);
    return all;
}
INSTANTIATE_TEST_SUITE_P(All, Recognition, testing::ValuesIn(names()), [](const auto& test) {
    auto name = test.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

// Captures: what other people's units printed. Who typed where is told by a reading of our own that knows no family.

/// The prompt of an operational CLI with a command behind it: "user@host> show version".
struct Typed {
    std::string prompt, user, host;
};

std::optional<Typed> typed(std::string line) {
    line.erase(0, line.find_first_not_of(" \t"));
    const auto at = line.find('@'), end = line.find("> ");
    const auto is_name = [](std::string_view text) {
        return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.'; });
    };
    if (at == line.npos || end == line.npos || end < at) return std::nullopt;
    Typed found{line.substr(0, end + 2), line.substr(0, at), line.substr(at + 1, end - at - 1)};
    return is_name(found.user) && is_name(found.host) ? std::optional{found} : std::nullopt;
}

std::string on_the_wire(const std::string& text) {
    std::string bytes;
    for (const char c : text)
        if (c == '\n') bytes += "\r\n";
        else if (c != '\r') bytes += c;
    return bytes;
}

TEST(Captures, ConsolesAreReadAsTheyStand) {
    const fs::path folder{STATION_CAPTURES_DIR};
    if (!fs::is_directory(folder)) GTEST_SKIP() << "no captures at " << folder;
    Reader reader{shipped().base()};
    int prompts = 0, files = 0;
    for (const auto& item : fs::recursive_directory_iterator{folder}) {
        if (!item.is_regular_file() || item.path().extension() == ".tsv" || item.file_size() > 200'000) continue;
        std::ifstream file{item.path()};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        ++files;
        const auto bytes = on_the_wire(text);
        const auto whole = reader.end({bytes});
        for (const auto at : {bytes.size() / 3, bytes.size() / 2, bytes.size() * 9 / 10})
            ASSERT_EQ(reader.end({std::string_view{bytes}.substr(0, at), std::string_view{bytes}.substr(at)}), whole) << item.path() << " at " << at;
        std::istringstream lines{text};
        std::string before, line;
        for (; std::getline(lines, line); before += line + "\n") {
            const auto who = typed(line);
            if (!who) continue;
            const auto seen = reader.seen(reader.end({on_the_wire(before + who->prompt)}));
            EXPECT_EQ(seen.mode, "cli") << item.path() << ": " << line;
            EXPECT_EQ(seen.user, who->user) << item.path() << ": " << line;
            EXPECT_EQ(seen.host, who->host) << item.path() << ": " << line;
            ++prompts;
        }
    }
    EXPECT_GT(files, 100);
    EXPECT_GT(prompts, 5);
    RecordProperty("files", files);
    RecordProperty("prompts", prompts);
}

}  // namespace
