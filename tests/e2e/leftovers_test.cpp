// What a reset may leave behind - all that the simulated unit knows, with every shipped procedure that wipes: whatever it is, the unit is not
// called clean, and the unit's own account says that something remains.

#include "tests/e2e/truth.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <sstream>

namespace e2e {

void PrintTo(const Trial& trial, std::ostream* out) { *out << trial.unit << ' ' << trial.states; }

}  // namespace e2e

namespace {

using e2e::Trial;
using testing::IsEmpty;
using testing::Not;
namespace fs = std::filesystem;

bool wipes(const fs::path& procedure) {
    std::ostringstream text;
    text << std::ifstream{procedure}.rdbuf();
    return text.str().find("  - reset") != std::string::npos;
}

std::vector<fs::path> procedures_that_wipe() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{fs::path{STATION_SOURCE_DIR} / "procedures"})
        if (entry.path().extension() == ".yaml" && wipes(entry.path())) files.push_back(entry.path());
    return files;
}

// The second routing engine or member is left only by a unit that has one.
std::string unit_for(const std::string& fault) {
    if (fault == "re1-left-dirty") return "mx240-good";
    if (fault == "member-not-wiped") return "stubborn/ex4300-vc";
    return "mx204-good";
}

std::vector<std::string> leftovers() {
    std::vector<std::string> names;
    std::istringstream lines{e2e::run("unit-sim", {"list"}).output};
    for (std::string line; std::getline(lines, line);) {
        std::string name, effect;
        if (std::istringstream{line} >> name >> effect && effect == "dirty") names.push_back(name);
    }
    return names;
}

// What the procedures would load: without it they wipe nothing.
const std::vector<std::pair<std::string, std::string>> images{{"junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", "21.4R3-S5.4"},
                                                              {"junos-install-mx-x86-64-21.4R3-S5.4.tgz", "21.4R3-S5.4"},
                                                              {"jinstall-ex-4300-21.4R3-S5.4-signed.tgz", "21.4R3-S5.4"}};

std::vector<Trial> trials() {
    std::vector<Trial> all;
    for (const auto& procedure : procedures_that_wipe())
        for (const auto& fault : leftovers()) {
            Trial trial;
            trial.unit = unit_for(fault);
            trial.faults = {fault};
            trial.procedure = procedure;
            trial.images = images;
            all.push_back(std::move(trial));
        }
    return all;
}

class Leftover : public testing::TestWithParam<Trial> {};

TEST_P(Leftover, IsFoundAndTheUnitFails) {
    const auto ending = e2e::attempt(GetParam());
    EXPECT_NE(ending.remains, "none") << "the fault did nothing";
    EXPECT_EQ(ending.code, 1) << ending.output;
    EXPECT_THAT(untruths(ending), IsEmpty());
    ASSERT_TRUE(ending.record);
    EXPECT_EQ(ending.record->reason, "not-clean") << ending.output;
    fs::remove_all(ending.folder);
}

std::string name_of(const testing::TestParamInfo<Trial>& tested) {
    auto name = tested.param.procedure.stem().string() + "_" + tested.param.faults.front();
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(All, Leftover, testing::ValuesIn(trials()), name_of);

TEST(Leftovers, AreAllThatTheSimulatedUnitKnows) {
    EXPECT_GE(leftovers().size(), 16u);
    EXPECT_THAT(procedures_that_wipe(), testing::SizeIs(testing::Ge(2u)));
}

TEST(Leftovers, AnOldSystemOnTheOtherSliceIsWrittenOverWhereThatIsKnown) {
    Trial trial;
    trial.unit = "ex4300-good";
    trial.faults = {"zeroize-leaves-alternate"};
    trial.procedure = fs::path{STATION_SOURCE_DIR} / "procedures" / "reset.yaml";
    const auto ending = e2e::attempt(trial);
    EXPECT_EQ(ending.code, 0) << ending.output;
    EXPECT_EQ(ending.remains, "none");
    EXPECT_THAT(untruths(ending), IsEmpty());
}

class Survivor : public testing::TestWithParam<std::string> {};

// Whatever it is called and wherever it stands: it was there before the wipe, and still is.
TEST_P(Survivor, IsFoundAlthoughNoProofNamesIt) {
    Trial trial;
    trial.unit = "mx204-good";
    trial.personality = "files:\n  - { path: \"" + GetParam() + "\", bytes: 4096, content: owner }\nfaults: { survives-zeroize: [ \"" + GetParam() + "\" ] }\n";
    trial.procedure = fs::path{STATION_SOURCE_DIR} / "procedures" / "reset.yaml";
    const auto ending = e2e::attempt(trial);
    EXPECT_NE(ending.remains, "none");
    ASSERT_TRUE(ending.record) << ending.output;
    EXPECT_THAT(ending.record->reason, testing::AnyOf("not-clean", "not-verified")) << ending.output;
    EXPECT_THAT(ending.record->summary, testing::HasSubstr(GetParam()));
    fs::remove_all(ending.folder);
}

INSTANTIATE_TEST_SUITE_P(All, Survivor,
                         testing::Values("/var/log/wtmp", "/opt/customer/app.conf", "/etc/ipsec/psk.txt", "/var/tmp/install/customer.cfg",
                                         "/data/notes of: the owner.txt", "/var/db/idpd/x", "/root/.history", "/var/db/error: x", "/boot/kernel/notes.txt",
                                         "/var/sw/pkg/customer-21.4R1.tgz", "/boot/modules/secret.ko"),
                         [](const auto& tested) { return std::to_string(tested.index); });

// What the station lists before the wipe, to know it again, is the owner's business.
TEST(Leftovers, NamesOfFilesThatWereWipedAreInNoEvidence) {
    Trial trial;
    trial.unit = "mx204-good";
    trial.personality = "files:\n  - { path: /opt/merger-of-acme/plan.txt, bytes: 4096, content: owner }\n";
    trial.procedure = fs::path{STATION_SOURCE_DIR} / "procedures" / "reset.yaml";
    const auto ending = e2e::attempt(trial);
    EXPECT_EQ(ending.code, 0) << ending.output;
    EXPECT_EQ(ending.remains, "none");
    bool listed = false;
    for (const auto& entry : fs::recursive_directory_iterator{ending.folder / "records"}) {
        if (!entry.is_regular_file()) continue;
        std::ostringstream text;
        text << std::ifstream{entry.path(), std::ios::binary}.rdbuf();
        listed |= text.str().find("end of the list") != std::string::npos;
        EXPECT_EQ(text.str().find("merger-of-acme"), std::string::npos) << entry.path();
    }
    EXPECT_TRUE(listed);
    fs::remove_all(ending.folder);
}

TEST(Leftovers, ALogThatNamesNobodyIsStillTheOwners) {
    Trial trial;
    trial.unit = "stubborn/mx204-nameless-log";
    trial.procedure = fs::path{STATION_SOURCE_DIR} / "procedures" / "reset.yaml";
    const auto ending = e2e::attempt(trial);
    EXPECT_EQ(ending.remains, "re0:/var/log/messages");
    ASSERT_TRUE(ending.record) << ending.output;
    EXPECT_EQ(ending.record->reason, "not-clean") << ending.output;
    EXPECT_THAT(ending.record->summary, testing::HasSubstr("no-logs-of-the-owner"));
}

}  // namespace
