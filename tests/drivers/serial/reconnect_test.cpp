// A USB adapter that is pulled and put back: the port's path goes and comes, and leads to another tty then.

#include "drivers/link.hpp"
#include "tests/support/at_once.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/run.hpp"
#include "tests/support/ser2net.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace {

using namespace drivers;
using namespace std::chrono_literals;

class Reconnect : public testing::Test {
  protected:
    void plug_in() {
        pty_ = std::make_unique<support::Pty>();
        std::filesystem::create_symlink(pty_->path(), port_);
    }
    void pull() {
        std::filesystem::remove(port_);
        pty_.reset();
    }
    std::string endpoint() const { return "serial://" + port_.string(); }
    const std::filesystem::path& port() const { return port_; }
    support::Pty& pty() { return *pty_; }

  private:
    support::TempFolder folder_;
    std::filesystem::path port_ = folder_ / "a1";
    std::unique_ptr<support::Pty> pty_;
};

Task<std::unique_ptr<Terminal>> await(std::string text, Deadline deadline) {
    auto endpoint = check_endpoint(text, Use::terminal);
    LinkContext context;
    co_return co_await await_terminal(std::move(endpoint), std::move(context), std::move(deadline));
}

Task<std::optional<LinkError>> ending(Terminal& terminal) {
    std::optional<LinkError> end;
    try {
        co_await terminal.read(within(5s, "bytes"));
    } catch (const LinkError& error) {
        end = error;
    }
    co_return end;
}

TEST_F(Reconnect, SaysThatTheAdapterWasPulled) {
    plug_in();
    support::run([](std::string text, std::function<void()> pull_it) -> Task<> {
        auto terminal = co_await await(text, within(5s, "port"));
        pull_it();
        const auto end = co_await ending(*terminal);
        EXPECT_TRUE(end);
        if (!end) co_return;
        EXPECT_EQ(end->fault(), Fault::closed);
        EXPECT_THAT(end->what(), testing::HasSubstr("was the adapter pulled?"));
    }(endpoint(), [this] { pull(); }));
}

TEST_F(Reconnect, OpensThePortAgainWhenItIsBack) {
    plug_in();
    pull();
    Clock::time_point back;
    std::thread technician{[&] {
        std::this_thread::sleep_for(300ms);
        plug_in();
        back = Clock::now();
    }};
    support::open_and_close(await(endpoint(), within(10s, "port")));
    const auto open = Clock::now();
    technician.join();
    EXPECT_LT(open - back, support::at_once());
}

TEST_F(Reconnect, GivesUpAtTheDeadlineAndSaysWhatWasMissing) {
    const auto begin = Clock::now();
    std::optional<LinkError> failure;
    try {
        support::open_and_close(await(endpoint(), within(300ms, "port")));
    } catch (const LinkError& error) {
        failure = error;
    }
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->fault(), Fault::unreachable);
    EXPECT_THAT(failure->what(), testing::HasSubstr("there is no port " + port().string()));
    EXPECT_LT(Clock::now() - begin, support::at_once());
}

TEST_F(Reconnect, WaitsForATerminalServerThatStartsAgain) {
    plug_in();
    auto first = std::make_unique<support::Ser2net>(port().string(), "telnet(rfc2217=true)");
    const auto text = first->endpoint("telnet");
    const auto number = first->port();
    support::run([](std::string to, std::unique_ptr<support::Ser2net>& server) -> Task<> {
        auto terminal = co_await await(to, within(5s, "terminal server"));
        server.reset();
        const auto end = co_await ending(*terminal);
        EXPECT_EQ(end ? end->fault() : Fault::protocol, Fault::closed);
    }(text, first));
    std::unique_ptr<support::Ser2net> second;
    std::thread technician{[&] {
        std::this_thread::sleep_for(200ms);
        second = std::make_unique<support::Ser2net>(port().string(), "telnet(rfc2217=true)", "", number);
    }};
    support::open_and_close(await(text, within(10s, "terminal server")));
    technician.join();
}

}  // namespace
