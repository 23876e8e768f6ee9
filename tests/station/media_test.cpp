#include "station/engine/media.hpp"

#include <gmock/gmock.h>

namespace {

using namespace station;
using drivers::Claim;
using drivers::ResetLevel;

// Overwritten outweighs reset.
ResetLevel level() {
    ResetLevel level;
    level.claims = {Claim{.name = "overwritten", .log = "scrubbing .*da\\d", .claims = "purge", .words = "overwritten"},
                    Claim{.name = "reset", .log = "zeroizing re\\d", .claims = "clear", .words = "reset"}};
    return level;
}

TEST(Claims, AreWhatALineSaysOfThatEngine) {
    const std::vector<ConsoleLog> logs{{.said = "warning: zeroizing re1\nwarning: zeroizing re0\n", .claims = {}}, {}};
    EXPECT_EQ(claim_for(level(), logs, 0, 0).proof, "warning: zeroizing re0");
    EXPECT_EQ(claim_for(level(), logs, 1, 1).proof, "warning: zeroizing re1") << "said on the other's console";
    EXPECT_EQ(claim_for(level(), logs, 1, 1).level, "clear");
}

TEST(Claims, OfAnEngineThatNobodyNamedAreNone) {
    const std::vector<ConsoleLog> logs{{.said = "warning: zeroizing re0\n", .claims = {}}, {}};
    const auto other = claim_for(level(), logs, 1, 1);
    EXPECT_EQ(other.level, "none");
    EXPECT_EQ(other.proof, "");
}

TEST(Claims, ALineThatNamesNoEngineIsItsOwnConsoles) {
    const std::vector<ConsoleLog> logs{{.said = "warning: zeroizing re0\nscrubbing disk ada0\n", .claims = {}},
                                       {.said = "warning: zeroizing re1\n", .claims = {}}};
    EXPECT_EQ(claim_for(level(), logs, 0, 0).level, "purge") << "the strongest";
    EXPECT_EQ(claim_for(level(), logs, 1, 1).level, "clear") << "its disk was not named";
}

TEST(Claims, AMemberIsNamedByItsOwnNumber) {
    const std::vector<ConsoleLog> logs{{.said = "warning: zeroizing re3\n", .claims = {}}, {}};
    EXPECT_EQ(claim_for(level(), logs, 1, 3).proof, "warning: zeroizing re3");
    EXPECT_EQ(claim_for(level(), logs, 0, 1).proof, "");
}

TEST(Claims, MayComeLaterOnTheConsole) {
    const std::vector<ConsoleLog> logs{{.said = "", .claims = {{"overwritten", "scrubbing disk ada0"}}}};
    EXPECT_EQ(claim_for(level(), logs, 0, 0).level, "purge");
    EXPECT_EQ(claim_for(level(), logs, 0, 0).proof, "scrubbing disk ada0");
}

TEST(Claims, AreNoneWhenTheConsoleSaidNothing) {
    EXPECT_EQ(claim_for(level(), {{}}, 0, 0).level, "none");
    EXPECT_EQ(claim_for(ResetLevel{}, {{.said = "warning: zeroizing re0\n", .claims = {}}}, 0, 0).level, "none");
}

ResetLevel by_disk() {
    ResetLevel level;
    level.claims = {Claim{.name = "purge", .log = "(?i)purge", .unless = "(?i)support|fail", .claims = "purge", .words = "purged"},
                    Claim{.name = "reset", .log = "zeroizing", .claims = "none", .words = "files removed"}};
    return level;
}

TEST(Claims, AreNotWhatADiskCouldOrFailedToDo) {
    const std::vector<ConsoleLog> logs{{.said = "zeroizing re0\nsda: supported: PURGE\nsda: PURGE: failed\n", .claims = {}}};
    EXPECT_EQ(claim_for(by_disk(), logs, 0, 0).level, "none");
    const std::vector<ConsoleLog> later{{.said = "zeroizing re0\n", .claims = {{"purge", "sda: PURGE: failed"}}}};
    EXPECT_EQ(claim_for(by_disk(), later, 0, 0).level, "none");
}

TEST(Claims, ALineThatNamesADiskIsThatDisks) {
    const std::vector<ConsoleLog> logs{{.said = "zeroizing re0\nsda: purge done\nsdb: purge failed\n", .claims = {}}};
    EXPECT_EQ(claim_for(by_disk(), logs, SanitisedMedium{0, "sda", "", "1"}, 0).level, "purge");
    EXPECT_EQ(claim_for(by_disk(), logs, SanitisedMedium{0, "sdb", "", "2"}, 0).level, "none");
    EXPECT_EQ(claim_for(by_disk(), logs, 0, 0).level, "none") << "all storage is as good as its worst disk";
}

TEST(Claims, OfAllStorageIsThatOfTheWorstDiskInWhateverOrder) {
    ResetLevel level;
    level.claims = {Claim{.name = "purge", .log = "purged", .claims = "purge", .words = "purged"}, Claim{.name = "clear", .log = "cleared", .claims = "clear", .words = "cleared"}};
    for (const std::string said : {"sda: cleared\nsdb: purged\n", "sda: purged\nsdb: cleared\n"})
        EXPECT_EQ(claim_for(level, {{.said = said, .claims = {}}}, 0, 0).level, "clear") << said;
    EXPECT_EQ(claim_for(level, {{.said = "sda: cleared\nsdb: silent\n", .claims = {}}}, 0, 0).level, "none");
}

}  // namespace
