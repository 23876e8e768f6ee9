// A unit that says more than any unit may is at fault, and costs the station neither its memory nor its time.

#include "drivers/transcript.hpp"
#include "tests/drivers/console_fixture.hpp"
#include "tests/support/endless.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace tests;
using testing::HasSubstr;

constexpr Limits small{.reply = 300'000, .line = 50'000, .transcript = 1'000'000};

/// What a console that says `again` without end brings this to; and how much of it was read.
struct Came {
    std::optional<Fault> fault;
    std::string what;
    std::size_t read = 0;
};
Came at_a_babbling_console(const std::string& again, std::function<Task<>(Console&)> body, const std::string& first = {}) {
    auto terminal = std::make_unique<support::EndlessTerminal>(first, again);
    auto& endless = *terminal;
    Console console{std::move(terminal), junos(), nullptr, small};
    Came came;
    try {
        support::run(body(console));
    } catch (const LinkError& error) {
        came.fault = error.fault();
        came.what = error.what();
    }
    came.read = endless.said();
    return came;
}

Task<> identify(Console& console) { co_await console.identify(within(10s, "sign of life")); }

Task<> log_in(Console& console) {
    Credentials root{.user = "root", .password = "x", .private_key = {}};
    co_await console.enter("cli", root, within(10s, "prompt"));
}

TEST(ConsoleFlood, OfALineWithoutEnd) {
    for (const auto& body : {identify, log_in}) {
        const auto came = at_a_babbling_console(std::string(4096, 'x'), body);
        EXPECT_EQ(came.fault, Fault::flood);
        EXPECT_THAT(came.what, HasSubstr("more than 50000 bytes of one line"));
        EXPECT_LT(came.read, 60'000u);
    }
}

TEST(ConsoleFlood, OfLinesWithoutEnd) {
    const auto came = at_a_babbling_console("a line like any other\r\n", log_in, "\r\nlogin: ");
    EXPECT_EQ(came.fault, Fault::flood);
    EXPECT_THAT(came.what, HasSubstr("more than 300000 bytes of one reply"));
    EXPECT_LT(came.read, 700'000u);
}

TEST(ConsoleFlood, OfEmptyLines) {
    const auto came = at_a_babbling_console(std::string(1000, '\n'), identify);
    EXPECT_EQ(came.fault, Fault::flood);
    EXPECT_LT(came.read, 300'000u) << "each of them takes more room than a byte";
}

TEST(ConsoleFlood, OfAnAnswerThatDoesNotEnd) {
    const auto came = at_a_babbling_console(
        "a line like any other\r\n",
        [](Console& console) -> Task<> {
            co_await console.identify(within(10s, "sign of life"));
            co_await console.command("show version", within(10s, "answer"));
        },
        "\r\nroot@router> ");
    EXPECT_EQ(came.fault, Fault::flood);
}

TEST(ConsoleFlood, IsNoneWhileABootIsWatched) {  // each line is looked at and forgotten; its transcript is bounded
    const auto came = at_a_babbling_console("a line like any other\r\n", [](Console& console) -> Task<> {
        co_await console.watch({}, within(1s, "mark"));
    });
    EXPECT_EQ(came.fault, Fault::timeout);
}

TEST(ConsoleFlood, OfATranscript) {
    const support::TempFolder folder;
    Transcript transcript{folder / "t", "endless:", small.transcript};
    transcript.received(std::string(999'990, 'x'));
    try {
        transcript.received("0123456789abc");
        FAIL() << "more than a transcript may hold";
    } catch (const LinkError& error) {
        EXPECT_EQ(error.fault(), Fault::flood);
        EXPECT_THAT(error.what(), HasSubstr("endless:: the unit sent more than 1000000 bytes of one conversation"));
    }
    EXPECT_THROW(transcript.received("more"), LinkError);
    transcript.sent("our own words are none of the unit's");
    transcript.flush();
    std::size_t kept = 0;
    for (const auto& frame : read_transcript(folder / "t"))
        if (!frame.sent) kept += frame.bytes.size();
    EXPECT_EQ(kept, small.transcript);
}

}  // namespace
