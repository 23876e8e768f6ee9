// Finding a console's speed, over this machine's ports and over a terminal server's: one search for both.

#include "drivers/speed.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/run.hpp"
#include "tests/support/ser2net.hpp"
#include "tests/support/uart.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;

const std::vector<unsigned> speeds{9600, 115200, 38400, 19200};
const std::string prompt = "\r\n\r\nedge (ttyu0)\r\n\r\nlogin: ";

SpeedRule quick() {
    SpeedRule rule;
    rule.listen = 300ms;
    rule.quiet = 60ms;
    return rule;
}

Task<SpeedSearch> search(std::string endpoint_text, const support::Pty& pty) {
    auto endpoint = check_endpoint(endpoint_text, Use::terminal);
    LinkContext context;
    auto terminal = co_await open_terminal(std::move(endpoint), std::move(context), within(10s, "port"));
    auto found = co_await find_speed(*terminal, speeds, quick(), within(60s, "speed of the console"));
    EXPECT_EQ(pty.speed(), found.baud.value_or(9600)) << "the line is left at what was found, or as it was";
    EXPECT_EQ(terminal->line()->speed(), found.baud.value_or(9600));
    co_return found;
}

/// Of a port of this machine, or of a terminal server in front of it.
class Speed : public testing::TestWithParam<bool> {
  protected:
    SpeedSearch found_for(unsigned baud, const std::string& said = prompt) {
        const support::UnitAtSpeed unit{pty_, baud, said};
        if (!GetParam()) return support::run(search("serial://" + pty_.path(), pty_));
        const support::Ser2net server{pty_.path(), "telnet(rfc2217=true)"};
        return support::run(search(server.endpoint("telnet"), pty_));
    }

  private:
    support::Pty pty_;
};

TEST_P(Speed, IsFoundWhateverItIs) {
    for (const auto baud : speeds) EXPECT_EQ(found_for(baud).baud, baud);
}

TEST_P(Speed, OfAShortPromptIsFound) {
    for (const auto baud : speeds) EXPECT_EQ(found_for(baud, "\r\n=> ").baud, baud);
}

TEST_P(Speed, OfASilentConsoleIsNotGuessed) {
    const auto found = found_for(0);
    EXPECT_FALSE(found.baud);
    EXPECT_EQ(found.trials.size(), speeds.size());
}

TEST_P(Speed, OfAConsoleThatIsNotTriedIsNotGuessed) {
    const auto found = found_for(57600);
    EXPECT_FALSE(found.baud);
    for (const auto& trial : found.trials) EXPECT_GT(trial.bytes, 0u) << "junk at " << trial.baud;
}

INSTANTIATE_TEST_SUITE_P(, Speed, testing::Bool(), [](const auto& way) { return way.param ? "OverRfc2217" : "OverSerial"; });

// The noise of the tests is a line's: at the right speed nothing is lost, at half of it bits run together.
TEST(Uart, ReadsWhatWasSentAtTheSameSpeed) {
    std::string all;
    for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
    EXPECT_EQ(support::resampled(all, 9600, 9600), all);
    EXPECT_EQ(support::resampled("U", 9600, 4800), "\xff") << "the odd bits of 1010101010 are ones";
}

TEST(SpeedRule, KnowsTextFromJunkForEveryPairOfSpeeds) {
    const std::vector<std::string> prompts{prompt, "\r\n\r\nAmnesiac (ttyu0)\r\n\r\nlogin: ", "\r\n\r\nroot@mx> ", "\r\nloader> ", "\r\n% ", "\r\n=> "};
    for (const auto& said : prompts)
        for (const auto sent : speeds)
            for (const auto read : speeds) {
                const auto bytes = support::resampled(said, sent, read);
                const SpeedTrial trial{read, bytes.size(), readable_in(bytes)};
                EXPECT_EQ(trial.text(), sent == read) << said << " sent at " << sent << ", read at " << read << ": " << testing::PrintToString(bytes);
            }
}

}  // namespace
