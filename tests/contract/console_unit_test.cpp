// The console against a unit on a wire: the simulated one, at the far end of its pty.

#include "drivers/console.hpp"
#include "tests/drivers/sim/simulated.hpp"
#include "tests/support/run.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using testing::HasSubstr;

const Families& families() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

Task<Console> open(const support::Simulated& unit, std::string family) {
    auto endpoint = check_endpoint("serial://" + unit.console_path().string(), Use::terminal);
    LinkContext context;
    auto terminal = co_await open_terminal(std::move(endpoint), std::move(context), within(5s, "port"));
    co_return Console{std::move(terminal), *families().by_name(family)};
}

Task<> enter(Console& console, std::string mode, std::string password) {
    Credentials credentials;
    credentials.user = "root";
    credentials.password = std::move(password);
    co_await console.enter(std::move(mode), std::move(credentials), within(60s, "prompt of the unit"));
}

TEST(ConsoleAtAUnit, LogsInReadsAndMovesAbout) {
    const support::Simulated unit{"mx240-good"};
    support::run([](const support::Simulated& at) -> Task<> {
        auto console = co_await open(at, "mx-x86");
        const auto seen = co_await console.identify(within(5s, "prompt"));
        EXPECT_EQ(seen.mode, "login");
        co_await enter(console, "cli", "juniper");
        EXPECT_EQ(console.seen().host, "edge-7.fra.example");
        EXPECT_EQ(console.seen().role, "master");
        const auto version = co_await console.command("show version", within(20s, "version"));
        EXPECT_TRUE(version.starts_with("Hostname: edge-7.fra.example\nModel: mx240\n")) << version;
        EXPECT_TRUE(version.ends_with("]\n")) << version;
        const auto inventory = co_await console.command("show chassis hardware", within(20s, "inventory"));
        EXPECT_THAT(inventory, HasSubstr("JN12A70C1AFC"));
        EXPECT_THAT(inventory, testing::Not(HasSubstr("root@")));
        co_await enter(console, "config", "juniper");
        co_await console.command("set system host-name somewhere", within(20s, "prompt"));
        co_await enter(console, "shell", "juniper");
        EXPECT_EQ(console.seen().kind, ModeKind::shell);
        co_await enter(console, "cli", "juniper");
        const auto name = co_await console.command("show version | no-more", within(20s, "version"));
        EXPECT_THAT(name, HasSubstr("Hostname: edge-7.fra.example")) << "the change was not committed";
    }(unit));
}

TEST(ConsoleAtAUnit, IsRefusedWithAWrongPasswordAndGetsInAfterwards) {
    const support::Simulated unit{"mx240-good"};
    support::run([](const support::Simulated& at) -> Task<> {
        auto console = co_await open(at, "mx-x86");
        std::optional<Fault> fault;
        try {
            co_await enter(console, "cli", "wrong");
        } catch (const LinkError& error) {
            fault = error.fault();
        }
        EXPECT_EQ(fault, Fault::refused);
        co_await enter(console, "cli", "juniper");
        EXPECT_TRUE(console.seen().logged_in());
    }(unit));
}

TEST(ConsoleAtAUnit, ResetsItAndGetsInWithoutAPassword) {
    const support::Simulated unit{"ex4300-good"};
    support::run([](const support::Simulated& at) -> Task<> {
        auto console = co_await open(at, "ex-legacy");
        co_await enter(console, "cli", "juniper");
        const auto& reset = *console.family().reset("unlink");
        const auto said = co_await console.dialogue(reset.command, reset.answers, reset.started.front(),
                                                    within(60s, "start of the reset"));
        EXPECT_THAT(said, HasSubstr("zeroizing"));
        std::vector<Mark> booted{*console.family().mark("getty")};
        booted.front().text = console.family().factory.login;
        co_await console.watch(std::move(booted), within(60s, "login prompt of an empty unit"));
        co_await enter(console, "cli", "");
        const auto configuration =
            co_await console.command("show configuration | display set", within(20s, "configuration"));
        EXPECT_THAT(configuration, testing::Not(HasSubstr("root-authentication")));
    }(unit));
}

}  // namespace
