// Consoles in the states people and noise leave them in.

#include "tests/drivers/console_fixture.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
class ConsoleTrouble : public tests::ConsoleTest {};

TEST_F(ConsoleTrouble, ATornLoginPromptIsNotAnswered) {
    // Noise and the ends of prompts, as they come while a unit looks for an image to load.
    script
        .when("\r", {"\r\nlog", "Auto Image Upgrade: DHCP INET Client State Reset : fxp0.0\r\n",
                     "\r\ndut (ttyu0)\r\n\r\nlogin: ",
                     "Auto Image Upgrade: DHCP INET6 Client State Reset : fxp0.0\r\n"})
        .when("root\r", {"Password:"})
        .when("juniper\r", {"\r\nroot@dut% "}, false);
    run<void>([](Console& console) { return enter(console, "shell", "juniper"); });
}

TEST_F(ConsoleTrouble, LeavesTheConfigurationAndItsChanges) {
    script.when("\r", {"[edit]\r\nroot@dut# "})
        .when("exit configuration-mode\r", {"The configuration has been changed but not committed\r\nExit "
                                            "with uncommitted changes? [yes,no] (yes) "})
        .when("yes\r", {"Exiting configuration mode\r\n\r\nroot@dut> "});
    quiet_commands();
    run<void>([](Console& console) { return enter(console, "cli", ""); });
}

// What ends NETCONF is somebody's name at a login prompt, which may come at any time.
TEST_F(ConsoleTrouble, TypesOnlyLineEndsWhileNobodyAnswers) {
    script.when("\r", {}, false).when("\r", {}, false).when("\r", {}, false).when("\r", {"\r\nroot@dut> "}, false);
    quiet_commands();
    run<void>([](Console& console) { return enter(console, "cli", ""); });
}

TEST_F(ConsoleTrouble, TypesOnlyLineEndsWhileNothingButTheyComesBack) {
    script.when("\r", {"\n"}, false).when("\r", {"\n"}, false).when("\r", {"\n"}, false).when("\r", {"\r\nroot@dut> "}, false);
    quiet_commands();
    run<void>([](Console& console) { return enter(console, "cli", ""); });
}

TEST_F(ConsoleTrouble, TakesItsOwnEchoForNobody) {
    script.when("\r", {"\r\n"}, false).when("\r", {"^M"}, false).when("\r", {"\n"}, false);
    const auto seen = run<Seen>([](Console& console) { return console.identify(Deadline{Clock::now() + 10s, "prompt", 10s}); });
    EXPECT_TRUE(seen.echo);
    EXPECT_FALSE(seen.silent);
    EXPECT_EQ(seen.mode, "");
}

// GRUB's entry for recovery asks by itself; nothing is typed before the first answer.
TEST_F(ConsoleTrouble, AnswersTheQuestionThatStands) {
    script.says({"systemd[1]: Set hostname.\r\nNew password: "})
        .when("secret\r", {"\r\nRetype new password: "}, false)
        .when("secret\r", {"\r\n[  OK  ] Started Junos applications.\r\n", "\r\nre0 login: "}, false);
    const auto said = run<std::string>([](Console& console) -> Task<std::string> {
        co_await console.identify(within(5s, "prompt"));
        std::vector<Answer> answers{{"(?:New|Retype new) [Pp]assword:\\s*$", "secret", true}};
        co_return co_await console.dialogue("", std::move(answers), "", within(5s, "login prompt"));
    });
    EXPECT_THAT(said, testing::HasSubstr("Started Junos"));
}

TEST_F(ConsoleTrouble, GivesUpAWayThatLeadsNowhere) {
    script.when("\r", {"\r\nroot@dut> "});
    quiet_commands();
    for (int departures = 0; departures < 7; ++departures) script.when("exit\r", {"\r\nroot@dut> "});
    const auto error = failure<void>([](Console& console) { return enter(console, "login", ""); });
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what(), testing::HasSubstr("moved in circles on the way to login"));
}

TEST_F(ConsoleTrouble, TypesNothingAtALoadersPasswordPrompt) {
    script.says({"Enter password in 60 seconds.\r\nEnter password: "});
    const auto seen = run<Seen>([](Console& console) { return console.identify(Deadline{Clock::now() + 3s, "prompt", 3s}); });
    EXPECT_EQ(seen.mode, "loader-password");
}

TEST_F(ConsoleTrouble, LeavesNetconfThatAnswersLineEnds) {
    script.when("\r", {"<rpc-error>\r\n<error-message>syntax error</error-message>\r\n</rpc-error>\r\n]]>]]>\r\n"}, false)
        .when("<rpc><close-session/></rpc>]]>]]>\r", {"<rpc-reply>\r\n<ok/>\r\n</rpc-reply>\r\n]]>]]>\r\n", "<!-- session end -->\r\nroot@dut> "}, false);
    quiet_commands();
    run<void>([](Console& console) { return enter(console, "cli", ""); });
}

TEST_F(ConsoleTrouble, LeavesAPagerThatWasLeftOpen) {
    script.says({"one\r\n---(more 50%)---"}).when("q", {"\r                                        \rroot@dut> "}, false);
    quiet_commands();
    run<void>([](Console& console) { return enter(console, "cli", ""); });
}

TEST_F(ConsoleTrouble, ReadsALoginPromptThatTheSyslogTore) {
    script.when("\r", {"\r\n\r\ndut (ttyu0)\r\n\r\nlog", "Nov 22 10:00:00  dut mgd[4711]: UI_AUTH_EVENT: x\r\n", "in: "})
        .when("root\r", {"PassAuto Image Upgrade: DHCP INET Client State Reset : fxp0.0\r\n", "word:"})
        .when("juniper\r", {"\r\nroot@dut% "}, false);
    run<void>([](Console& console) { return enter(console, "shell", "juniper"); });
}

TEST_F(ConsoleTrouble, ReadsALoaderThatPrintsEveryCharacterTwice) {
    script.says({"ddaattaa==00xx8888\r\nllooaa", "ddeerr>>  "});
    EXPECT_EQ(identify().mode, "loader");
    EXPECT_EQ(script.typed(), "");
}

TEST_F(ConsoleTrouble, ATornPromptAfterACommandIsAskedForAgain) {
    script.when("\r", {"root@dut> "})
        .when("show version\r", {"Junos: 21.3R1.9\r\n\r\nroot@dut", "\r\nfxp0: link state changed to UP\r\n> "})
        .when("\r", {"\r\nroot@dut> "});
    EXPECT_EQ(command("show version"), "Junos: 21.3R1.9\n");
}

const std::string kernel = "\r\nNov 22 10:00:00  /kernel: pfe_ifd_change: link of port 3 changed state\r\n";

TEST_F(ConsoleTrouble, WhatAMessageLeftOfThePromptIsNoOutput) {
    script.when("\r", {"{master}\r\nroot> "})
        .when("file list /var/home\r", {"/var/home:\r\n\r\n{master}\r\nro" + kernel + "ot> "});
    EXPECT_EQ(command("file list /var/home"), "/var/home:\n");
}

TEST_F(ConsoleTrouble, WhatStoodBeforeAMessageIsOutput) {
    script.when("\r", {"root> "}).when("file list /var/home\r", {"/var/home:\r\nro" + kernel + "root> "});
    EXPECT_THAT(command("file list /var/home"), testing::StartsWith("/var/home:\nro\n"));
}

TEST_F(ConsoleTrouble, OutputThatLooksLikeAPieceOfThePromptStays) {
    script.when("\r", {"root> "}).when("file list /var/home\r", {"/var/home:\r\nro\r\nro" + kernel + "ot> "});
    EXPECT_EQ(command("file list /var/home"), "/var/home:\nro\n");
}

// Nothing tells whether the prompt that was never seen whole is "root>" or "ot>": it is drawn once more.
TEST_F(ConsoleTrouble, APromptThatIsTornEachTimeIsKnownAllTheSame) {
    script.when("\r", {"ro" + kernel + "ot> "})
        .when("\r", {"\r\nroo" + kernel + "t> "})
        .when("file list /var/home\r", {"/var/home:\r\nnoc\r\nro" + kernel + "ot> "});
    EXPECT_EQ(command("file list /var/home"), "/var/home:\nnoc\n");
}

TEST_F(ConsoleTrouble, HalfAPromptAfterAMessageOfNoKnownKindIsNone) {
    script.when("\r", {"root> "})
        .when("file list /var/home\r", {"/var/home:\r\nro\r\nfxp0: link state changed to UP\r\not> "})
        .when("\r", {"\r\nroot> "});
    EXPECT_EQ(command("file list /var/home"), "/var/home:\n");
}

TEST_F(ConsoleTrouble, APromptThatAMessageToAllRanOverIsAskedForAgain) {
    script.when("\r", {"root> "})
        .when("file list /var/home\r", {"/var/home:\r\nroot> \r\n\r\nBroadcast Message from noc@dut\r\n        (no tty) at 10:00\r\n\r\nMaintenance\r\n"})
        .when("\r", {"\r\nroot> "});
    EXPECT_EQ(command("file list /var/home"), "/var/home:\n");
}

TEST_F(ConsoleTrouble, ALoginPromptThatIsDrawnAgainStillNamesTheHost) {
    script.says({"FreeBSD/amd64 (Amnesiac) (ttyu0)\r\n\r\nlogin: "})
        .when("\r", {"\r\nfxp0: link state changed\r\nfxp0: link state changed\r\nlogin: "}, false);
    const auto seen = run<Seen>([](Console& console) -> Task<Seen> {
        std::vector<Mark> marks{{.name = "login", .text = "login:"}};
        co_await console.watch(std::move(marks), within(5s, "login"));
        co_return co_await console.identify(within(5s, "prompt"));
    });
    EXPECT_EQ(seen.mode, "login");
    EXPECT_EQ(seen.host, "Amnesiac");
    EXPECT_THAT(seen.lines, testing::Contains("FreeBSD/amd64 (Amnesiac) (ttyu0)"));
}

TEST_F(ConsoleTrouble, APromptThatNoiseRanOverIsNoOutput) {
    script.when("\r", {"{master}\r\nroot> "})
        .when("file list /var/db/scripts\r", {"/var/db/scripts:\r\n\r\n{master}\r\nroot> \r\nAuto Image Upgrade: DHCP INET Client State Reset : fxp0.0\r\n"});
    EXPECT_EQ(command("file list /var/db/scripts"), "/var/db/scripts:\n");
}

TEST_F(ConsoleTrouble, AQuestionForThePasswordThatAMessageToAllRanOverIsNotARefusal) {
    script.when("\r", {"\r\nlogin: "})
        .when("root\r", {"Password:\r\n\a\aMessage to all\r\n\r\n"})
        .when("\r", {"\r\nLogin incorrect\r\nlogin: "})
        .when("root\r", {"Password:"})
        .when("juniper\r", {"\r\nroot@dut% "}, false);
    run<void>([](Console& console) { return enter(console, "shell", "juniper", 30s); });
}

TEST_F(ConsoleTrouble, ALogoutInTheMiddleIsSaidSo) {
    script.when("\r", {"root@dut> "}).when("show version\r", {"\r\n\r\ndut (ttyu0)\r\n\r\nlogin: "});
    const auto error =
        failure<std::string>([](Console& console) { return logged_in_command(console, "show version"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::closed);
}

TEST_F(ConsoleTrouble, ResynchronisesAPasswordPromptThatSomebodyLeft) {
    script.says({"Password:"})
        .when("\r", {"\r\nLogin incorrect\r\nlogin: "}, false)
        .when("root\r", {"Password:"})
        .when("juniper\r", {"\r\nroot@dut% "}, false);
    run<void>([](Console& console) { return enter(console, "shell", "juniper"); });
}

}  // namespace
