// A Console that looks for the speed of its line: what it forgets, and what it keeps.

#include "drivers/console.hpp"
#include "tests/drivers/console_fixture.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;

/// A unit at one speed: it answers a line end with its prompt, which is junk at any other.
class Wire : public Terminal, public SerialLine {
  public:
    Wire(unsigned speed, unsigned units_speed) : speed_{speed}, units_speed_{units_speed} {}

    Task<std::string> read(Deadline deadline) override {
        if (pending_.empty()) throw too_late(deadline, where_);
        co_return std::exchange(pending_, {});
    }
    Task<> write(std::string bytes, Deadline) override {
        typed += bytes;
        if (answers) pending_ = speed_ == units_speed_ ? "\r\nlogin: " : std::string(24, '\x95');
        co_return;
    }
    void abort() noexcept override {}
    const std::string& where() const override { return where_; }
    SerialLine* line() override { return settable ? this : nullptr; }
    unsigned speed() const override { return speed_; }
    Task<> set_speed(unsigned baud, Deadline) override {
        speed_ = baud;
        co_return;
    }
    std::optional<ModemWires> wires() const override { return std::nullopt; }

    bool settable = true, answers = true;
    std::string typed;

  private:
    unsigned speed_, units_speed_;
    std::string pending_, where_ = "line:";
};

struct Found {
    SpeedSearch search;
    bool garbled_before = false, garbled_after = false;
    Seen seen;
};

Task<Found> look(Console& console, Typing typing) {
    Found found;
    co_await console.identify(within(5s, "prompt"));
    found.garbled_before = console.garbled();
    found.search = co_await console.find_speed(typing, within(30s, "speed"));
    found.garbled_after = console.garbled();
    found.seen = co_await console.identify(within(5s, "prompt"));
    co_return found;
}

struct Bench {
    std::unique_ptr<Wire> owned;
    Found look(Typing typing) {
        Console console{std::move(owned), tests::junos()};
        return support::run(::look(console, typing));
    }
};

TEST(ConsoleSpeed, IsFoundAndWhatCameBeforeIsForgotten) {
    const auto found = Bench{std::make_unique<Wire>(9600, 38400)}.look(Typing::line_ends);
    EXPECT_TRUE(found.garbled_before);
    EXPECT_EQ(found.search.baud, 38400u);
    EXPECT_FALSE(found.garbled_after);
    EXPECT_EQ(found.seen.mode, "login");
    EXPECT_THAT(found.seen.heard, testing::IsEmpty()) << "junk is nothing that was heard";
}

TEST(ConsoleSpeed, IsTheFormerOneWhereNoneIsFound) {
    const auto found = Bench{std::make_unique<Wire>(9600, 1200)}.look(Typing::line_ends);
    EXPECT_FALSE(found.search.baud);
    EXPECT_TRUE(found.garbled_after);
    EXPECT_EQ(found.search.former, 9600u);
}

TEST(ConsoleSpeed, IsLeftWhereTheLineIsNotOursToSet) {
    auto line = std::make_unique<Wire>(9600, 38400);
    line->settable = false;
    const auto found = Bench{std::move(line)}.look(Typing::line_ends);
    EXPECT_TRUE(found.search.trials.empty());
}

TEST(ConsoleSpeed, IsListenedForWithoutTypingWhereAKeyMayCount) {
    auto line = std::make_unique<Wire>(9600, 38400);
    auto& typed = line->typed;
    Console console{std::move(line), tests::junos()};
    const auto search = support::run(console.find_speed(Typing::none, within(30s, "speed")));
    EXPECT_FALSE(search.baud);
    EXPECT_EQ(typed, "");
}

}  // namespace
