// Faults do what they say, come when they are scheduled, and the same seed brings the same ones.
#include "drivers/sim/faults.hpp"
#include "drivers/sim/line.hpp"
#include "tests/drivers/sim/simulated.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace {

using namespace drivers::sim;
using support::Simulated;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

Personality good(const std::string& name = "mx240-good") {
    return load_personality(STATION_SOURCE_DIR "/drivers/sim/units/" + name + ".yaml");
}

TEST(Schedule, IsReadAndWritten) {
    const PlannedFault fault = parse_fault("port-vanishes:2.5@90");
    EXPECT_EQ(fault.value, 2.5);
    EXPECT_EQ(fault.at, std::chrono::seconds{90});
    EXPECT_EQ(text_of({fault, parse_fault("boot-loop")}), "port-vanishes:2.5@90,boot-loop:0@0");
    EXPECT_THROW(parse_fault("port-vanishes@soon"), std::invalid_argument);
    EXPECT_THROW(parse_fault("bad-luck"), std::invalid_argument);
}

TEST(Schedule, SameSeedSameFaultsAndAllKindsComeUp) {
    const Personality unit = good();
    std::set<std::string_view> seen;
    std::set<std::string> schedules;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const auto plan = random_faults(seed, unit);
        EXPECT_EQ(text_of(plan), text_of(random_faults(seed, unit)));
        EXPECT_GE(plan.size(), 1U);
        EXPECT_LE(plan.size(), 4U);
        for (const PlannedFault& fault : plan) {
            EXPECT_TRUE(fits(*fault.kind, unit));
            seen.insert(fault.kind->name);
        }
        schedules.insert(text_of(plan));
    }
    EXPECT_GT(schedules.size(), 400U);
    std::size_t of_any_time = 0;  // faults of loading come up only where a personality asks for them
    for (const FaultKind& kind : fault_kinds()) of_any_time += fits(kind, unit) && !kind.only_asked;
    EXPECT_EQ(seen.size(), of_any_time);
    EXPECT_EQ(seen.count("member-not-wiped"), 0U) << "is for virtual chassis";
    EXPECT_GT(of_any_time, 30U);
    // Written down once: the same on every machine.
    EXPECT_EQ(text_of(random_faults(1, unit)), "zeroize-leaves-logs:0@0,debugger:0@1240");
}

TEST(Schedule, PersonalityLimitsIt) {
    Personality unit = good();
    unit.may_fault = {"wall", "slow-boot"};
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        for (const PlannedFault& fault : random_faults(seed, unit))
            EXPECT_THAT(std::string{fault.kind->name}, testing::AnyOf("wall", "slow-boot"));
}

TEST(Schedule, StandsOnTheReadyLine) {
    Simulated one{"mx204-good", {"--faults-seed", "77"}}, two{"mx204-good", {"--faults-seed", "77"}};
    const auto faults = [](const std::string& ready) {
        const std::size_t at = ready.find(" faults=");
        return at == ready.npos ? "" : ready.substr(at, ready.find(" ssh=") - at);
    };
    EXPECT_THAT(faults(one.ready()), HasSubstr("@"));
    EXPECT_EQ(faults(one.ready()), faults(two.ready()));
}

double printable(const std::string& bytes) {
    double n = 0;
    for (const char c : bytes) n += (c >= ' ' && c < 127) || c == '\r' || c == '\n';
    return bytes.empty() ? 0 : n / static_cast<double>(bytes.size());
}

TEST(AnotherSpeed, IsJunkNotSilenceAndTheSameSpeedIsText) {
    const std::string text = "\r\nedge-7.fra.example (ttyu0)\r\n\r\nlogin: ";
    EXPECT_EQ(at_another_speed(text, 9600, 9600), text);
    for (const auto& [sent, heard] :
         {std::pair{9600U, 115200U}, {9600U, 19200U}, {9600U, 38400U}, {115200U, 9600U}, {38400U, 9600U}}) {
        const std::string junk = at_another_speed(text, sent, heard);
        EXPECT_FALSE(junk.empty());
        EXPECT_LT(printable(junk), 0.7) << sent << " heard at " << heard;
        EXPECT_EQ(junk.find("login"), std::string::npos);
    }
}

TEST(Console, AtTheWrongSpeedIsNoiseBothWays) {
    Simulated unit{"mx240-good", {"--fault", "wrong-speed", "--state", "cli"}};
    unit.open_console(0, 9600);
    unit.type("\r\r\r");
    EXPECT_THAT(unit.control("status"), "on");
    unit.open_console(0, 115200);
    unit.type("\r");
    EXPECT_TRUE(unit.expect("root@edge-7.fra.example> "));
    EXPECT_THAT(unit.heard(), Not(HasSubstr("unknown command")));
}

TEST(Console, DoubledCharactersAreTheLoadersOnly) {
    Simulated unit{"ex4300-good",
                   {"--state", "loader", "--fault", "doubled-characters", "--time-scale", "300"}};
    unit.open_console();
    unit.type("\r");
    EXPECT_TRUE(unit.expect("llooaaddeerr>>  "));
    unit.type("boot\r");
    EXPECT_TRUE(unit.expect("access-sw-3 (ttyu0)\n\nlogin: ", std::chrono::seconds{60}));
}

TEST(Console, TornPromptsAreWholeAgainWhenAskedAgain) {
    Simulated unit{"mx240-good", {"--state", "cli", "--fault", "torn-prompts:2"}};
    unit.open_console();
    unit.type("\r\r\r\r");
    EXPECT_TRUE(unit.expect("changed state\n"));
    EXPECT_TRUE(unit.expect("root@edge-7.fra.example> "));
}

TEST(Console, VanishesAndComesBack) {
    Simulated unit{"mx240-good", {"--state", "cli", "--time-scale", "10"}};
    unit.open_console();
    unit.type("\r");
    ASSERT_TRUE(unit.expect("> "));
    EXPECT_EQ(unit.control("fault port-vanishes:5"), "ok");
    EXPECT_FALSE(std::filesystem::exists(unit.console_path()));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    while (!std::filesystem::exists(unit.console_path()) && std::chrono::steady_clock::now() < until)
        unit.control("status");
    unit.open_console();
    unit.type("\r");
    EXPECT_TRUE(unit.expect("root@edge-7.fra.example> "));  // as it was left
}

TEST(Console, LogsOutWhoIsIdle) {
    Simulated unit{"mx240-good", {"--state", "config-mode"}};
    unit.open_console();
    unit.type("\r");
    ASSERT_TRUE(unit.expect("[edit interfaces]"));
    EXPECT_EQ(unit.control("fault idle-logout"), "ok");
    EXPECT_TRUE(unit.expect("closing session"));
    EXPECT_TRUE(unit.expect("login: "));
}

TEST(Boot, LoopsAsOftenAsItSays) {
    Simulated unit{"mx240-good", {"--boot", "--fault", "boot-loop:2", "--time-scale", "300"}};
    unit.open_console();
    for (int turn = 0; turn < 3; ++turn) ASSERT_TRUE(unit.expect("Primary BIOS version"));
    EXPECT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
    EXPECT_EQ(unit.control("faults"), "none");
}

TEST(Boot, SaysWhatIsWrongWithItsMedia) {
    Simulated unit{"ex4300-good", {"--boot", "--fault", "media-errors,backup-image", "--time-scale", "300"}};
    unit.open_console();
    EXPECT_TRUE(unit.expect("SCSI Status: Check Condition"));
    EXPECT_TRUE(unit.expect("NOTICE: System is running on alternate media device"));
    EXPECT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
    unit.type("root\rjuniper\r");
    EXPECT_TRUE(unit.expect("WARNING: THIS DEVICE HAS BOOTED FROM THE BACKUP JUNOS IMAGE"));
}

TEST(Boot, WithoutAKernelStaysInTheLoader) {
    Simulated unit{"mx240-good", {"--boot", "--fault", "no-kernel", "--time-scale", "300"}};
    unit.open_console();
    EXPECT_TRUE(unit.expect("Unable to load a kernel!"));
    EXPECT_TRUE(unit.expect("OK "));
}

TEST(Boot, PanicsAndWaitsAtTheDebugger) {
    Simulated unit{"mx240-good", {"--time-scale", "300"}};
    unit.open_console();
    EXPECT_EQ(unit.control("fault debugger"), "ok");
    EXPECT_TRUE(unit.expect("panic: "));
    EXPECT_TRUE(unit.expect("db> "));
    unit.type("reset\r");
    EXPECT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
}

TEST(Management, CommitFailsAsOftenAsItSays) {
    Simulated unit{"mx240-good", {"--state", "config-mode", "--fault", "commit-fails:1"}};
    unit.open_console();
    unit.type("\r");
    unit.expect("# ");
    EXPECT_THAT(unit.command("commit", "# "), HasSubstr("error: commit failed"));
    EXPECT_THAT(unit.command("commit", "# "), HasSubstr("commit complete"));
}

TEST(Management, SshNeverListens) {
    Simulated unit{"mx240-good", {"--fault", "ssh-refused"}};
    EXPECT_NE(unit.ssh({"show version"}).status, 0);
    EXPECT_EQ(unit.control("repair ssh-refused"), "ok");
    EXPECT_EQ(unit.ssh({"show version"}).status, 0);
}

TEST(Management, NetconfEndsInTheMiddleOfAReply) {
    Simulated unit{"mx240-good", {"--fault", "netconf-drops"}};
    const std::string rpc = "<rpc><get-chassis-inventory/></rpc>]]>]]>";
    const std::string cut = unit.ssh({"-s"}, rpc).output;
    EXPECT_THAT(cut, Not(HasSubstr("</rpc-reply>")));
}

/// The CLI's question answered with yes, and the way to the login prompt of what is left.
void zeroize(Simulated& unit) {
    unit.command("request system zeroize", "[yes,no] (no) ");
    unit.type("yes\r");
    ASSERT_TRUE(unit.expect("Rebooting..."));
    ASSERT_TRUE(unit.expect("login: ", std::chrono::seconds{60}));
}

struct Leaving {
    const char *fault, *remains, *command, *shows;
};
struct Zeroizing : testing::TestWithParam<Leaving> {};

TEST_P(Zeroizing, LeavesWhatItSays) {
    Simulated unit{"mx240-good", {"--time-scale", "2000", "--fault", GetParam().fault}};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    zeroize(unit);
    EXPECT_THAT(unit.control("remains"), HasSubstr(GetParam().remains));
    ASSERT_TRUE(unit.log_in(""));
    EXPECT_THAT(unit.command(GetParam().command), HasSubstr(GetParam().shows));
}

INSTANTIATE_TEST_SUITE_P(
    Leftovers, Zeroizing,
    testing::Values(
        Leaving{"zeroize-keeps-hostname", "re0:host-name", "show system uptime", "root@edge-7.fra.example> "},
        Leaving{"zeroize-leaves-users", "re0:configuration", "show configuration | display set",
                "login user noc"},
        Leaving{"zeroize-leaves-keys", "re0:host-keys", "file list /root/.ssh/", "authorized_keys"},
        Leaving{"zeroize-leaves-rescue", "re0:rescue-configuration", "file list /config/", "rescue.conf.gz"},
        Leaving{"zeroize-leaves-rollbacks", "re0:commit-history", "show system commit", "by root via cli"},
        Leaving{"zeroize-leaves-logs", "re0:/var/log/messages.0.gz", "file list /var/log/", "messages.0.gz"},
        Leaving{"zeroize-leaves-cores", "re0:/var/crash/core.rpd", "show system core-dumps", "core.rpd"},
        Leaving{"zeroize-leaves-tmp", "re0:/var/tmp/rpd-tunnel.pcap", "file list /var/tmp/",
                "rpd-tunnel.pcap"},
        Leaving{"zeroize-leaves-homes", "re0:/var/home/noc/migration-notes.txt", "file list /var/home/noc/",
                "migration-notes.txt"},
        Leaving{"zeroize-leaves-crontab", "re0:/var/cron/tabs/root", "file list /var/cron/tabs/", "root"},
        Leaving{"zeroize-leaves-scripts", "re0:/var/db/scripts/op/check-peers.slax",
                "file list /var/db/scripts/op/", "check-peers"},
        Leaving{"zeroize-leaves-certificates", "re0:/var/db/certs/", "show security pki local-certificate",
                "Certificate identifier:"},
        Leaving{"zeroize-leaves-licences", "re0:licences", "show system license", "License identifier:"},
        Leaving{"zeroize-leaves-alternate", "re0:other-copy", "show system snapshot", "15.1R7.9"},
        Leaving{"re1-left-dirty", "re1:configuration", "show system uptime", "root> "}),
    [](const auto& leaving) {
        std::string name = leaving.param.fault;
        std::erase(name, '-');
        return name;
    });

struct Writing {
    const char *name, *unit;
    std::vector<std::string> options;
    const char *command, *says;
    bool written;
};
struct OtherCopy : testing::TestWithParam<Writing> {};

TEST_P(OtherCopy, HoldsWhatWasReallyWrittenOverIt) {
    const auto& row = GetParam();
    Simulated unit{row.unit, row.options};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    const auto release = [&unit](const std::string& before) {
        const std::string said = unit.control("software");
        const auto at = said.find(before) + before.size();
        return said.substr(at, said.find_first_of(", \n", at) - at);
    };
    const std::string old = release("other:");
    ASSERT_NE(old, release("re0=")) << "or there is nothing to be seen";
    EXPECT_THAT(unit.command(row.command), HasSubstr(row.says));
    EXPECT_EQ(release("other:"), row.written ? release("re0=") : old);
}

INSTANTIATE_TEST_SUITE_P(
    Copies, OtherCopy,
    testing::Values(Writing{"written", "mx204-good", {"--time-scale", "2000"}, "request vmhost snapshot no-confirm", "Software snapshot done", true},
                    Writing{"fails", "mx204-good", {"--time-scale", "2000", "--fault", "snapshot-fails"}, "request vmhost snapshot no-confirm", "snapshot failed", false},
                    Writing{"lies", "mx204-good", {"--time-scale", "2000", "--fault", "snapshot-keeps-old"}, "request vmhost snapshot no-confirm",
                            "Software snapshot done", false}),
    [](const auto& tested) { return std::string{tested.param.name}; });

TEST(Zeroize, CleanOneLeavesNothingAndHasLogsOfItsOwn) {
    Simulated unit{"mx240-good", {"--time-scale", "2000"}};
    unit.open_console();
    EXPECT_THAT(unit.control("remains"), AllOf(HasSubstr("re0:configuration"), HasSubstr("re1:licences")));
    ASSERT_TRUE(unit.log_in());
    zeroize(unit);
    EXPECT_EQ(unit.control("remains"), "none");
    ASSERT_TRUE(unit.log_in(""));
    EXPECT_THAT(unit.command("file list /var/log/"), HasSubstr("messages\n"));
    EXPECT_THAT(unit.command("file list /config/"),
                AllOf(HasSubstr("juniper.conf.gz"), Not(HasSubstr("rescue"))));
}

TEST(Zeroize, MembersOfAVirtualChassisAreWipedOneByOne) {
    Simulated unit{"stubborn/ex4300-vc", {"--time-scale", "2000"}};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    EXPECT_THAT(unit.command("show virtual-chassis"),
                AllOf(HasSubstr("PD3716110400"), HasSubstr("PD3716110455")));
    EXPECT_THAT(unit.command("show version"), AllOf(HasSubstr("fpc0:\n"), HasSubstr("fpc1:\n")));
    zeroize(unit);
    EXPECT_THAT(unit.control("remains"), AllOf(Not(HasSubstr("fpc0:")), HasSubstr("fpc1:configuration")));
    unit.open_console(1);
    ASSERT_TRUE(unit.log_in());
    EXPECT_THAT(unit.command("show system uptime"), HasSubstr("{backup:1}"));
    zeroize(unit);
    EXPECT_EQ(unit.control("remains"), "none");
}

TEST(Zeroize, MakesNewHostKeysThatTheConsoleShows) {
    Simulated unit{"mx240-good", {"--time-scale", "300", "--state", "shell"}};
    unit.open_console();
    const auto keys = [&unit] { return unit.command("cat /etc/ssh/ssh_host_*_key.pub", ":~ # "); };
    const std::string before = keys();
    const std::string served =
        support::run_program({"ssh-keyscan", "-p", unit.port(), "-t", "ed25519", "127.0.0.1"}).output;
    const std::string key = served.substr(served.find("AAAAC3"), 60);
    EXPECT_THAT(before, HasSubstr(key));  // what the console shows is what SSH serves
    ASSERT_TRUE(unit.command("cli").size());
    zeroize(unit);
    unit.type("root\r");
    ASSERT_TRUE(unit.expect(":~ # "));
    EXPECT_THAT(keys(), AllOf(HasSubstr("ssh-ed25519 "), Not(HasSubstr(key))));
}

TEST(Boot, UpgradeDaemonHoldsTheConfigurationOfAFactoryUnit) {
    Simulated unit{"mx240-good", {"--time-scale", "20", "--state", "amnesiac", "--fault", "ztp-lock:200"}};
    unit.open_console();
    ASSERT_TRUE(unit.log_in(""));
    EXPECT_THAT(unit.command("configure exclusive"), HasSubstr("autodconfig"));
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    bool entered = false;
    while (!entered && std::chrono::steady_clock::now() < until) {
        unit.type("configure exclusive\r");
        entered = unit.expect_any({"Entering configuration mode", "configuration database locked"}) == 0;
    }
    EXPECT_TRUE(entered);
}

TEST(Zeroize, CanTakeTheSystemWithIt) {
    Simulated unit{"ex4300-good", {"--time-scale", "300", "--fault", "zeroize-kills"}};
    unit.open_console();
    ASSERT_TRUE(unit.log_in());
    unit.command("request system zeroize media", "[yes,no] (no) ");
    unit.type("yes\r");
    EXPECT_TRUE(unit.expect("overwriting done"));
    EXPECT_TRUE(unit.expect("Unable to load a kernel!", std::chrono::seconds{60}));
}

}  // namespace
