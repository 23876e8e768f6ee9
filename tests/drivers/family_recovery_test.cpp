#include "drivers/family_recovery.hpp"

#include "drivers/family_reset.hpp"

#include <gtest/gtest.h>

namespace {

using namespace drivers;
using namespace std::chrono_literals;

std::vector<MarkSeen> boot(std::initializer_list<std::pair<const char*, Clock::duration>> marks) {
    std::vector<MarkSeen> all;
    for (const auto& [name, at] : marks) all.push_back({name, Clock::time_point{at}});
    return all;
}

TEST(Defect, IsShownByOneMarkWhereOnceIsEnough) {
    const Defect defect{.name = "media-errors", .marks = {"media-errors"}};
    EXPECT_TRUE(defect.shown_by(boot({{"loader", 1s}, {"media-errors", 5s}})));
    EXPECT_FALSE(defect.shown_by(boot({{"loader", 1s}})));
    EXPECT_FALSE(defect.shown_by({}));
}

TEST(Defect, CountsTheSameMarkOverItsTime) {
    const Defect loop{.name = "boot-loop", .marks = {"u-boot", "loader"}, .more_than = 2, .within = 10min};
    EXPECT_FALSE(loop.shown_by(boot({{"u-boot", 0s}, {"loader", 10s}, {"u-boot", 3min}}))) << "different marks do not add up";
    EXPECT_TRUE(loop.shown_by(boot({{"u-boot", 0s}, {"u-boot", 3min}, {"loader", 4min}, {"u-boot", 6min}})));
    EXPECT_FALSE(loop.shown_by(boot({{"u-boot", 0s}, {"u-boot", 3min}, {"u-boot", 20min}}))) << "too far apart";
    EXPECT_TRUE(loop.shown_by(boot({{"u-boot", 0s}, {"u-boot", 11min}, {"u-boot", 12min}, {"u-boot", 20min}}))) << "the last three";
}

Recovery recovery() {
    Recovery all;
    all.paths.push_back({.name = "mend", .purpose = Purpose::repair, .when = {"window"}});
    all.paths.push_back({.name = "unattended", .when = {"u-boot"}, .after = "loader-way"});
    all.paths.push_back({.name = "menu-way", .when = {"autoboot", "menu"}});
    all.paths.push_back({.name = "loader-way", .when = {"countdown", "window"}});
    return all;
}

std::string way(const std::vector<std::string>& seen, const std::vector<std::string>& tried = {}) {
    const auto all = recovery();
    const auto* path = all.way_in(seen, tried);
    return path ? path->name : "none";
}

TEST(Recovery, TheFirstMarkThatChoosesAPathDoes) {
    EXPECT_EQ(way({"bios", "countdown", "menu"}), "loader-way");
    EXPECT_EQ(way({"menu", "countdown"}), "menu-way");
    EXPECT_EQ(way({"bios"}), "none");
    EXPECT_EQ(way({"window"}), "loader-way") << "a repair is no way in";
}

TEST(Recovery, APathThatWasTriedInVainMakesRoomForTheNext) {
    EXPECT_EQ(way({"u-boot"}), "none") << "its turn comes after the loader's";
    EXPECT_EQ(way({"u-boot", "countdown"}, {"loader-way"}), "unattended");
    EXPECT_EQ(way({"menu"}, {"menu-way"}), "none");
}

TEST(ResetLevel, ClaimsNothingThatTheConsoleDidNotSay) {
    ResetLevel level;
    level.claims.push_back({.name = "purge", .log = "(?i)purge", .claims = "purge", .words = "Purge"});
    level.claims.push_back({.name = "reset", .log = "zeroizing", .claims = "clear", .words = "Clear"});
    EXPECT_EQ(level.claim("request x purge-less\n")->claim, &level.claims[0]);
    EXPECT_EQ(level.claim("so\nzeroizing re0\nbye\n")->line, "zeroizing re0");
    EXPECT_EQ(level.claim("zeroizing re0\nsda: Purge done")->claim, &level.claims[0]) << "the strongest that was said";
    EXPECT_FALSE(level.claim("bye\n"));
    EXPECT_FALSE(level.claim(""));
}

class Proofs : public testing::Test {
  protected:
    ProofReading read(const Proof& proof, const std::string& output, const std::optional<std::string>& reference = {}) const {
        FactoryState factory;
        factory.not_answered = {"^error: syntax error"};
        factory.list_words = {"^{path}/?:$", "^total files: \\d+$", "^{path}: No such file or directory$"};
        return factory.read(proof, {output}, reference);
    }
};

TEST_F(Proofs, OneDirtyLineIsEnough) {
    const Proof proof{.name = "users", .dirty = "^ *user ", .answered = {"^version"}};
    EXPECT_EQ(read(proof, "version 1\n"), (ProofReading{Shown::clean, "version 1"}));
    EXPECT_EQ(read(proof, "version 1\n   user noc {\nb\n"), (ProofReading{Shown::dirty, "user noc {"}));
}

TEST_F(Proofs, NothingIsCleanWithoutASignThatTheCommandWorked) {
    const Proof proof{.name = "users", .command = "show x", .dirty = "^ *user ", .answered = {"^version"}};
    EXPECT_EQ(read(proof, "").shown, Shown::unanswered);
    EXPECT_EQ(read(proof, "\n\n").shown, Shown::unanswered);
    EXPECT_EQ(read(proof, "some words nobody has heard of\n"), (ProofReading{Shown::unanswered, "nothing shows that \"show x\" worked: some words nobody has heard of"}));
    EXPECT_EQ(read(proof, "version 1\nerror: syntax error\n").shown, Shown::unanswered) << "it began, and broke off";
    Proof two = proof;
    two.clean = "no users";
    EXPECT_EQ(read(two, "no users\n").shown, Shown::unanswered) << "its own sign is missed";
}

TEST_F(Proofs, AListingIsItsHeaderAndNames) {
    Proof proof{.name = "tmp", .command = "file list /var/t.p", .dirty = "\\S", .expected = {"^install/$"}, .lists = "/var/t.p"};
    EXPECT_EQ(read(proof, "/var/t.p/:\ninstall/\ntotal files: 1\n").shown, Shown::clean);
    EXPECT_EQ(read(proof, "/var/t.p:\nnotes of: noc\n"), (ProofReading{Shown::dirty, "notes of: noc"}));
    EXPECT_EQ(read(proof, "/var/tmp:\n").shown, Shown::unanswered) << "another folder's";
    EXPECT_EQ(read(proof, "/var/t.p: No such file or directory\n").shown, Shown::unanswered) << "every unit has it";
    proof.may_be_absent = true;
    EXPECT_EQ(read(proof, "/var/t.p: No such file or directory\n").shown, Shown::clean);
    EXPECT_EQ(read(proof, "/var: No such file or directory\n").shown, Shown::unanswered);
    EXPECT_EQ(read(proof, "/var/t.p:\nnotes\n/var/t.p: No such file or directory\n").shown, Shown::unanswered) << "it says both";
}

TEST(Count, TellsAnAnswerThatLostLines) {
    const Count count{"show x", "show x | count", "^set ", "^Count: (?P<count>\\d+) lines$"};
    EXPECT_EQ(count.missing_in("set a\nset b\n", "Count: 2 lines\n"), std::nullopt);
    EXPECT_EQ(count.missing_in("set a\nNov 30 a message\nset b\n", "\nCount: 2 lines\n"), std::nullopt) << "what came by counts for nothing";
    EXPECT_EQ(count.missing_in("set a\nNov 30 a message\n", "Count: 2 lines\n"), "\"show x\" has 2 lines, and 1 of them came");
    EXPECT_EQ(count.missing_in("", "Count: 1 lines\n"), "\"show x\" has 1 lines, and 0 of them came");
    EXPECT_EQ(count.missing_in("set a\n", "error: syntax error\n"), "nothing shows how many lines \"show x\" has: error: syntax error");
    EXPECT_TRUE(count.missing_in("set a\n", ""));
}

TEST_F(Proofs, ALineThatHasToBeThereIsMissed) {
    const Proof proof{.name = "login", .clean = "Amnesiac", .answered = {"\\S"}};
    EXPECT_EQ(read(proof, "Amnesiac (ttyu0)\n").shown, Shown::clean);
    EXPECT_EQ(read(proof, "edge-7 (ttyu0)\n"), (ProofReading{Shown::dirty, "edge-7 (ttyu0)"}));
    EXPECT_EQ(read(proof, "").shown, Shown::unanswered);
}

TEST_F(Proofs, AUnitThatDoesNotKnowTheCommandProvesNothing) {
    Proof proof{.name = "pki", .command = "show x", .dirty = "identifier", .answered = {"identifier"}};
    EXPECT_EQ(read(proof, "error: syntax error\n"), (ProofReading{Shown::unanswered, "the unit does not answer \"show x\": error: syntax error"}));
    proof.needed = false;
    proof.unverifiable = "it has no such command";
    EXPECT_EQ(read(proof, "error: syntax error\n"), (ProofReading{Shown::unverifiable, "it has no such command"}));
    EXPECT_EQ(read(proof, "identifier 7\n").shown, Shown::dirty) << "dirt counts, needed or not";
    EXPECT_EQ(read({.name = "tpm", .unverifiable = "nobody can look"}, ""), (ProofReading{Shown::unverifiable, "nobody can look"}));
}

TEST_F(Proofs, WordsOfTheStationAreNoAnswer) {
    const Proof proof{.name = "x", .command = "show x", .dirty = "error", .answered = {"error"}};
    EXPECT_EQ(FactoryState{}.read(proof, {std::nullopt, "error: the line was cut"}), (ProofReading{Shown::unanswered, "error: the line was cut"}));
}

TEST_F(Proofs, AreComparedWithWhatIsKnown) {
    const Proof keys{.name = "keys", .command = "c", .answered = {"\\S"}, .compare = Compare::before, .unverifiable = "not known"};
    EXPECT_EQ(read(keys, "new\n", "old\n").shown, Shown::clean);
    EXPECT_EQ(read(keys, "old\n", "old\n").shown, Shown::dirty);
    EXPECT_EQ(read(keys, "new\n"), (ProofReading{Shown::unverifiable, "not known"}));
    const Proof factory{.name = "factory", .command = "c", .answered = {"^set"}, .compare = Compare::baseline, .unverifiable = "not kept"};
    EXPECT_EQ(read(factory, "set x\n", "set x\n").shown, Shown::clean);
    EXPECT_EQ(read(factory, "set x\nset y\n", "set x\n").shown, Shown::dirty);
}

TEST_F(Proofs, OnlyAPartMayBeCompared) {
    const Proof slice{.name = "slice", .command = "c", .answered = {"."}, .compare = Compare::before, .part = "backup\\)\\s+(?P<part>Creation date: [^\\n]*)", .unverifiable = "not shown"};
    const std::string then = "(primary)\nCreation date: 1\n(backup)\nCreation date: 2\n";
    EXPECT_EQ(read(slice, "(primary)\nCreation date: 9\n(backup)\nCreation date: 2\n", then), (ProofReading{Shown::dirty, "Creation date: 2"}));
    EXPECT_EQ(read(slice, "(primary)\nCreation date: 1\n(backup)\nCreation date: 3\n", then), (ProofReading{Shown::clean, "Creation date: 3"}));
    EXPECT_EQ(read(slice, then), (ProofReading{Shown::unverifiable, "not shown"})) << "nothing is known from before";
    EXPECT_EQ(read(slice, "(primary)\n", then).shown, Shown::unverifiable);
    Proof also = slice;
    also.dirty = "^Snapshot ";
    EXPECT_EQ(read(also, "none\n").shown, Shown::clean) << "where nothing can be compared its other pattern decides";
}

}  // namespace
