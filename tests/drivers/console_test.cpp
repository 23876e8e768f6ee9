#include "drivers/console.hpp"

#include "drivers/transcript.hpp"
#include "tests/drivers/console_fixture.hpp"
#include "tests/support/promptly.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;
using tests::ConsoleTest;
using tests::junos;

TEST_F(ConsoleTest, IdentifiesAnIdleLoginPromptWithOneLineEnd) {
    script.when("\r", {"\r\nAmnesiac (ttyu0)\r\n\r\nlo", "gin: "});
    const auto seen = identify();
    EXPECT_EQ(seen.mode, "login");
    EXPECT_EQ(seen.host, "Amnesiac");
    EXPECT_EQ(seen.confidence, Confidence::certain);
}

TEST_F(ConsoleTest, IdentifiesWhoAnswers) {
    script.when("\r", {"\r\n{backup:1}\r\nroot@dut> "});
    const auto seen = identify();
    EXPECT_EQ(seen.mode, "cli");
    EXPECT_EQ(seen.user, "root");
    EXPECT_EQ(seen.host, "dut");
    EXPECT_EQ(seen.role, "backup");
    EXPECT_EQ(seen.member, "1");
}

TEST_F(ConsoleTest, APromptThatCameTooLateIsNoAnswerToTheNextCommand) {
    script.when("\r", {"\r\nroot@dut> "})
        .when("show version\r", {"Model: x\r\nroot@dut> "})
        .when("file list /var/db/scripts\r", {"\r\nroot@dut> ", "file list /var/db/scripts\r\nroot@dut> "}, false)
        .slowly(1200ms);
    const auto printed = run<std::string>([](Console& console) -> Task<std::string> {
        co_await console.identify(within(5s, "prompt"));
        co_await console.command("show version", within(5s, "version"));
        co_return co_await console.command("file list /var/db/scripts", within(5s, "files"));
    });
    EXPECT_EQ(printed, "");
}

TEST_F(ConsoleTest, APromptThatNoiseRanOverIsNoOutput) {
    script.when("\r", {"\r\n{backup}\r\nroot@dut> "})
        .when("file list /var/core\r", {"\r\n/var/core/:\r\n\r\n{backup}\r\nroot@dut> \r\nAuto Image Upgrade: To stop, on CLI apply\r\n"
                                        "\"delete chassis auto-image-upgrade\" and commit\r\n\r\n"});
    EXPECT_EQ(command("file list /var/core"), "\n/var/core/:\n");
}

TEST_F(ConsoleTest, ASilentConsoleIsAValue) {
    script.when("\r", {}, false);
    const auto seen = identify(150ms);
    EXPECT_TRUE(seen.silent);
    EXPECT_EQ(seen.mode, "");
    EXPECT_EQ(seen.confidence, Confidence::none);
}

TEST_F(ConsoleTest, AnUnknownConsoleIsAValueToo) {
    script.when("\r", {"\xff\xfe\x01~~~", "?!x"}, false);
    const auto seen = run<Seen>([](Console& console) {  // for less time than it takes to try a second line end
        return console.identify(Deadline{Clock::now() + 300ms, "prompt", 300ms});
    });
    EXPECT_FALSE(seen.silent);
    EXPECT_EQ(seen.mode, "");
    EXPECT_THAT(seen.text, testing::HasSubstr("~~~?!x"));
}

TEST_F(ConsoleTest, TypesNothingIntoAMenu) {
    script.says({"4. [B]oot menu\r\n5. [M]ore options\r\n\r\nChoice: "});
    EXPECT_EQ(identify().mode, "main-menu");
    EXPECT_EQ(script.typed(), "");
}

TEST_F(ConsoleTest, LogsInAndGoesFromTheShellToTheCli) {
    script.when("\r", {"\r\n\r\ndut (ttyu0)\r\n\r\nlogin: "})
        .when("root\r", {"Password:"})
        .when("juniper\r", {"\r\n", "--- JUNOS 21.3R1.9\r\nroot@dut:~ # "}, false)
        .when("cli\r", {"{master}\r\nroot@dut> "});
    quiet_commands("{master}\r\nroot@dut> ");
    run<void>([](Console& console) -> Task<> {
        co_await enter(console, "cli", "juniper");
        EXPECT_EQ(console.seen().mode, "cli");
        EXPECT_EQ(console.seen().role, "master");
        EXPECT_TRUE(console.seen().logged_in());
    });
}

TEST_F(ConsoleTest, AFactoryDefaultUnitAsksForNoPassword) {
    script.when("\r", {"\r\nAmnesiac (ttyu0)\r\n\r\nlogin: "})
        .when("root\r", {"\r\nroot@:RE:0% "})
        .when("cli\r", {"root> "});
    quiet_commands("root> ");
    run<void>([](Console& console) { return enter(console, "cli", ""); });
}

TEST_F(ConsoleTest, AWrongPasswordIsRefusedAndTriedOnce) {
    script.when("\r", {"\r\nlogin: "})
        .when("root\r", {"Password:"})
        .when("wrong\r", {"\r\nLogin incorrect\r\nlogin: "}, false);
    const auto error = failure<void>([](Console& console) { return enter(console, "cli", "wrong"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::refused);
    EXPECT_THAT(error->what(), testing::HasSubstr("refused the login of root"));
}

TEST_F(ConsoleTest, LogsInFromAnIdlePromptWithoutANeedlessLineEnd) {
    script.when("\r", {"\r\n\r\ndut (ttyu0)\r\n\r\nlogin: "})
        .when("root\r", {"Password:"})
        .when("juniper\r", {"\r\n--- JUNOS 21.3R1.9\r\nroot@dut:~ # "}, false)
        .when("cli\r", {"{master}\r\nroot@dut> "});
    quiet_commands("{master}\r\nroot@dut> ");
    run<void>([](Console& console) { return enter(console, "cli", "juniper"); });
}

class OneLogin : public ConsoleTest {
  public:
    Clock::duration took() {
        script.when("\r", {"\r\n\r\ndut (ttyu0)\r\n\r\nlogin: "})
            .when("root\r", {"Password:"})
            .when("juniper\r", {"\r\n--- JUNOS 21.3R1.9\r\nroot@dut> "}, false);
        quiet_commands();
        const auto begin = Clock::now();
        run<void>([](Console& console) { return enter(console, "cli", "juniper"); });
        return Clock::now() - begin;
    }

  private:
    void TestBody() override {}
};

TEST(IdleLogin, TakesLessThanASecond) {
    support::promptly(1s, [] { return OneLogin().took(); });
}

TEST_F(ConsoleTest, SaysTheLinesItHeard) {
    script.says({"U-Boot 2016.01\r\n\r\n10%\r 20%\r\nFreeBSD/arm bootstrap loader\r\n"}).when("\r", {"Main Menu\r\n5. [M]ore options\r\nChoice: "});
    const auto seen = identify();
    EXPECT_EQ(seen.mode, "main-menu");
    EXPECT_THAT(seen.heard, testing::ElementsAre("U-Boot 2016.01", " 20%", "FreeBSD/arm bootstrap loader", "Main Menu", "5. [M]ore options"));
}

TEST_F(ConsoleTest, WaitsUntilABootingUnitAsksForALogin) {
    script.says({"Mounting /var 50%\r\n", "kernel: line\r\n"})
        .when("\r", {"more\r\n", "--- JUNOS 21.3R1.9\r\n", "\r\ndut (ttyu0)\r\n\r\nlogin: "}, false)
        .when("root\r", {"\r\nroot@dut% "});
    run<void>([](Console& console) { return enter(console, "shell", ""); });
}

TEST_F(ConsoleTest, ACommandsOutputIsWhatTheUnitPrinted) {
    script.when("\r", {"{master}\r\nroot@dut> "})
        .when("show version\r",
              {"Hostname: dut\r\n\aModel",
               ": mx\r\n\r\nAuto Image Upgrade: DHCP\r\nJunos: 21.3R1.9\r\n\r\n{master}\r\nroot@d", "ut> "});
    EXPECT_EQ(command("show version"), "Hostname: dut\nModel: mx\n\nJunos: 21.3R1.9\n");
}

TEST_F(ConsoleTest, PagersAreAnswered) {
    script.when("\r", {"root@dut> "})
        .when("show log\r", {"one\r\n---(more 50%)---"})
        .when(" ", {"\r                                        \rtwo\r\n", "---(more)---"}, false)
        .when(" ", {"\r                \rthree\r\n\r\nroot@dut> "}, false);
    EXPECT_EQ(command("show log"), "one\ntwo\nthree\n");
}

TEST_F(ConsoleTest, AWrappedEchoIsNoOutput) {
    const std::string text =
        "show configuration interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24 | no-more";
    script.when("\r", {"root@dut> "})
        .when(text + "\r", {text.substr(0, 60) + "\r\n" + text.substr(60) + "\r\nprimary;\r\n\r\nroot@dut> "},
              false);
    EXPECT_EQ(command(text), "primary;\n");
}

TEST_F(ConsoleTest, APromptFromBeforeTheEchoEndsNothing) {
    script.when("\r", {"root@dut> "})
        .when("show version\r",
              {"\r\nroot@dut> ", "\r\nroot@dut> show version\r\nJunos: 21.3R1.9\r\n", "\r\nroot@dut> "},
              false);
    EXPECT_EQ(command("show version"), "Junos: 21.3R1.9\n");
}

TEST_F(ConsoleTest, AnUnexpectedQuestionIsTurnedDown) {
    script.when("\r", {"root@dut> "})
        .when("request system reboot\r", {"Reboot the system ? [yes,no] (no) "})
        .when("no\r", {"\r\nroot@dut> "});
    const auto error = failure<std::string>(
        [](Console& console) { return logged_in_command(console, "request system reboot"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::protocol);
    EXPECT_THAT(error->what(), testing::HasSubstr("Reboot the system ?"));
}

TEST_F(ConsoleTest, CommandsNeedSomebodyLoggedIn) {
    script.when("\r", {"\r\nlogin: "});
    const auto error =
        failure<std::string>([](Console& console) { return logged_in_command(console, "show version"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::protocol);
    EXPECT_EQ(script.typed(), "\r") << "nothing is typed into a login prompt";
}

TEST_F(ConsoleTest, AnswersTheQuestionsOfADialogue) {
    script.when("\r", {"root> "})
        .when("request system zeroize\r",
              {"warning: System will be rebooted and may not boot without configuration\r\n"
               "Erase all data, including configuration and log files?",
               " [yes,no] (no) "})
        .when("yes\r", {"\r\nwarning: zeroizing re0\r\n", "Rebooting...\r\n"});
    const auto text = run<std::string>([](Console& console) -> Task<std::string> {
        co_await console.identify(within(5s, "prompt"));
        auto answers = junos().reset("unlink")->answers;
        auto started = junos().reset("unlink")->started.front();
        co_return co_await console.dialogue("request system zeroize", std::move(answers), std::move(started),
                                            within(5s, "zeroizing"));
    });
    EXPECT_THAT(text, testing::HasSubstr("warning: zeroizing re0\n"));
}

TEST_F(ConsoleTest, SecretsOfADialogueAreMasked) {
    support::TempFolder folder;
    Transcript file{folder / "t", "script:"};
    transcript = &file;
    script.when("\r", {"[edit]\r\nroot# "})
        .when("set system root-authentication plain-text-password\r", {"New password:"})
        .when("Hidden1\r", {"\r\nRetype new password:"}, false)
        .when("Hidden1\r", {"\r\n\r\n[edit]\r\nroot# "}, false);
    run<std::string>([](Console& console) -> Task<std::string> {
        co_await console.identify(within(5s, "prompt"));
        std::vector<Answer> answers{{"(?:New|Retype new) password:", "Hidden1", true}};
        co_return co_await console.dialogue("set system root-authentication plain-text-password",
                                            std::move(answers), "", within(5s, "prompt"));
    });
    file.sent("Hidden1");
    file.flush();
    EXPECT_EQ(read_transcript(folder / "t").at(0).bytes, "*******");
}

TEST_F(ConsoleTest, AQuestionOfNoKnownKindIsAnsweredWhenTheUnitRests) {
    script.when("\r", {"root> "})
        .when("request x\r", {"Really do it", " now? "})
        .when("sure\r", {"done\r\nroot> "});
    const auto text = run<std::string>([](Console& console) -> Task<std::string> {
        co_await console.identify(within(5s, "prompt"));
        std::vector<Answer> answers{{"Really do it now\\?", "sure"}};
        co_return co_await console.dialogue("request x", std::move(answers), "", within(5s, "prompt"));
    });
    EXPECT_THAT(text, testing::EndsWith("done\n"));
}

std::vector<Mark> marks(std::initializer_list<std::pair<const char*, const char*>> texts) {
    std::vector<Mark> all;
    for (const auto& [name, text] : texts) all.push_back({.name = name, .text = text});
    return all;
}

TEST_F(ConsoleTest, WatchesMarksInTheOrderTheyCome) {
    script.says({"U-Boot 1.1.6\r\nscanning\r\nFreeBSD/x86 boot", "strap loader\r\nAutoboot in 1 seconds... ",
                 "\r\nlogin: "});
    const auto names = run<std::vector<std::string>>([](Console& console) -> Task<std::vector<std::string>> {
        std::vector<std::string> seen;
        for (int i = 0; i < 4; ++i) {
            auto all = marks({{"login", "login:"},
                              {"autoboot", "Autoboot in"},
                              {"loader", "bootstrap loader"},
                              {"u-boot", "U-Boot \\d"}});
            seen.push_back(co_await console.watch(std::move(all), within(1s, "mark")));
        }
        co_return seen;
    });
    EXPECT_THAT(names, testing::ElementsAre("u-boot", "loader", "autoboot", "login"));
}

// "*Primary disk: boot set p" of another host arrives in pieces; its beginning is no entry of a menu.
TEST_F(ConsoleTest, TakesAMarkOfAWholeLineForNoBeginningOfALongerOne) {
    script.says({"GRUB\r\n *Primary", " disk: boot set p\r\n", " *Primary"});
    const auto names = run<std::vector<std::string>>([](Console& console) -> Task<std::vector<std::string>> {
        auto all = marks({{"entry", R"(\*Primary\s*$)"}, {"disk", "disk:"}});
        all.front().whole = true;
        std::vector<std::string> seen;
        seen.push_back(co_await console.watch(all, within(2s, "mark")));
        seen.push_back(co_await console.watch(all, within(2s, "mark")));
        co_return seen;
    });
    EXPECT_THAT(names, testing::ElementsAre("disk", "entry"));
}

TEST_F(ConsoleTest, SaysWhatCutACommandOff) {
    script.when("\r", {"root@dut> "})
        .when("show version\r", {"Model: x\r\n\r\npanic: page fault\r\nRebooting...\r\n", "FreeBSD/x86 bootstrap loader\r\n\r\ndut (ttyu0)\r\n\r\nlogin: "});
    const auto heard = run<std::vector<std::string>>([](Console& console) -> Task<std::vector<std::string>> {
        std::vector<Mark> marks{{.name = "loader", .text = "bootstrap loader"}, {.name = "panic", .text = "^panic:"}};
        try {
            co_await logged_in_command(console, "show version");
        } catch (const LinkError&) {
            co_return console.heard_since(marks);
        }
        co_return std::vector<std::string>{};
    });
    EXPECT_THAT(heard, testing::ElementsAre("panic", "loader"));
}

TEST_F(ConsoleTest, InterruptsABoot) {
    script.says({"Autoboot in 1 seconds... (press Ctrl-C to interrupt)"})
        .when("\x03", {"\r\n5. [M]ore options\r\n\r\nChoice: "}, false);
    const auto seen = run<Seen>([](Console& console) -> Task<Seen> {
        auto all = marks({{"autoboot", "Autoboot in \\d+ seconds"}});
        co_await console.watch(std::move(all), within(1s, "autoboot"));
        co_await console.press("<ctrl-c>", within(1s, "write"));
        co_return co_await console.identify(within(2s, "menu"));
    });
    EXPECT_EQ(seen.mode, "main-menu");
}

TEST_F(ConsoleTest, ADeadlineSaysWhatWasSeenLast) {
    script.says({"Mounting /var\r\n"});
    const auto error = failure<std::string>([](Console& console) -> Task<std::string> {
        auto all = marks({{"login", "login:"}});
        co_return co_await console.watch(std::move(all), within(50ms, "login prompt"));
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::timeout);
    EXPECT_THAT(error->what(), testing::HasSubstr("no login prompt within"));
    EXPECT_EQ(error->last_seen(), "Mounting /var");
}

TEST_F(ConsoleTest, AbortEndsWhatWaits) {
    const auto error = failure<std::string>([](Console& console) -> Task<std::string> {
        asio::steady_timer timer{co_await asio::this_coro::executor, 10ms};
        timer.async_wait([&console](boost::system::error_code) { console.abort(); });
        auto all = marks({{"login", "login:"}});
        co_return co_await console.watch(std::move(all), within(5s, "login prompt"));
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::aborted);
}

TEST_F(ConsoleTest, APeerThatGoesAwayIsSaidSo) {
    script.when("\r", {"root@dut> "}).when("show version\r", {}).then_hangs_up();
    const auto error =
        failure<std::string>([](Console& console) { return logged_in_command(console, "show version"); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->fault(), Fault::closed);
}

TEST_F(ConsoleTest, LendsItsStreamAndTakesItBack) {
    script.when("\r", {"root@dut> "}).when("\r", {"\r\nroot@dut> "});
    run<void>([](Console& console) -> Task<> {
        co_await console.identify(within(5s, "prompt"));
        auto stream = console.release();
        EXPECT_TRUE(console.released());
        bool refused = false;
        try {
            co_await console.identify(within(5s, "prompt"));
        } catch (const LinkError& error) {
            refused = error.fault() == Fault::protocol;
        }
        EXPECT_TRUE(refused);
        console.take_back(std::move(stream));
        const auto seen = co_await console.identify(within(5s, "prompt"));
        EXPECT_EQ(seen.mode, "cli");
    });
}

}  // namespace
