// The console of a simulated unit, typed at and read like a technician would: boot, login, paging,
// configuration, and what a reset really takes.
#include "tests/drivers/sim/simulated.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace {

using support::Simulated;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

TEST(Console, BootsToItsLoginPrompt) {
    Simulated unit{"mx240-good", {"--boot", "--time-scale", "100"}};
    unit.open_console();
    unit.expect("Autoboot in 1 seconds... (press Ctrl-C to interrupt)");
    unit.expect("JUNOS 17.3R3-S9.3");
    unit.expect("FreeBSD/amd64 (edge-7.fra.example) (ttyu0)");
    unit.expect("login: ");
}

TEST(Console, OldGenerationHasItsOwnLoaderAndPrompt) {
    Simulated unit{"ex4300-good", {"--boot", "--time-scale", "100"}};
    unit.open_console();
    unit.expect("Hit [Enter] to boot immediately, or space bar for command prompt.");
    unit.expect("access-sw-3 (ttyu0)");
    unit.expect("login: ");
    unit.type("root\r");
    unit.expect("Password:");
    unit.type("juniper\r");
    unit.expect("root@access-sw-3:RE:0% ");
}

TEST(Console, WrongPasswordIsLoginIncorrect) {
    Simulated unit{"mx240-good"};
    unit.open_console();
    unit.type("\r");
    unit.expect("login: ");
    unit.type("root\r");
    unit.expect("Password:");
    unit.type("guess\r");
    unit.expect("Login incorrect");
    EXPECT_THAT(unit.heard(), Not(HasSubstr("guess")));  // a password is not echoed
    EXPECT_TRUE(unit.log_in());
}

TEST(Console, DeadOneSaysNothingAndGarbageIsNotText) {
    Simulated unit{"mx240-dead-console", {"--boot", "--time-scale", "1000"}};
    unit.open_console();
    unit.type("\r\r\r");
    const auto ran =
        unit.ssh({"show version"});  // the unit itself is alive: by now its boot has printed everything
    EXPECT_NE(ran.status, -1);
    EXPECT_EQ(unit.heard(), "");
}

TEST(Console, PagesUntilToldNotTo) {
    Simulated unit{"mx240-good"};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    unit.command("set cli screen-length 10");
    unit.type("show chassis environment\r");
    unit.expect("---(more)---");
    unit.type(" ");
    unit.expect("---(more");
    unit.type("q");
    unit.expect("> ");
    EXPECT_THAT(unit.command("show chassis environment | no-more"),
                AllOf(HasSubstr("Bottom Front Fan"), Not(HasSubstr("(more"))));
    EXPECT_THAT(unit.command("show chassis environment | match Fan | count"), HasSubstr("Count: 6 lines"));
}

TEST(Console, TakesArrowKeysForNothing) {
    Simulated unit{"mx240-good", {"--state", "cli"}};
    unit.open_console();
    unit.type("\x1b[A\x1b[1;5Cshow version | match Model\r");
    EXPECT_TRUE(unit.expect("Model: mx240"));
}

TEST(Console, PointsAtWhatItDoesNotKnow) {
    Simulated unit{"mx240-good"};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    EXPECT_THAT(unit.command("frobnicate"), HasSubstr("^\nunknown command.\n"));
    EXPECT_THAT(unit.command("show chassis nonsense"), HasSubstr("^\nsyntax error, expecting <command>.\n"));
    EXPECT_THAT(unit.command("request vmhost zeroize"), HasSubstr("syntax error"));  // another family's verb
}

TEST(Console, BackupEngineLeavesTheChassisToTheMaster) {
    Simulated unit{"mx240-good"};
    unit.open_console(1);
    ASSERT_TRUE(unit.log_in());
    EXPECT_THAT(unit.command("show chassis hardware"),
                HasSubstr("Aborted! This command can only be used on the master routing engine.\n"));
    EXPECT_THAT(unit.command("show system uptime"), HasSubstr("{backup}\n"));
    EXPECT_THAT(unit.command("request routing-engine login other-routing-engine"), HasSubstr("{master}\n"));
    EXPECT_THAT(unit.command("show chassis hardware"), HasSubstr("JN12A70C1AFC"));
}

// Each node of a cluster speaks for both, and is a chassis of its own (case 30).
TEST(Console, NodesOfAClusterSayWhichOneTheyAre) {
    Simulated unit{"stubborn/srx320-cluster", {"--time-scale", "300"}};
    unit.open_console(1);
    ASSERT_TRUE(unit.log_in());
    const auto inventory = unit.command("show chassis hardware | no-more");
    EXPECT_THAT(inventory, AllOf(HasSubstr("{secondary:node1}"), HasSubstr("node0:\n---"), HasSubstr("node1:\n---"), HasSubstr("CX1617410290"), HasSubstr("CX1617410301")));
    EXPECT_THAT(unit.command("show chassis cluster status | no-more"), AllOf(HasSubstr("node0  100      primary"), HasSubstr("node1  100      secondary")));
    EXPECT_THAT(unit.command("show virtual-chassis"), HasSubstr("is not running"));
}

TEST(Console, CommitWantsARootPasswordAndConfigurationTakesEffect) {
    Simulated unit{"mx204-good"};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    unit.command("configure", "# ");
    unit.command("load factory-default", "# ");
    EXPECT_THAT(unit.command("commit", "# "),
                HasSubstr("Missing mandatory statement: 'root-authentication'\nerror: commit failed"));
    unit.command("set system host-name renamed", "# ");
    unit.command("set system root-authentication plain-text-password", "New password:");
    unit.type("Bench-2026\r");
    unit.expect("Retype new password:");
    unit.type("Bench-2026\r");
    unit.expect("# ");
    EXPECT_THAT(unit.heard(), Not(HasSubstr("Bench-2026")));
    EXPECT_THAT(unit.command("set system nonsense 3", "# "), HasSubstr("syntax error."));
    EXPECT_THAT(unit.command("commit check", "# "), HasSubstr("configuration check succeeds"));
    EXPECT_THAT(unit.command("commit and-quit", "root@renamed> "), HasSubstr("commit complete\n"));
    EXPECT_NE(unit.ssh({"show version"}).status, 0);  // the factory configuration serves no ssh
    unit.command("configure", "# ");
    unit.command("rollback 1", "# ");
    unit.command("commit and-quit", "root@pe-204.ber.example> ");
    EXPECT_EQ(unit.ssh({"show version"}).status, 0);
}

TEST(Console, ExclusiveLockKeepsOthersOut) {
    Simulated unit{"mx240-good"};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    unit.command("configure exclusive", "# ");
    const auto ran = unit.ssh({"-tt"}, "cli\nconfigure\nexit\nexit\n");
    EXPECT_THAT(ran.output, HasSubstr("configuration database locked by:\n  root terminal u0"));
}

TEST(Console, AnOperatorMayNotConfigureAndIsNotRootInAShell) {
    Simulated unit{"ex4300-good"};
    unit.open_console();
    unit.type("\r");
    unit.expect("login: ");
    unit.type("helpdesk\r");
    unit.expect("Password:");
    unit.type("Summer-2018\r");
    unit.expect("> ");
    EXPECT_THAT(unit.command("configure"), HasSubstr("unknown command"));
    unit.command("start shell", "% ");
    EXPECT_THAT(unit.command("whoami", "% "), HasSubstr("helpdesk"));
    EXPECT_THAT(unit.command("pwd", "% "), HasSubstr("/var/home/helpdesk"));
}

TEST(Console, SpeaksNetconfToo) {
    Simulated unit{"mx204-good"};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    unit.type("junoscript netconf need-trailer\r");
    unit.expect("<!-- No zombies were killed");
    unit.expect("]]>]]>");
    unit.type("<rpc><get-software-information/></rpc>");  // py-junos-eznc sends no trailer on a console, and takes an echo of one for a reply's
    unit.expect("<junos-version>20.4R3-S4.8</junos-version>");
    unit.expect("</rpc-reply>\n]]>]]>");
    EXPECT_THAT(unit.heard(), Not(HasSubstr("<rpc>")));
    unit.type("<rpc><get-software-information format=\"json\"/></rpc>]]>]]>");
    unit.expect("\"junos-version\" : [");
    unit.expect("\"data\" : \"20.4R3-S4.8\"");
    unit.expect("</rpc-reply>\n]]>]]>");
    unit.type("<rpc><close-session/></rpc>]]>]]>");
    unit.expect("<!-- session end at 20");
    unit.expect("> ");
}

/// Whoever zeroizes a unit wants to be able to prove it.
TEST(Zeroize, ReallyLosesThePast) {
    Simulated unit{"mx240-good"};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    const std::string keys =
        support::run_program({"ssh-keyscan", "-p", unit.port(), "-t", "ed25519", "127.0.0.1"}).output;
    EXPECT_THAT(unit.command("show configuration | display set"), HasSubstr("login user noc"));
    unit.command("request system zeroize", "[yes,no] (no) ");
    unit.type("yes\r");
    unit.expect("warning: zeroizing re1");
    unit.expect("warning: zeroizing re0");
    unit.expect("Rebooting...");
    unit.expect("(Amnesiac) (ttyu0)");
    unit.expect("login: ");
    ASSERT_TRUE(unit.log_in(""));
    const std::string configuration = unit.command("show configuration | display set", "root> ");
    EXPECT_THAT(configuration,
                AllOf(Not(HasSubstr("noc")), Not(HasSubstr("host-name")), HasSubstr("auto-image-upgrade")));
    EXPECT_THAT(unit.command("show system commit", "root> "), Not(HasSubstr("via cli")));
    EXPECT_THAT(unit.command("file list /var/home/", "root> "), Not(HasSubstr("migration")));
    EXPECT_THAT(unit.command("file list /var/log/", "root> "), Not(HasSubstr("messages.0.gz")));
    EXPECT_THAT(unit.command("show system core-dumps", "root> "), Not(HasSubstr("core.rpd")));
    EXPECT_THAT(unit.command("show system license", "root> "), HasSubstr("Licenses installed: none"));
    EXPECT_THAT(unit.command("show system alarms", "root> "), HasSubstr("Rescue configuration is not set"));
    EXPECT_NE(unit.ssh({"show version"}).status, 0);
    unit.open_console(1);
    unit.type("\r");
    unit.expect("login: ");
    unit.type("root\r");
    unit.expect("root@:~ # ");  // the other engine, too, lost its password
    EXPECT_THAT(keys, HasSubstr("ssh-ed25519"));
}

struct Install {
    const char *unit, *package, *verb, *options, *success;
};
void PrintTo(const Install& install, std::ostream* out) {
    *out << install.package;
}
struct Installing : testing::TestWithParam<Install> {};

TEST_P(Installing, IsPendingUntilTheReboot) {
    Simulated unit{GetParam().unit};
    const std::string name = GetParam().package, verb = GetParam().verb;
    const std::string file = (unit.folder() / name).string();
    ASSERT_EQ(support::run_program(
                  {STATION_BIN_DIR "/unit-sim", "package", name, "22.4R3-S2.11", file, "--bytes", "100000"})
                  .status,
              0);
    ASSERT_EQ(unit.scp(file, unit.remote("/var/tmp/")).status, 0);
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    EXPECT_THAT(unit.command("request " + verb + " software add /var/tmp/absent.tgz"),
                HasSubstr("is not found or empty"));
    const std::string said = unit.command("request " + verb + " software add /var/tmp/" + name +
                                          " no-validate " + GetParam().options);
    EXPECT_THAT(said, HasSubstr(GetParam().success));
    EXPECT_THAT(unit.command("show version"), Not(HasSubstr("Junos: 22.4R3-S2.11")));
    EXPECT_THAT(unit.command("request " + verb + " software add /var/tmp/" + name + " no-validate"),
                HasSubstr("already an install pending"));
    unit.command("request " + verb + " reboot " + GetParam().options, "[yes,no] (no) ");
    unit.type("yes\r");
    unit.expect("System going down IMMEDIATELY");
    unit.expect("login: ");
    EXPECT_TRUE(unit.log_in());
    EXPECT_THAT(unit.command("show version"), HasSubstr("Junos: 22.4R3-S2.11"));
    EXPECT_THAT(unit.control("software"), Not(HasSubstr("other:22.4R3-S2.11"))) << "an installation leaves the other copy as it was";
}

INSTANTIATE_TEST_SUITE_P(
    Generations, Installing,
    testing::Values(Install{"mx240-good", "junos-install-mx-x86-64-22.4R3-S2.11.tgz", "system",
                            "both-routing-engines", "'pending' set will be activated"},
                    Install{"mx204-good", "junos-vmhost-install-mx-x86-64-22.4R3-S2.11.tgz", "vmhost", "",
                            "A REBOOT IS REQUIRED TO LOAD THIS SOFTWARE CORRECTLY"},
                    Install{"ex4300-good", "jinstall-ex-4300-22.4R3-S2.11-signed.tgz", "system", "",
                            "A reboot is required to install the software"}),
    [](const auto& generation) {
        return std::string{generation.param.unit}.substr(0, 2) + std::to_string(generation.index);
    });

TEST(Package, RefusedWhereItDoesNotBelong) {
    Simulated unit{"mx240-good"};
    const std::string file = (unit.folder() / "p.tgz").string();
    ASSERT_EQ(support::run_program({STATION_BIN_DIR "/unit-sim", "package",
                                    "jinstall-ex-4300-21.4R1.12-signed.tgz", "21.4R1.12", file})
                  .status,
              0);
    ASSERT_EQ(unit.scp(file, unit.remote("/var/tmp/jinstall-ex-4300-21.4R1.12-signed.tgz")).status, 0);
    ASSERT_EQ(unit.scp(file, unit.remote("/var/tmp/junos-install-mx-x86-64-21.4R1.12.tgz")).status, 0);
    const auto add = [&unit](const std::string& name) {
        return unit.ssh({"cli -c 'request system software add /var/tmp/" + name + " no-validate'"}).output;
    };
    EXPECT_THAT(add("jinstall-ex-4300-21.4R1.12-signed.tgz"), HasSubstr("not supported on this platform"));
    EXPECT_THAT(add("junos-install-mx-x86-64-21.4R1.12.tgz"), HasSubstr("not a signed package"));  // renamed
}

}  // namespace
