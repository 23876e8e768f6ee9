// What simulated units are found doing, and their power switch.
#include "tests/drivers/sim/simulated.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using support::Simulated;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct Found {
    const char *state, *unit, *typed, *answer, *control;
};
struct Finding : testing::TestWithParam<Found> {};

TEST_P(Finding, IsAtItsPrompt) {
    Simulated unit{GetParam().unit, {"--time-scale", "300", "--state", GetParam().state}};
    unit.open_console();
    unit.type(GetParam().typed);
    EXPECT_TRUE(unit.expect(GetParam().answer));
    EXPECT_THAT(unit.control("state"), HasSubstr(GetParam().control));
}

INSTANTIATE_TEST_SUITE_P(
    States, Finding,
    testing::Values(
        Found{"login", "mx240-good", "\r", "login: ", "re0=login"},
        Found{"password-prompt", "mx240-good", "wrong\r", "Login incorrect", "re0=login"},
        Found{"u-boot", "ex4300-good", "\r", "\n=> ", "fpc0=firmware-prompt"},
        Found{"loader", "ex4300-good", "\r", "\nloader> ", "fpc0=loader"},
        Found{"loader", "mx240-good", "\r", "\nOK ", "re0=loader"},
        Found{"menu", "mx240-good", "\r", "5. [M]ore options\n\nChoice: ", "re0=menu"},
        Found{"options-menu", "mx204-good", "6", "5. [M]ore options\n\nChoice: ", "re0=menu"},
        Found{"shell-question", "ex4300-good", "x\r", "RETURN for /bin/sh: ", "fpc0=shell-question"},
        Found{"single-user", "ex4300-good", "\r", "\n# ", "fpc0=single-user"},
        Found{"recovery-shell", "ex4300-good", "\r", "{linecard:0}\nroot@access-sw-3> ", "fpc0=recovery"},
        Found{"debugger", "mx240-good", "\r", "db> ", "re0=debugger"},
        Found{"amnesiac", "mx240-good", "\r\r", "login: ", "re0=login"},
        Found{"shell", "mx240-good", "\r", "root@edge-7.fra.example:~ # ", "re0=logged-in"},
        Found{"cli", "mx240-good", "\r", "{master}\nroot@edge-7.fra.example> ", "re0=logged-in"},
        Found{"config-mode", "mx240-good", "\r", "{master}[edit interfaces]\nroot@edge-7.fra.example# ",
              "re0=logged-in"},
        Found{"netconf-mode", "mx240-good", "<rpc><close-session/></rpc>]]>]]>", "<!-- session end at ",
              "re0=logged-in"},
        Found{"pager", "mx240-good", "q", "root@edge-7.fra.example> ", "re0=logged-in"},
        Found{"confirm", "mx240-good", "no\r", "root@edge-7.fra.example> ", "re0=logged-in"},
        Found{"halted", "mx240-good", "x", "login: ", "re0=login"},
        Found{"booting", "mx240-good", "", "login: ", "re0=login"}),
    [](const auto& found) {
        std::string name = found.param.state;
        std::erase(name, '-');
        return name + std::to_string(found.index);
    });

TEST(States, FactoryOnesForgetAndZtpTalks) {
    Simulated quiet{"mx240-good", {"--state", "amnesiac"}};
    EXPECT_EQ(quiet.control("remains"), "none");
    Simulated chatty{"mx240-good", {"--state", "ztp", "--time-scale", "300"}};
    chatty.open_console();
    EXPECT_TRUE(chatty.expect("Auto Image Upgrade: "));
    EXPECT_TRUE(chatty.expect("\"delete chassis auto-image-upgrade\" and commit"));
}

TEST(States, UnknownPasswordIsNoBodys) {
    Simulated unit{"mx240-good", {"--state", "unknown-password", "--time-scale", "300"}};
    unit.open_console();
    unit.type("\rroot\rjuniper\r");
    EXPECT_TRUE(unit.expect("Login incorrect"));
    EXPECT_NE(unit.ssh({"show version"}).status, 0);
}

TEST(States, ThatDoNotFitAreRefusedWithAWord) {
    const auto refused = [](const std::string& unit, const std::string& option, const std::string& value) {
        return support::run_program({STATION_BIN_DIR "/unit-sim",
                                     STATION_SOURCE_DIR "/drivers/sim/units/" + unit + ".yaml", "--console",
                                     testing::TempDir() + "/nowhere", option, value});
    };
    EXPECT_THAT(refused("ex4300-good", "--state", "menu").output,
                HasSubstr("it has no at the loader's main menu"));
    EXPECT_THAT(refused("ex4300-good", "--state", "amnesia").output, HasSubstr("did you mean \"amnesiac\"?"));
    EXPECT_THAT(refused("ex4300-good", "--fault", "boot-lop").output,
                HasSubstr("did you mean \"boot-loop\"?"));
    EXPECT_THAT(refused("ex4300-good", "--fault", "re1-left-dirty").output, HasSubstr("cannot have"));
    EXPECT_EQ(refused("ex4300-good", "--fault", "boot-loop:x").status, 2);
}

TEST(Power, OffIsSilentAndOnBoots) {
    Simulated unit{"mx204-good", {"--time-scale", "300"}};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    EXPECT_EQ(unit.control("status"), "on");
    EXPECT_EQ(unit.control("off"), "ok");
    EXPECT_EQ(unit.control("status"), "off");
    EXPECT_NE(unit.ssh({"show version"}).status, 0);
    unit.type("\r\r");
    EXPECT_EQ(unit.control("on"), "ok");
    EXPECT_TRUE(unit.expect("Loading VM Host Linux ..."));
    EXPECT_EQ(unit.control("status"), "on");
    EXPECT_EQ(unit.control("off"), "ok");  // in the middle of its boot
    EXPECT_EQ(unit.control("state"), "re0=off");
    EXPECT_EQ(unit.control("on"), "ok");
    EXPECT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
    EXPECT_THAT(unit.control("nonsense"), StartsWith("error: "));
}

TEST(Power, MayBeSwitchedAtAnyMoment) {
    Simulated unit{"mx240-good", {"--time-scale", "5000"}};
    for (int turn = 0; turn < 40; ++turn) {
        ASSERT_EQ(unit.control(turn % 3 ? "cycle" : "off"), "ok") << turn;
        ASSERT_EQ(unit.control("on"), "ok") << turn;
    }
    unit.open_console();
    EXPECT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
    EXPECT_EQ(unit.stop(), 0);
}

TEST(Power, HaltWaitsForAKey) {
    Simulated unit{"mx204-good", {"--time-scale", "300"}};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    unit.command("request system halt", "[yes,no] (no) ");
    unit.type("yes\r");
    ASSERT_TRUE(unit.expect("Please press any key to reboot."));
    EXPECT_EQ(unit.control("state"), "re0=off");
    unit.type(" ");
    EXPECT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
}

}  // namespace
