// The wrong unit is never touched: every shipped procedure, and one that wipes twice, on benches where a cable is moved, crossed or led astray at
// each moment of a run. The owner's data of the unit that was not scanned is intact each time, by that unit's own account.

#include "reports/record.hpp"
#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/switchboard.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

namespace {

using e2e::Bench;
using support::Switchboard;
using testing::AllOf;
using testing::AnyOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr auto scanned = "AAA111", other = "BBB222";

// A unit like `base` with a serial of its own. Its folder outlives the bench.
struct Named {
    support::TempFolder folder;
    std::string personality;
    Named(const std::string& base, const std::string& serial) : personality{(folder / serial).string()} {
        std::ofstream{folder / (serial + ".yaml")} << "personality: named\nbased-on: " << STATION_SOURCE_DIR << "/drivers/sim/units/" << base
                                                   << "\ndeserves: pass\nlabel-serial: " << serial << "\nserial-number: " << serial << "\n";
        if (base.find("cluster") != std::string::npos)  // each node is a chassis of its own
            std::ofstream{folder / (serial + ".yaml"), std::ios::app} << "routing-engines: [{ slot: 1, serial-number: " << serial << "N1 }]\n";
    }
};

/// Two units of a kind. `ours` has the label that was scanned and the slot, `theirs` is somebody else's.
struct Two {
    explicit Two(const std::string& base, const std::vector<std::string>& of_theirs = {})
        : our_name{base, scanned}, their_name{base, other}, ours{our_name.personality, 1000}, theirs{their_name.personality, 1000, of_theirs},
          before{ours.control("remains")}, theirs_before{theirs.control("remains")} {}
    Named our_name, their_name;
    Bench ours, theirs;
    std::string before, theirs_before;
    std::unique_ptr<Switchboard> cable;  ///< where the first console is wired through it
};

struct Case {
    std::string name, base;
    std::string moment;                ///< what the run says, or the unit does ("unit: booting"), when the cable is moved; empty: before the run
    std::function<void(Two&)> arrange;  ///< before the run
    std::function<void(Two&)> move;     ///< at that moment
    bool before_the_wipe = true;       ///< nothing of either unit is touched then
    bool quick = true;
};

void PrintTo(const Case& tested, std::ostream* out) { *out << tested.name; }

void on_the_cable(Two& two) {
    two.cable = std::make_unique<Switchboard>(two.ours.console);
    two.ours.wires(0, two.cable->endpoint());
}
void on_the_cable_alone(Two& two) {
    on_the_cable(two);
    two.ours.without_network();
}
void to_theirs(Two& two) { two.cable->to(two.theirs.console); }
void replaced(Two& two) { two.cable->replaced_by(two.theirs.console); }
void nothing(Two&) {}

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"before_identify", "mx204-good", "", [](Two& two) { on_the_cable_alone(two); to_theirs(two); }, nothing},
        {"after_identify", "mx204-good", "ok    identify", on_the_cable_alone, to_theirs},
        {"after_verify_serial", "mx204-good", "ok    verify-serial", on_the_cable_alone, to_theirs},
        {"after_verify_serial_with_network", "mx204-good", "ok    verify-serial", on_the_cable, to_theirs},
        {"after_verify_serial_of_a_switch", "ex4300-good", "ok    verify-serial", on_the_cable_alone, to_theirs, true, false},
        {"replaced_behind_its_port", "mx204-good", "ok    verify-serial", on_the_cable_alone, replaced},
        {"within_the_wipe", "mx204-good", "unit: booting", on_the_cable_alone, to_theirs, false},
        {"replaced_within_the_wipe", "mx204-good", "unit: booting", on_the_cable_alone, replaced, false, false},
        {"management_of_another", "mx204-good", "", [](Two& two) { two.ours.has_network_of(two.theirs.ssh_port); }, nothing},
        {"management_of_another_with_two_engines", "mx240-good", "", [](Two& two) { two.ours.has_network_of(two.theirs.ssh_port); }, nothing, true, false},
        {"slots_crosswise", "mx204-good", "", [](Two& two) { two.ours.wires(0, "serial://" + two.theirs.console); two.ours.has_network_of(two.theirs.ssh_port); }, nothing},
        {"second_engine_of_another", "mx240-good", "", [](Two& two) { two.ours.wires(1, "serial://" + two.theirs.ttys.at(1)); }, nothing},
        {"first_engine_of_another_as_second", "mx240-good", "", [](Two& two) { two.ours.wires(1, "serial://" + two.theirs.ttys.at(0)); }, nothing, true, false},
        {"engines_crosswise", "mx240-good", "", [](Two& two) { two.ours.wires(1, "serial://" + two.ours.ttys.at(0)); two.ours.wires(0, "serial://" + two.ours.ttys.at(1)); }, nothing},
        {"member_of_another", "stubborn/ex4300-vc", "", [](Two& two) { two.ours.wires(1, "serial://" + two.theirs.ttys.at(1)); }, nothing},
        {"master_of_another_as_member", "stubborn/ex4300-vc", "", [](Two& two) { two.ours.wires(1, "serial://" + two.theirs.ttys.at(0)); }, nothing, true, false},
        {"node_of_another", "stubborn/srx320-cluster", "", [](Two& two) { two.ours.wires(1, "serial://" + two.theirs.ttys.at(1)); }, nothing},
        {"primary_of_another_as_node", "stubborn/srx320-cluster", "", [](Two& two) { two.ours.wires(1, "serial://" + two.theirs.ttys.at(0)); }, nothing, true, false},
        {"nodes_crosswise", "stubborn/srx320-cluster", "", [](Two& two) { two.ours.wires(1, "serial://" + two.ours.ttys.at(0)); two.ours.wires(0, "serial://" + two.ours.ttys.at(1)); }, nothing, true, false},
    };
    return all;
}

/// A shipped procedure, and what happens to the bench under it.
using Row = std::tuple<std::string, Case>;

// A few by ctest; all where STATION_WHOLE_INTERLOCK is set.
std::vector<Row> rows() {
    const bool all = std::getenv("STATION_WHOLE_INTERLOCK") != nullptr;
    std::vector<Row> chosen;
    for (const std::string procedure : {"reset", "certify", "inspect"})
        for (const auto& tested : cases()) {
            const bool wipes = procedure != "inspect" || tested.before_the_wipe;
            if (wipes && (all || (tested.quick && procedure == "reset"))) chosen.emplace_back(procedure, tested);
        }
    return chosen;
}

class MovedCable : public testing::TestWithParam<Row> {};

e2e::Ended run_with(Two& two, const fs::path& procedure, const Case& tested) {
    tested.arrange(two);
    // A procedure that loads needs a network, or it wipes nothing; only where the cable is moved within the wipe it has to come that far.
    if (procedure.stem() == "certify" && !tested.before_the_wipe) two.ours.has_network_of(two.ours.ssh_port);
    e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
    if (tested.moment.starts_with("unit: ")) {
        EXPECT_TRUE(two.ours.comes_to(tested.moment.substr(6)));
        tested.move(two);
    } else if (!tested.moment.empty() && going.said(tested.moment)) {
        tested.move(two);
    }
    const int code = going.wait();
    return {code, going.output()};
}

TEST_P(MovedCable, LeavesTheOtherUnitAsItWas) {
    const auto& [procedure, tested] = GetParam();
    Two two{tested.base};
    for (const auto& [file, release] : {std::pair{"junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz", "21.4R3-S5.4"},
                                        {"junos-install-mx-x86-64-21.4R3-S5.4.tgz", "21.4R3-S5.4"}, {"jinstall-ex-4300-21.4R3-S5.4-signed.tgz", "21.4R3-S5.4"}})
        if (procedure == "certify") two.ours.add_image(file, release);
    const bool changes_nothing = procedure == "inspect";
    const auto ended = run_with(two, fs::path{STATION_SOURCE_DIR} / "procedures" / (procedure + ".yaml"), tested);
    EXPECT_EQ(two.theirs.control("remains"), two.theirs_before) << ended.output;
    if (tested.before_the_wipe) {
        EXPECT_EQ(two.ours.control("remains"), two.before) << ended.output;
    }
    if (changes_nothing) return;
    EXPECT_THAT(ended.code, AnyOf(1, 2)) << ended.output;
    EXPECT_THAT(ended.output, Not(HasSubstr("\npassed")));
}

INSTANTIATE_TEST_SUITE_P(All, MovedCable, testing::ValuesIn(rows()), [](const auto& tested) { return std::get<0>(tested.param) + "_" + std::get<1>(tested.param).name; });

// The first wipe is whole and proven; the second begins on somebody else's console.
TEST(MovedCableBetweenTwoWipes, LeavesTheOtherUnitAsItWas) {
    Two two{"mx204-good"};
    on_the_cable_alone(two);
    const auto procedure = two.ours.procedure("  - identify\n  - reset: { network: false }\n  - wait: { for: 2s }\n  - reset: { network: false }\n    name: again\n");
    e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
    ASSERT_TRUE(going.said("...   wait")) << going.output();
    to_theirs(two);
    EXPECT_THAT(going.wait(), AnyOf(1, 2)) << going.output();
    EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
    EXPECT_EQ(two.ours.control("remains"), "none\n") << going.output();
}

// A good unit behind a moved cable is no bad unit, and a cable that was put back in time hurts nobody.
TEST(MovedCableThatIsPutBack, LeavesAGoodUnitGood) {
    Two two{"mx204-good"};
    on_the_cable_alone(two);
    const auto procedure = two.ours.procedure("  - identify\n  - wait: { for: 2s }\n  - reset: { network: false }\n");
    e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
    ASSERT_TRUE(going.said("...   wait")) << going.output();
    to_theirs(two);
    two.cable->to(two.ours.console);
    EXPECT_EQ(going.wait(), 0) << going.output();
    EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
}

// All that the records of a bench have measured.
std::vector<std::string> measured(const Bench& bench) {
    std::vector<std::string> names;
    const reports::Store store{bench.records};
    for (const auto& line : store.list())
        for (const auto& step : reports::record_from_json(store.sealed(line.id)->json).steps)
            for (const auto& one : step.measurements) names.push_back(one.name);
    return names;
}

// She is clean, answers as ours would, and looks like ours at every prompt: her answers prove nothing of ours.
TEST(MovedCableWithinTheProofs, HasTheAnswersOfACleanSisterCountForNobody) {
    for (const std::string words : {"show configuration", "find / "}) {
        Two two{"mx204-good", {"--state", "amnesiac", "--state", "cli"}};
        on_the_cable_alone(two);
        const auto procedure = two.ours.procedure("  - identify\n  - reset: { network: false }\n");
        e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
        ASSERT_TRUE(two.ours.comes_to("booting")) << going.output();
        two.cable->to_when_typed(words, two.theirs.console);
        EXPECT_EQ(going.wait(), 2) << going.output();
        EXPECT_TRUE(two.cable->was_typed());
        EXPECT_THAT(going.output(), AllOf(HasSubstr(other), HasSubstr("counts for nobody")));
        EXPECT_THAT(measured(two.ours), Not(Contains(StartsWith("wiped/re0/"))));
    }
}

TEST(MovedCableWithinAReading, HasTheAnswerOfASisterCountForNobody) {
    Two two{"mx204-good", {"--state", "cli"}};
    on_the_cable_alone(two);
    const auto procedure = two.ours.procedure("  - identify\n  - begin-change: { goal: looked at, plan: [look], backout: none }\n  - wait: { for: 1s }\n  - review-change\n");
    two.cable->to_when_typed("file checksum", two.theirs.console);
    const auto ended = e2e::run("station", two.ours.run_arguments(scanned, procedure));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr(other), HasSubstr("counts for nobody")));
}

// The scanned unit stood there, and then another one: that is the bench's, and is never held against the unit.
TEST(MovedCableAfterTheSerialWasRead, IsNoFailureOfTheUnit) {
    for (const std::string moment : {"ok    identify", "ok    verify-serial"}) {
        Two two{"mx204-good", {"--state", "cli"}};
        on_the_cable_alone(two);
        const auto procedure = two.ours.procedure("  - identify\n  - wait: { for: 1s }\n  - verify-serial\n  - wait: { for: 1s }\n    name: then\n  - reset: { network: false }\n");
        e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
        ASSERT_TRUE(going.said(moment)) << going.output();
        to_theirs(two);
        EXPECT_EQ(going.wait(), 2) << going.output();
        EXPECT_THAT(going.output(), AllOf(HasSubstr("stood"), HasSubstr("says nothing about the unit")));
        EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
        EXPECT_EQ(two.ours.control("remains"), two.before);
    }
}

// Another unit stands there quietly when the boot should end: that is no boot in which the scanned unit got stuck.
TEST(MovedCableWithinABoot, IsNoFailureOfTheUnit) {
    for (const auto delay : {100ms, 400ms, 800ms}) {
        Two two{"mx204-good", {"--state", "cli"}};
        on_the_cable_alone(two);
        const auto procedure = two.ours.procedure("  - identify\n  - reset: { network: false }\n");
        e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
        ASSERT_TRUE(two.ours.comes_to("booting")) << going.output();
        std::this_thread::sleep_for(delay);
        to_theirs(two);
        EXPECT_EQ(going.wait(), 2) << going.output();
        EXPECT_THAT(going.output(), HasSubstr("says nothing about the unit"));
        EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
    }
}

// What the bench's password opens is not the unit that nobody had the password of.
TEST(MovedCableWithinARecovery, IsNoUnitThatLetsNobodyIn) {
    Two two{"mx204-good", {"--state", "login"}};
    Bench locked{two.our_name.personality, 1000, {"--state", "unknown-password"}};
    locked.with_mains();
    Switchboard cable{locked.console};
    locked.wires(0, cable.endpoint());
    locked.without_network();
    e2e::Going going{locked.run_arguments(scanned, locked.procedure("  - identify: { recover-access: true }\n")), locked.folder / "said", "/dev/null",
                     {"STATION_LONGEST_WAIT=10"}};
    ASSERT_TRUE(locked.comes_to("booting")) << going.output();
    cable.to(two.theirs.console);
    EXPECT_EQ(going.wait(), 2) << going.output();
    EXPECT_THAT(going.output(), HasSubstr("says nothing about the unit"));
    EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
}

// A root password and an address are not for another unit either, however late the cable is moved.
TEST(MovedCableBeforeTheBenchsConfiguration, LeavesTheOtherUnitsAsItIs) {
    for (const auto& [base, words] : {std::pair{"mx204-good", "junoscript"}, std::pair{"mx204-good", "<hello"}, std::pair{"ex4300-good", "junoscript"}}) {
        Two two{base, {"--state", "cli"}};
        on_the_cable(two);
        const auto configuration = two.theirs.control("configuration");
        const auto procedure = two.ours.procedure("  - identify\n  - reset: { network: true }\n");
        e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
        ASSERT_TRUE(two.ours.comes_to("booting")) << going.output();
        two.cable->to_when_typed(words, two.theirs.console);
        EXPECT_EQ(going.wait(), 2) << going.output();
        EXPECT_TRUE(two.cable->was_typed());
        EXPECT_EQ(two.theirs.control("configuration"), configuration) << base << " " << words << going.output();
        EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
    }
}

TEST(WrongConsole, IsTheBenchsFaultAndSaysWhichUnitItLeadsTo) {
    Two two{"mx240-good"};
    two.ours.wires(1, "serial://" + two.theirs.ttys.at(1));
    const auto ended = e2e::run("station", two.ours.run_arguments(scanned, two.ours.procedure("  - identify\n  - reset: { network: false }\n")));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("nothing was destroyed"), HasSubstr("re1's"), HasSubstr(two.theirs.ttys.at(1)), HasSubstr(other)));
    EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
    EXPECT_EQ(two.ours.control("remains"), two.before);
}

// Nobody can ask it before the wipe; it was no part of it, and is not counted.
TEST(WrongConsole, ThatLetsNobodyInIsNoSecondEngineThatWasWiped) {
    Two two{"mx240-good", {"--state", "unknown-password"}};
    two.ours.wires(1, "serial://" + two.theirs.ttys.at(0));
    const auto procedure = two.ours.procedure("  - identify\n  - reset: { network: false }\n");
    e2e::Going going{two.ours.run_arguments(scanned, procedure), two.ours.folder / "said", "/dev/null", {"STATION_LONGEST_WAIT=10"}};
    EXPECT_EQ(going.wait(), 2) << going.output();
    EXPECT_THAT(going.output(), Not(HasSubstr("2 RE wiped")));
    EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
}

TEST(TwoUnits, OnConsoleAndNetworkOfOneSlotAreNamedWithTheirSerials) {
    Two two{"mx204-good"};
    two.ours.has_network_of(two.theirs.ssh_port);
    for (const std::string label : {scanned, other}) {
        const auto ended = e2e::run("station", two.ours.run_arguments(label, two.ours.procedure("  - identify\n  - reset: { network: false }\n")));
        EXPECT_EQ(ended.code, 2) << ended.output;
        EXPECT_THAT(ended.output, AllOf(HasSubstr("lead to two units"), HasSubstr(scanned), HasSubstr(other), HasSubstr(two.ours.console), HasSubstr("127.0.0.1")));
    }
    EXPECT_EQ(two.theirs.control("remains"), two.theirs_before);
    EXPECT_EQ(two.ours.control("remains"), two.before);
}

}  // namespace
