// Getting into simulated units that nobody has the password of, on each kind of boot, as the book says a
// technician does; and the units that must not let anybody in.
#include "tests/drivers/sim/simulated.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using support::Simulated;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string stubborn = "stubborn/";

/// In the CLI of recovery: a new root password, committed; then the reboot, and in with it.
void set_password_and_come_back(Simulated& unit, std::string_view host) {
    unit.type("configure\r");
    ASSERT_TRUE(unit.expect("# "));
    unit.command("set system root-authentication plain-text-password", "New password:");
    unit.type("Bench-2026\r");
    unit.expect("Retype new password:");
    unit.type("Bench-2026\r");
    unit.expect("# ");
    EXPECT_THAT(unit.command("commit", "# "), HasSubstr("commit complete"));
    unit.command("exit", "> ");
    unit.command("request system reboot", "[yes,no] (no) ");
    unit.type("yes\r");
    ASSERT_TRUE(unit.expect("System going down IMMEDIATELY"));
    ASSERT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
    ASSERT_TRUE(unit.log_in("Bench-2026"));
    EXPECT_THAT(unit.command("show configuration | display set"),
                HasSubstr("host-name " + std::string{host}));
}

struct Path {
    const char* unit;
    const char* host;
    const char* key;                                         ///< stops the loader
    const char* prompt;                                      ///< which then says this
    std::vector<std::pair<const char*, const char*>> steps;  ///< typed there, and what comes
};
struct Recovery : testing::TestWithParam<Path> {};

TEST_P(Recovery, SetsAPasswordAndKeepsTheConfiguration) {
    Simulated unit{stubborn + GetParam().unit, {"--time-scale", "200"}};
    unit.open_console();
    unit.type("\rroot\rjuniper\r");
    ASSERT_TRUE(unit.expect("Login incorrect"));
    EXPECT_EQ(unit.control("cycle"), "ok");
    ASSERT_TRUE(unit.type_until(GetParam().key, GetParam().prompt, std::chrono::seconds{40}));
    for (const auto& [typed, answer] : GetParam().steps) {
        unit.type(typed);
        ASSERT_TRUE(unit.expect(answer, std::chrono::seconds{60})) << "after " << typed;
    }
    set_password_and_come_back(unit, GetParam().host);
}

INSTANTIATE_TEST_SUITE_P(
    Boots, Recovery,
    testing::Values(Path{"ex3300-unattended",
                         "access-sw-3",
                         "\x03",
                         "=> ",
                         {{"\b\b\r", "=> "},
                          {"setenv boot_unattended\r", "=> "},
                          {"boot\r", "Hit [Enter] to boot immediately, or space bar for command prompt."},
                          {"  ", "loader> "},
                          {"\b\b\rboot -s\r",
                           "'recovery' for root password recovery or RETURN for /bin/sh: "},
                          {"recovery\r", "root@access-sw-3> "}}},
                    Path{"ex3400-menus",
                         "access-sw-3",
                         "",
                         "Autoboot in 1 seconds... (press Ctrl-C to interrupt)",
                         {{"\x03", "5. [M]ore options\n\nChoice: "},
                          {"5", "2. Recovery mode - [C]LI"},
                          {"2", "Booting Junos in CLI recovery mode ..."},
                          {"", "root> "}}},
                    Path{"srx320-branch",
                         "branch-fw-12",
                         " ",
                         "=> ",
                         {{"\b\b\b\rboot\r", "or space bar for command prompt."},
                          {" ", "loader> "},
                          {"boot -s\r", "RETURN \nfor /bin/sh: "},
                          {"recovery\r", "root> "}}},
                    Path{"qfx5100-host",
                         "access-sw-3",
                         " ",
                         "loader> ",
                         {{"\b\b\b\b\b\b\b\b\rboot -s\r", "for /bin/sh: "},
                          {"recovery\r", "continue, shell, abort, retry, or reboot ? "},
                          {"continue\r", "root> "}}}),
    [](const auto& path) {
        std::string name = path.param.unit;
        std::erase(name, '-');
        return name;
    });

TEST(Refusal, InsecureConsoleAsksForThePasswordInRecoveryAndInSingleUser) {
    Simulated unit{stubborn + "mx240-insecure", {"--time-scale", "200"}};
    unit.open_console();
    unit.control("cycle");
    ASSERT_TRUE(unit.type_until("\x03", "Choice: ", std::chrono::seconds{40}));
    unit.type("5");
    unit.expect("Choice: ");
    unit.type("c");
    ASSERT_TRUE(unit.expect("Enter root password, or ^D to go multi-user\nPassword:"));
    unit.type("juniper\r");
    unit.expect("single-user login failed");
    unit.expect("Password:");
    unit.type("\x04");  // and on to multi-user
    unit.expect("login: ", std::chrono::seconds{60});
    EXPECT_THAT(unit.heard(), Not(HasSubstr("root>")));
}

TEST(Refusal, FipsHasNoRecovery) {
    Simulated unit{stubborn + "srx320-fips", {"--time-scale", "200", "--state", "loader,unknown-password"}};
    unit.open_console();
    unit.type("\r");
    unit.expect("loader> ");
    unit.type("boot -s\r");
    EXPECT_TRUE(unit.expect("Enter root password, or ^D to go multi-user"));
}

TEST(Recovery, DamagedFileSystemWantsFsckFirst) {
    Simulated unit{"ex4300-good", {"--time-scale", "200", "--state", "loader", "--fault", "fsck-damaged"}};
    unit.open_console();
    unit.type("\rboot\r");
    ASSERT_TRUE(unit.expect("RUN fsck MANUALLY"));
    unit.expect("RETURN for /bin/sh: ");
    unit.type("recovery\r");
    ASSERT_TRUE(
        unit.expect("error: filesystem consistency checks (fsck -p -y) failed\ncontinue, shell, abort, "
                    "retry, or reboot ? "));
    unit.type("continue\r");
    unit.expect("CLI invocation failed");
    unit.type("shell\r");
    unit.expect("# ");
    unit.type("fsck -y\r");
    unit.expect("FILE SYSTEM MARKED CLEAN");
    unit.expect("# ");
    unit.type("reboot\r");
    EXPECT_TRUE(unit.expect("access-sw-3 (ttyu0)\n\nlogin: ", std::chrono::seconds{60}));
}

TEST(Recovery, LeavesChassisCommandsOutAndAsksWhetherToReboot) {
    Simulated unit{"mx240-good", {"--time-scale", "200", "--state", "recovery-shell"}};
    unit.open_console();
    unit.type("\r");
    ASSERT_TRUE(unit.expect("root> "));
    EXPECT_THAT(unit.command("show chassis hardware", "root> "),
                HasSubstr("error: the chassis-control subsystem is not running"));
    EXPECT_NE(unit.ssh({"show version"}).status, 0);
    unit.type("exit\r");
    ASSERT_TRUE(unit.expect("Reboot the system? [y/n] "));
    unit.type("y\r");
    EXPECT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
}

}  // namespace
