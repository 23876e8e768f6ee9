#include "drivers/transcript.hpp"

#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <system_error>

namespace {

using drivers::read_transcript;
using drivers::Transcript;
using testing::HasSubstr;

std::string content(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

void write(const std::filesystem::path& file, std::string_view text) {
    std::ofstream{file, std::ios::binary} << text;
}

/// Direction and bytes of every frame: "<abc" for received, ">abc" for sent.
std::vector<std::string> frames(const std::filesystem::path& file) {
    std::vector<std::string> texts;
    for (const auto& frame : read_transcript(file)) texts.push_back((frame.sent ? ">" : "<") + frame.bytes);
    return texts;
}

std::string all_received(const std::filesystem::path& file) {
    std::string text;
    for (const auto& frame : read_transcript(file))
        if (!frame.sent) text += frame.bytes;
    return text;
}

TEST(Transcript, KeepsBytesOfBothDirectionsInOrder) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "a", "serial:///dev/x"};
        transcript.received(std::string_view{"login: \0\xff\n", 10});
        transcript.sent("root\r");
        transcript.received("\n12 < 5\nPassword:");
        EXPECT_EQ(transcript.bytes_received(), 27u);
        EXPECT_EQ(transcript.bytes_sent(), 5u);
    }
    EXPECT_THAT(frames(folder / "a"),
                testing::ElementsAre(std::string{"<login: \0\xff\n", 11}, ">root\r", "<\n12 < 5\nPassword:"));
}

TEST(Transcript, HasTheFormThatItsHeaderPromises) {
    support::TempFolder folder;
    { Transcript{folder / "a", "ssh://root@192.0.2.1"}.received("ab"); }
    EXPECT_THAT(content(folder / "a"),
                testing::MatchesRegex(
                    "station-transcript 1 ssh://root@192.0.2.1 20..-..-..T..:..:..Z\n[0-9]+ < 2\nab\n"));
}

TEST(Transcript, TimesNeverGoBack) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "a", "x:"};
        for (int i = 0; i < 100; ++i) transcript.received("a");
    }
    const auto all = read_transcript(folder / "a");
    ASSERT_EQ(all.size(), 100u);
    EXPECT_TRUE(
        std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.at < b.at; }));
}

TEST(Transcript, RefusesToWriteOverAnother) {
    support::TempFolder folder;
    { Transcript{folder / "a", "x:"}.sent("evidence"); }
    EXPECT_THROW((Transcript{folder / "a", "x:"}), std::system_error);
    EXPECT_THROW((Transcript{folder / "no" / "where", "x:"}), std::system_error);
    EXPECT_THAT(frames(folder / "a"), testing::ElementsAre(">evidence"));
}

TEST(Transcript, CountsWithoutAFile) {
    Transcript transcript;
    transcript.received("abc");
    transcript.flush(true);
    EXPECT_EQ(transcript.bytes_received(), 3u);
}

TEST(Transcript, FlushBringsEverythingToTheFile) {
    support::TempFolder folder;
    Transcript transcript{folder / "a", "x:"};
    transcript.mask("root123");
    transcript.received("a word\r");
    transcript.received("the error");  // its end is how the secret begins: held back
    transcript.flush(true);
    EXPECT_EQ(all_received(folder / "a"), "a word\rthe error");
}

TEST(Transcript, WithholdsWhatIsSomebodyElses) {
    const support::TempFolder folder;
    const auto file = folder / "t";
    {
        Transcript transcript{file, "e"};
        transcript.received("before ");
        {
            const Transcript::Withheld withheld{&transcript};
            transcript.sent("find /\r");
            transcript.received("/home/noc\a\r\n");
        }
        transcript.received("after");
        const Transcript::Withheld of_none{nullptr};
    }
    EXPECT_EQ(all_received(file), "before *********\a\r\nafter");
    EXPECT_THAT(frames(file), testing::Contains(">find /\r"));
}

TEST(Transcript, MasksSecretsWhereverTheyPass) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "a", "x:"};
        transcript.mask("hunter2");
        transcript.mask("hunter2000");
        transcript.sent("hunter2\r");
        transcript.received("xhunter2hunter2000y");
    }
    EXPECT_THAT(frames(folder / "a"), testing::ElementsAre(">*******\r", "<x*****************y"));
}

TEST(Transcript, MasksASecretAtEverySplit) {
    const std::string secret = "aab&aac", text = "xaa" + secret + "aab" + secret + "y";
    const std::string expected = "xaa*******aab*******y";
    for (std::size_t first = 0; first <= text.size(); ++first)
        for (std::size_t second = first; second <= text.size(); ++second) {
            support::TempFolder folder;
            {
                Transcript transcript{folder / "a", "x:"};
                transcript.mask(secret);
                transcript.received(text.substr(0, first));
                transcript.sent("aab");
                transcript.received(text.substr(first, second - first));
                transcript.received(text.substr(second));
            }
            ASSERT_EQ(all_received(folder / "a"), expected) << first << ", " << second;
        }
}

TEST(Transcript, MasksASecretEchoedByteByByte) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "a", "x:"};
        transcript.mask("root123");
        for (const char c : std::string{"rrroot123root12"}) transcript.received({&c, 1});
    }
    EXPECT_EQ(all_received(folder / "a"), "rr*******root12");
}

TEST(Transcript, MasksTheRestOfASecretThatAFlushCut) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "a", "x:"};
        transcript.mask("root123");
        transcript.received("ro");
        transcript.flush();
        transcript.received("ot123 and root123");
    }
    EXPECT_EQ(all_received(folder / "a"), "ro***** and *******");
}

TEST(Transcript, MasksWhatXmlMakesOfASecret) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "a", "x:"};
        transcript.mask("a<&b");
        transcript.sent("<p>a&lt;&amp;b</p>");
    }
    EXPECT_THAT(frames(folder / "a"), testing::ElementsAre("><p>***********</p>"));
}

TEST(ReadTranscript, DropsTheFrameThatAPowerCutLeftIncomplete) {
    support::TempFolder folder;
    {
        Transcript transcript{folder / "a", "x:"};
        transcript.received("first");
        transcript.sent("second\n");
    }
    const auto whole = content(folder / "a");
    const auto second = whole.rfind(" > ");
    const auto second_begins = whole.rfind('\n', second) + 1;
    for (auto size = second_begins; size < whole.size(); ++size) {
        write(folder / "cut", whole.substr(0, size));
        ASSERT_THAT(frames(folder / "cut"), testing::ElementsAre("<first")) << size;
    }
}

TEST(ReadTranscript, SaysWhichFileIsNoneAndWhereOneIsBroken) {
    support::TempFolder folder;
    const auto message = [](const std::filesystem::path& file) -> std::string {
        try {
            read_transcript(file);
        } catch (const std::runtime_error& e) {
            return e.what();
        }
        return "nothing";
    };
    write(folder / "other", "hello\n");
    write(folder / "broken", "station-transcript 1 x: 2026-01-01T00:00:00Z\n5 < 1\na\nfive < 1\na\n");
    write(folder / "longer", "station-transcript 1 x: 2026-01-01T00:00:00Z\n5 < 1\nab\n6 < 1\na\n");
    EXPECT_THAT(message(folder / "other"), HasSubstr("other: offset 0: is no transcript"));
    EXPECT_THAT(message(folder / "none"), HasSubstr("none: offset 0: cannot be read"));
    EXPECT_THAT(message(folder / "broken"), HasSubstr("offset 53: expected a frame's header"));
    EXPECT_THAT(message(folder / "longer"), HasSubstr("offset 52: expected the end of the frame"));
}

}  // namespace
