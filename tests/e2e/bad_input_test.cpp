// What people get wrong, and what they are told: a clear line, the right exit code, no crash.

#include "tests/e2e/bench.hpp"
#include "tests/support/pty.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

namespace {

using testing::AllOf;
using testing::HasSubstr;
namespace fs = std::filesystem;

fs::path written(const std::string& name, const std::string& text) {
    const auto file = fs::path{testing::TempDir()} / name;
    std::ofstream{file} << text;
    return file;
}

const std::string good_procedure = (fs::path{STATION_SOURCE_DIR} / "procedures" / "certify.yaml").string();

e2e::Ended run_with(const fs::path& bench, const std::string& slot = "A1", const std::string& procedure = good_procedure) {
    return e2e::run("station", {"run", "--bench", bench.string(), "--slot", slot, "--serial", "X1", "--records",
                                (fs::path{testing::TempDir()} / "bad-input-records").string(), procedure});
}

TEST(BadInput, AnUnknownKeyIsNamedWithFileAndLine) {
    const auto ended = run_with(written("unknown.yaml", "bench: b\nslots:\n  - name: A1\n    console: serial:///dev/null\n    powr: x\n"));
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, AllOf(HasSubstr("unknown.yaml:5: slots[A1].powr"), HasSubstr("power?")));
}

TEST(BadInput, ASlotNamedTwiceIsNamedWithBothLines) {
    const auto ended = e2e::run("station", {"check", written("twice.yaml", "bench: b\nslots:\n  - { name: A1, console: 'serial:///dev/a' }\n"
                                                                           "  - { name: A1, console: 'serial:///dev/b' }\n")
                                                         .string()});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, HasSubstr("twice.yaml:4: slots[A1]: is there twice, first on line 3"));
}

TEST(BadInput, MissingFilesAreNamed) {
    const auto ended = run_with("/nowhere/bench.yaml");
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, HasSubstr("/nowhere/bench.yaml: cannot be read: No such file"));
}

TEST(BadInput, AnUnknownStepIsNamedWithTheLikeliestOneMeant) {
    const auto ended = e2e::run("station", {"check", written("step.yaml", "procedure: p\ntitle: T\nversion: 1\nsteps:\n  - verify-seral\n").string()});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, AllOf(HasSubstr("step.yaml:5"), HasSubstr("verify-serial?")));
}

TEST(BadInput, AnUnknownSlotNamesThoseThereAre) {
    const auto ended = run_with(written("slot.yaml", "bench: b\nslots:\n  - { name: A1, console: 'serial:///dev/null' }\n"), "A2");
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, HasSubstr("has no slot \"A2\" (it has A1)"));
}

TEST(BadInput, APortThatIsNotThereIsTheStationsFault) {
    const auto ended = run_with(written("port.yaml", "bench: b\nslots:\n  - { name: A1, console: 'serial:///dev/station-nowhere' }\n"));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("ERROR"), HasSubstr("/dev/station-nowhere"), HasSubstr("the station failed, not the unit")));
}

TEST(BadInput, AConsoleThatPrintsBinaryIsCalledGarbledNotTheUnitsFault) {
    support::Pty pty;
    const std::string noise("\xfe\x9c\x80\x03\xf1\x00\xc7\x8e", 8);
    std::string burst;
    for (int i = 0; i < 64; ++i) burst += noise;
    std::thread device{[&pty, &burst] {  // answers everything the station types with noise
        for (int i = 0; i < 20 && !pty.read(1, std::chrono::seconds{20}).empty(); ++i) pty.write(burst);
    }};
    const auto ended = run_with(written("binary.yaml", "bench: b\nslots:\n  - { name: A1, console: 'serial://" + pty.path() + "' }\n"));
    device.join();
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("ERROR"), HasSubstr("no text"), HasSubstr("speed")));
}

TEST(BadInput, APortWhereNobodyAnswersIsTheStationsFault) {
    support::Pty pty;
    const auto ended = run_with(written("silent.yaml", "bench: b\nslots:\n  - name: A1\n    console: serial://" + pty.path() +
                                                           "\n    management: { address: 127.0.0.1/8, ssh: 1 }\n"));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("ERROR"), HasSubstr("the console prints nothing and nobody answers on the network")));
}

TEST(BadInput, CtrlCEndsTheWaitForAPeerThatNeverSpeaks) {
    e2e::MutePeer peer;
    const support::Pty console;
    const auto bench = written("mute.yaml", "bench: b\ncredentials: mute.credentials\nslots:\n  - name: A1\n    console: serial://" + console.path() +
                                                "\n    management: { address: 127.0.0.1/8, ssh: " + std::to_string(peer.port()) + " }\n");
    fs::permissions(written("mute.credentials", "root:x\n"), fs::perms::owner_read | fs::perms::owner_write);
    e2e::Going station{{"run", "--bench", bench.string(), "--slot", "A1", "--serial", "X1", "--records", (fs::path{testing::TempDir()} / "mute-records").string(),
                        good_procedure},
                       fs::path{testing::TempDir()} / "mute-output"};
    ASSERT_TRUE(peer.was_greeted()) << station.output();  // now it waits for the other's greeting, 15 s if nobody stops it
    const auto began = std::chrono::steady_clock::now();
    station.signal(SIGINT);
    EXPECT_EQ(station.wait(), 3) << station.output();
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{5});
    EXPECT_THAT(station.output(), HasSubstr("stopped"));
}

TEST(BadInput, UnknownCommandsAndOptionsAreRefused) {
    EXPECT_EQ(e2e::run("station", {"frobnicate"}).code, 2);
    EXPECT_EQ(e2e::run("station", {"run"}).code, 2);
    EXPECT_EQ(e2e::run("station", {"--help"}).code, 0);
    EXPECT_EQ(e2e::run("station", {"help", "frobnicating"}).code, 2);
}

TEST(Help, OfWiringABenchHoldsAFileThatTheCheckTakes) {
    EXPECT_EQ(e2e::run("station", {"help"}).code, 0);
    const auto shown = e2e::run("station", {"help", "bench"});
    EXPECT_EQ(shown.code, 0);
    const auto from = shown.output.find("# A bench to start from");
    ASSERT_NE(from, std::string::npos) << shown.output;
    EXPECT_EQ(e2e::run("station", {"check", written("from-help.yaml", shown.output.substr(from)).string()}).code, 0);
}

TEST(BadInput, AFileThatIsNoReplyOfAUnitIsRefusedWithAReason) {
    const auto ended = e2e::run("station", {"inspect", written("noise.txt", "the quick brown fox\n").string()});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, HasSubstr("noise.txt"));
}

TEST(BadInput, ATruncatedReplyIsReadAsFarAsItGoesAndCalledNotWhole) {
    const auto file = written("cut.xml", "<rpc-reply><software-information><host-name>r1</host-name><product-model>x</product-model>"
                                         "<junos-version>21.4R3</junos-version></software-information><chassis-inventory><chassis><name>Chass");
    const auto ended = e2e::run("station", {"inspect", file.string()});
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("21.4R3"));
    EXPECT_THAT(ended.output, HasSubstr("not whole"));
}

}  // namespace
