// What installers say, and what has to be made of it: real closing words and troubles as facts, everything else of our own making.

#include "drivers/install_words.hpp"

#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace {

using namespace drivers;
using testing::ElementsAre;
using testing::HasSubstr;

const Families& shipped() {
    static const yang::Schema schema{yang::data_folder() / "yang"};
    static const Families all{schema, yang::data_folder() / "drivers" / "families"};
    return all;
}

/// The first package of a family that has a file: what its units are loaded with.
const Package& package_of(const std::string& family) {
    for (const auto& package : shipped().by_name(family)->packages)
        if (!package.file.empty()) return package;
    throw std::runtime_error{family + " has no package"};
}

std::string told(const InstallJudgement& judged) {
    if (judged.end == InstallEnd::succeeded) return "success";
    if (judged.end == InstallEnd::unclear) return "unclear";
    return judged.trouble ? judged.trouble->name : "failure";
}

std::string judged(const std::string& family, const std::string& said) { return told(judge_install(package_of(family), said)); }

struct Row {
    const char* family;
    const char* said;
    const char* is;
};

class InstallWords : public testing::TestWithParam<Row> {};

TEST_P(InstallWords, MeanWhatTheySay) {
    EXPECT_EQ(judged(GetParam().family, GetParam().said), GetParam().is) << GetParam().family << ": " << GetParam().said;
    std::string dos = GetParam().said;
    for (auto at = dos.find('\n'); at != dos.npos; at = dos.find('\n', at + 2)) dos.insert(at, "\r");
    EXPECT_EQ(judged(GetParam().family, dos), GetParam().is) << "with carriage returns";
}

INSTANTIATE_TEST_SUITE_P(
    Successes, InstallWords,
    testing::Values(Row{"mx-legacy", "JUNOS 11.1R3.5 will become active at next reboot\n", "success"},
                    Row{"mx-legacy", "WARNING:     A REBOOT IS REQUIRED TO LOAD THIS SOFTWARE CORRECTLY. Use the\nWARNING:     'request system reboot' command when software installation is\n", "success"},
                    Row{"mx-vmhost", "A REBOOT IS REQUIRED TO LOAD THIS SOFTWARE CORRECTLY.\nUse the 'request vmhost reboot' command to reboot the system.\n", "success"},
                    Row{"ex-legacy", "fpc0:\nWARNING: A reboot is required to install the software\nWARNING:     Use the 'request system reboot' command immediately\n", "success"},
                    Row{"ptx-evo", "WARNING: NOTE: A reboot is required to start using the new software.\nWARNING: Use the 'request system reboot' command when ready.\n", "success"},
                    Row{"acx-evo", "NOTE: A Reboot Is Required To Start Using The New Software\n", "success"},
                    Row{"ex-upgraded", "NOTICE: 'pending' set will be activated at next reboot...\n", "success"},
                    Row{"ex-hosted", "upgrade_platform: System need *REBOOT* to complete the upgrade\n", "success"},
                    Row{"qfx-5", "Host OS upgrade staged. Reboot the system to complete installation!\n\nInstall completed\n", "success"},
                    Row{"srx-branch", "[edit system]\n  'arp'\n    warning: statement has no contents; ignored\nmgd: error: statement has no contents; ignored\nJUNOS 15.1X49-D170.4 will become active at next reboot\n", "success"},
                    // What only warns is none of the unit's troubles where it went on.
                    Row{"srx-branch", "WARNING: The /cf filesystem is low on free disk space.\nJUNOS 15.1X49-D170.4 will become active at next reboot\n", "success"},
                    Row{"mx-legacy", "[Jan 20 13:28:06]: Checking pending install on fpc0\nWARNING: A reboot is required to load this software correctly\n", "success"}));

INSTANTIATE_TEST_SUITE_P(
    Troubles, InstallWords,
    testing::Values(Row{"qfx-10", "Pushing Junos image package to the host...\nThere is pending upgrade. upgrade_in_progress=stage\nPlease reboot the system to complete the installation or rollback before attempting another upgrade\n", "pending"},
                    Row{"ptx-evo", "ERROR: Reboot is pending after previous upgrade/rollback. Node:re0 Image: re0:/var/tmp/x.iso\n", "pending"},
                    Row{"mx-x86", "There is already an install pending.\n    Use the 'request system reboot' command to complete the install,\n", "pending"},
                    Row{"qfx-5", "error: An upgrade is already in progress\n", "busy"},
                    Row{"ptx-evo", "ERROR: System not ready. Try again later.\n", "busy"},
                    Row{"ex-upgraded", "veriexec: cannot validate /packages/db/p/manifest.ecerts: certificate is not yet valid: /C=US/ST=CA\nveriexec: package.xml: Authentication error\nwhere <pkg> is a compressed tar file\nERROR: Failed to add junos-arm-32-21.4R3-S5.4\n", "clock"},
                    Row{"mx-legacy", "verify-sig: cannot validate certs.pem\ncertificate is not yet valid: \n\nERROR: Package signature validation failed.  Aborting install.\n", "clock"},
                    Row{"mx-x86", "tar: contents/jpfe-X.tgz: Wrote only 0 of 10240 bytes\ntar: Error exit delayed from previous errors\nERROR: junos-install fails post-install\n", "space"},
                    Row{"mx-vmhost", "ERROR: estimate of space required: 4035098 Kbytes, available: 3994154 Kbytes\n", "space"},
                    Row{"ex-64", "/var: write failed, filesystem is full\n", "space"},
                    Row{"qfx-5", "cp: /var/tmp/x: No space left on device\n", "space"},
                    Row{"ex-legacy", "gunzip: /var/tmp/x.tgz: unexpected end of file\ntruncated or corrupted package: /var/tmp/x.tgz\n", "truncated"},
                    Row{"qfx-5", "22.3.tgz: truncated gzip input\ntar: Error exit delayed from previous errors.\n/usr/libexec/ui/package: /var/tmp/22.3.tgz: invalid file\nERROR: No packages added\n", "truncated"},
                    Row{"mx-legacy", "ERROR: /usr/libexec/ui/downgrade: unsupported jinstall 19.4R3.11\n", "downgrade"},
                    Row{"mx-x86", "Validation failed\nWARNING: Current configuration not compatible with /var/tmp/x.tgz\n", "validation"},
                    Row{"mx-legacy", "ERROR: Package signature validation failed.  Aborting install.\n", "corrupted"},
                    Row{"mx-legacy", "ERROR: package: /var/tmp/x.tgz is not found or empty\n", "vanished"},
                    Row{"mx-x86", "ERROR: x.tgz is not supported on this platform (mx240)\n", "other-platform"},
                    Row{"mx-x86", "error: command is not valid on the mx240\n", "unknown-verb"}));

INSTANTIATE_TEST_SUITE_P(
    Precedence, InstallWords,
    testing::Values(Row{"mx-x86", "ERROR: insufficient space for /packages/db/os-kernel\nNOTICE: 'pending' set will be activated at next reboot...\n", "space"},
                    Row{"ex-64", "NOTICE: 'pending' set will be activated at next reboot...\nfpc1:\nerror: Could not connect to fpc1\n", "failure"},
                    Row{"ex-64", "fpc0: NOTICE: 'pending' set will be activated at next reboot...\nfpc1: ERROR: pkg add: exit status 74\n", "failure"},
                    Row{"srx-branch", "WARNING: The /cf filesystem is low on free disk space.\nERROR: junos fails requirements check\n", "space"},
                    Row{"srx-branch", "WARNING: The /cf filesystem is low on free disk space.\n", "space"},
                    Row{"mx-x86", "/var: write failed, filesystem is full\ntar: write error\n", "space"},
                    Row{"mx-x86", "tar: write error\n", "storage-write"},
                    Row{"mx-x86", "/var: filesystem is full\ng_vfs_done: Input/output error\n", "storage"},
                    Row{"mx-x86", "ERROR: pkg add: exit status 74\n", "failure"}));

INSTANTIATE_TEST_SUITE_P(
    NeitherOfThem, InstallWords,
    testing::Values(Row{"srx-hosted", "upgrade_platform: Staging of /var/tmp/junos-srxentedge-x86-64-20.4R3.8-linux.tgz completed\n", "unclear"},
                    Row{"mx-x86", "Verified os-kernel signed by PackageProductionECP256_2021 method ECDSA256+SHA256\nAdding os-kernel ...\n", "unclear"},
                    Row{"ex-legacy", "[Oct 14 13:57:27]: Checking pending install on fpc0\nPlease reboot\n", "unclear"},
                    Row{"mx-x86", "no reboot is required\nValidation succeeded\n", "unclear"}, Row{"mx-x86", "", "unclear"}));

TEST(InstallJudgement, QuotesTheCauseAndWhatFollowedFromIt) {
    const auto found = judge_install(package_of("mx-x86"), "Verified manifest\ntar: a.tgz: Wrote only 0 of 10240 bytes\r\ntar: Error exit delayed\nERROR: fails post-install\n");
    EXPECT_THAT(found.lines, ElementsAre("tar: a.tgz: Wrote only 0 of 10240 bytes", "tar: Error exit delayed", "ERROR: fails post-install"));
    EXPECT_EQ(found.quoted(), "\"tar: a.tgz: Wrote only 0 of 10240 bytes\"; \"tar: Error exit delayed\"; \"ERROR: fails post-install\"");
}

TEST(InstallJudgement, DoesNotQuoteAHundredLines) {
    std::string said;
    for (int i = 0; i < 100; ++i) said += "tar: " + std::to_string(i) + ": Wrote only 0 of 10240 bytes\n";
    EXPECT_EQ(judge_install(package_of("mx-x86"), said).lines.size(), 4u);
}

TEST(InstallTroubles, SayWhoseFaultTheyAreAndWhatIsTried) {
    for (const auto& family : shipped().all())
        for (const auto& package : family.packages)
            for (const auto& trouble : package.troubles) {
                EXPECT_FALSE(trouble.advice.empty()) << family.name << " " << trouble.name;
                const bool by_clock = trouble.blame == InstallTrouble::Blame::clock;
                EXPECT_EQ(by_clock, trouble.name == "clock") << family.name << " " << trouble.name;
            }
}

std::string asked(const std::string& family, const std::string& said) {
    std::string all;
    bool answered = false;
    for (const auto& query : package_of(family).pending) {
        const auto answer = read_pending(query, said);
        answered = answered || answer.answered;
        for (const auto& release : answer.releases) all += (all.empty() ? "" : " ") + release;
    }
    return !answered ? "unknown" : all.empty() ? "none" : all;
}

TEST(PendingQueries, ReadWhatIsBootedNext) {
    EXPECT_EQ(asked("ex-legacy", "Hostname: sw\nModel: ex4200-48t\nJunos: 15.1R7-S6.3\nPending: 15.1R7-S9.2\n"), "15.1R7-S9.2");
    EXPECT_EQ(asked("ex-legacy", "Hostname: sw\nJunos: 15.1R7-S6.3\n"), "unknown") << "a version without a pending one may be of a unit that never shows it";
    EXPECT_EQ(asked("mx-legacy", "JUNOS Base OS boot [15.1R7.8]\nJUNOS Installation Software [19.4R3.11]\n"), "19.4R3.11");
    EXPECT_EQ(asked("qfx-5", "upgrade_platform: Staging of /var/tmp/jinstall-qfx-5e-junos-23.4R2-S7.7-secure-linux.tgz completed\n"), "23.4R2-S7.7");
    EXPECT_EQ(asked("srx-hosted", "upgrade_platform: Staging of /var/tmp/junos-srxentedge-x86-64-20.4R3.8-linux.tgz completed\n"), "20.4R3.8");
    EXPECT_EQ(asked("mx-vmhost", "Version: set p\nJunos Disk: junos-install-mx-x86-64-20.2R2-S2.6\n\nVersion: set b\nJunos Disk: junos-install-mx-x86-64-19.4R3-S2.2\n"), "20.2R2-S2.6 19.4R3-S2.2");
    const std::string list = "node: re0\nList of installed version(s) :\n\n    '-' running version\n    '>' next boot version after upgrade/downgrade\n";
    EXPECT_EQ(asked("ptx-evo", list + " >   junos-evo-install-ptx-fixed-x86-64-22.3R1-S1.4-EVO - [2023-01-18 14:15:56]\n -   junos-evo-install-ptx-fixed-x86-64-22.3R1.9-EVO - [2022-12-27 00:35:10]\n"), "22.3R1-S1.4-EVO");
    EXPECT_EQ(asked("ptx-evo", list + " -   junos-evo-install-ptx-fixed-x86-64-22.3R1.9-EVO - [2022-12-27 00:35:10]\n"), "none");
    EXPECT_EQ(asked("mx-x86", "error: syntax error, expecting <command>: list\n"), "unknown");
}

// Installations on other people's units: wild/INDEX.tsv says of each what it was.

std::string expected_install(const std::string& expectations) {
    std::istringstream all{expectations};
    for (std::string one; std::getline(all, one, ';');)
        if (one.starts_with("install=")) return one.substr(8);
    return {};
}

std::vector<std::string> columns(const std::string& line) {
    std::vector<std::string> all;
    std::istringstream text{line};
    for (std::string one; std::getline(text, one, '\t');) all.push_back(one);
    return all;
}

TEST(Captures, InstallationsAreJudgedRight) {
    const std::filesystem::path folder = std::filesystem::path{STATION_CAPTURES_DIR} / "wild";
    std::ifstream index{folder / "INDEX.tsv"};
    if (!index) GTEST_SKIP() << "no captures at " << folder;
    int judgements = 0;
    for (std::string line; std::getline(index, line);) {
        const auto row = columns(line);
        if (row.size() < 10) continue;
        auto wanted = expected_install(row[9]);
        if (wanted.empty()) continue;
        std::ifstream file{folder / row[7]};
        ASSERT_TRUE(file) << row[7];
        const std::string said{std::istreambuf_iterator<char>{file}, {}};
        const auto is = judged(row[8], said);
        wanted = wanted.substr(0, wanted.find(" ("));
        ++judgements;
        if (wanted == "trouble")
            EXPECT_FALSE(is == "success" || is == "unclear" || is == "failure") << row[7] << " is " << is;
        else
            EXPECT_EQ(is, wanted.starts_with("trouble:") ? wanted.substr(8) : wanted) << row[7];
    }
    EXPECT_GE(judgements, 15);
}

}  // namespace
