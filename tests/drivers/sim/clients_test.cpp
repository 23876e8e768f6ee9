// Clients that know nothing of this project are content with the simulated unit: python3-ncclient, OpenSSH's
// ssh and scp.
#include "tests/drivers/sim/simulated.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace {

using support::Ran;
using support::Simulated;
using testing::HasSubstr;
using testing::Not;

struct Client : testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Client, NcclientIsContent) {
    const Simulated unit{GetParam().first};
    const Ran ran = support::run_program({"timeout", "120", "/usr/bin/python3",
                                          STATION_SOURCE_DIR "/tests/drivers/sim/ncclient_check.py",
                                          unit.port(), GetParam().second});
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("content: hello"));
}

INSTANTIATE_TEST_SUITE_P(Units, Client,
                         testing::Values(std::pair{"mx240-good", "JN12A70C1AFC"},
                                         std::pair{"mx204-good", "BK512"},
                                         std::pair{"ex4300-good", "PD3716110344"}),
                         [](const auto& unit) {
                             return std::string{unit.param.first}.substr(0, 2) + std::to_string(unit.index);
                         });

TEST(OpenSsh, RunsOneCommand) {
    const Simulated unit{"mx240-good"};
    const Ran ran = unit.ssh({"cli show version"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_THAT(ran.output, HasSubstr("Model: mx240\nJunos: 17.3R3-S9.3\n"));
    EXPECT_THAT(unit.ssh({"show nonsense"}).output,
                HasSubstr("error: syntax error, expecting <command>: nonsense"));
}

TEST(OpenSsh, RootLandsInTheShellAndTypesCli) {
    const Simulated unit{"mx240-good"};
    const Ran ran = unit.ssh({"-tt"}, "cli\nshow system alarms\nexit\nexit\n");
    EXPECT_EQ(ran.status, 0);
    EXPECT_THAT(ran.output, HasSubstr("root@edge-7.fra.example:~ # cli\n"));
    EXPECT_THAT(
        ran.output,
        HasSubstr("{master}\nroot@edge-7.fra.example> show system alarms\nNo alarms currently active\n"));
}

TEST(OpenSsh, AnOperatorMayNotConfigureAndAShellMakesNobodyRoot) {
    Simulated unit{"ex4300-good"};
    const auto shown = unit.ssh({"cli show configuration"}).output;
    EXPECT_THAT(shown, Not(HasSubstr("plain-text-password")));
    EXPECT_THAT(shown, HasSubstr("encrypted-password"));
    EXPECT_THAT(unit.ssh({"whoami"}).output, HasSubstr("root"));
    EXPECT_THAT(unit.ssh({"show version | display json"}).output, HasSubstr("\"software-information\" : ["));
    EXPECT_THAT(unit.ssh({"file show /etc/hosts.junos"}).output, HasSubstr("128.0.0.1               master"));
}

TEST(OpenSsh, ARouterIsNoVirtualChassis) {
    const Simulated unit{"mx204-good"};
    EXPECT_THAT(unit.ssh({"cli show virtual-chassis"}).output, HasSubstr("error: the virtual-chassis-control subsystem is not running"));
}

TEST(OpenSsh, WrongPasswordIsRefused) {
    const Simulated unit{"mx240-good"};
    const Ran ran = unit.ssh({"-lnoc", "show version"});
    EXPECT_EQ(ran.status, 255);
    EXPECT_THAT(ran.output, HasSubstr("Permission denied"));
}

TEST(OpenSsh, PublicKeyLetsRootIn) {
    const std::filesystem::path key =
        std::filesystem::temp_directory_path() / ("unit-sim-key-" + std::to_string(getpid()));
    ASSERT_EQ(
        support::run_program({"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.string()}).status, 0);
    const Simulated unit{"mx204-good", {"--authorized-key", key.string() + ".pub"}};
    const Ran ran =
        support::run_program({"timeout", "60", "ssh", "-p", unit.port(), "-i", key.string(), "-o",
                              "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o",
                              "BatchMode=yes", "root@127.0.0.1", "show version | match Junos:"});
    EXPECT_EQ(ran.status, 0) << ran.output;
    EXPECT_THAT(ran.output, HasSubstr("Junos: 20.4R3-S4.8"));
    std::filesystem::remove(key);
    std::filesystem::remove(key.string() + ".pub");
}

TEST(Scp, UploadArrivesWithItsDigest) {
    const Simulated unit{"mx240-good"};
    const std::filesystem::path file = unit.folder() / "upload.bin";
    std::ofstream{file} << std::string(3'000'000, 'x') << "end";
    const Ran ran = unit.scp(file.string(), unit.remote("/var/tmp/"));
    EXPECT_EQ(ran.status, 0) << ran.output;
    const std::string sum = support::run_program({"sha256sum", file.string()}).output.substr(0, 64);
    EXPECT_THAT(unit.ssh({"file checksum sha-256 /var/tmp/upload.bin"}).output, HasSubstr(sum));
}

TEST(Scp, FullDiskSaysSo) {
    const Simulated unit{"ex4300-good"};
    const std::filesystem::path file = unit.folder() / "large.bin";
    ASSERT_EQ(support::run_program({"truncate", "-s", "80M", file.string()}).status, 0);
    const Ran ran = unit.scp(file.string(), unit.remote("/config/large.bin"));
    EXPECT_NE(ran.status, 0);
    EXPECT_THAT(ran.output, HasSubstr("No space left on device"));
}

TEST(Scp, DownloadGivesTheFile) {
    const Simulated unit{"mx240-good"};
    const std::filesystem::path file = unit.folder() / "notes";
    EXPECT_EQ(unit.scp(unit.remote("/var/home/noc/migration-notes.txt"), file.string()).status, 0);
    EXPECT_EQ(std::filesystem::file_size(file), 1450u);
    const Ran absent = unit.scp(unit.remote("/var/tmp/absent"), file.string());
    EXPECT_NE(absent.status, 0);
    EXPECT_THAT(absent.output, HasSubstr("No such file or directory"));
}

TEST(Sftp, TakesAFileAndReportsItsDigest) {
    const Simulated unit{"mx240-good", {"--fault", "no-scp"}};
    EXPECT_NE(unit.scp(STATION_SOURCE_DIR "/README.md", unit.remote("/var/tmp/")).status, 0);
    const std::filesystem::path file = unit.folder() / "upload.bin";
    std::ofstream{file} << std::string(20'000'000, 'x') << "end";
    const Ran ran = unit.sftp(file.string(), unit.remote("/var/tmp/upload.bin"));
    EXPECT_EQ(ran.status, 0) << ran.output;
    const std::string sum = support::run_program({"sha256sum", file.string()}).output.substr(0, 64);
    EXPECT_THAT(unit.ssh({"file checksum sha-256 /var/tmp/upload.bin"}).output, HasSubstr(sum));
}

TEST(Program, RemovesItsConsoleAtTheEnd) {
    Simulated unit{"mx240-good"};
    EXPECT_TRUE(std::filesystem::is_symlink(unit.console_path()));
    EXPECT_TRUE(std::filesystem::is_symlink(unit.console_path(1)));
    EXPECT_EQ(unit.stop(), 0);
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(unit.console_path())));
}

TEST(Program, SaysWhatIsWrongWithAPersonality) {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / "unit-sim-bad.yaml";
    std::ofstream{file} << "personality: bad\ndeserves: pass\nbased-on: mx240-good\nflavour: sour\n";
    const Ran ran =
        support::run_program({STATION_BIN_DIR "/unit-sim", file.string(), "--console", "/tmp/unit-sim-none"});
    EXPECT_EQ(ran.status, 2);
    EXPECT_THAT(ran.output, HasSubstr("flavour"));
    EXPECT_THAT(ran.output, HasSubstr("unit-sim-bad.yaml:4"));
    std::filesystem::remove(file);
}

}  // namespace
