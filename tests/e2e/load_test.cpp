// Software loads end to end: every failure of an installer that is known ends in a true verdict, and what can be got over is.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/pty.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using e2e::Bench;
using reports::Verdict;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto image = "junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz";
constexpr auto steps = "  - identify\n  - verify-serial\n  - load-software: { release: 21.4R3-S5.4 }\n";

reports::Record record_of(const Bench& bench) {
    const reports::Store store{bench.records};
    return reports::record_from_json(store.sealed(store.list().at(0).id)->json);
}

std::string notes_of(const reports::Record& record) {
    std::string all;
    for (const auto& step : record.steps)
        for (const auto& note : step.notes) all += note.text + "\n";
    return all;
}

/// The differences of the one planned change, which met its goal.
std::string reviewed(const reports::Record& record) {
    if (record.changes.size() != 1 || !record.changes[0].review || !record.changes[0].review->goal_met) return "no change that met its goal";
    std::string all;
    for (const auto& difference : record.changes[0].review->differences) all += reports::in_words(difference) + "\n";
    return all;
}

struct Row {
    const char* fault;
    int code;             ///< of the program: 0 pass, 1 the unit, 2 the station
    const char* says;     ///< in the last lines, or in the notes of the step
    const char* release;  ///< what the unit runs afterwards
};

class Load : public testing::TestWithParam<Row> {};

TEST_P(Load, EndsAsItDeserves) {
    const auto& row = GetParam();
    const Bench bench{"mx204-good", 100, {"--fault", row.fault}};
    bench.add_image(image, "21.4R3-S5.4");
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(steps)));
    EXPECT_EQ(ended.code, row.code) << ended.output;
    const auto record = record_of(bench);
    EXPECT_THAT(ended.output + notes_of(record), HasSubstr(row.says));
    // Whatever became of it the unit is there, runs what the record says, and nothing of the image is left on it.
    const auto again = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(again.code, 0) << again.output;
    EXPECT_THAT(again.output, HasSubstr(row.release));
    EXPECT_THAT(bench.control("remains"), Not(HasSubstr(image)));
}

INSTANTIATE_TEST_SUITE_P(Faults, Load,
                         testing::Values(Row{"upload-cut:1", 0, "begun anew", "21.4R3-S5.4"}, Row{"upload-cut:1234567", 0, "begun anew", "21.4R3-S5.4"},
                                         Row{"upload-cut:2000000", 0, "begun anew", "21.4R3-S5.4"}, Row{"upload-spoils:1", 0, "sent again", "21.4R3-S5.4"},
                                         Row{"upload-spoils:0", 1, "is not what was sent, 3 times over", "20.4R3-S4.8"},
                                         Row{"storage-full", 0, "same on the unit", "21.4R3-S5.4"},
                                         Row{"storage-full:2,no-scp", 0, "no room for the image", "21.4R3-S5.4"},
                                         Row{"storage-full:0", 1, "there is no room for", "20.4R3-S4.8"},
                                         Row{"storage-full:0,no-scp", 1, "there is no room for", "20.4R3-S4.8"},
                                         Row{"no-scp", 0, "same on the unit", "21.4R3-S5.4"},
                                         Row{"install-pending", 0, "an installation from before waits", "21.4R3-S5.4"},
                                         Row{"install-busy:1", 0, "another installation is in progress", "21.4R3-S5.4"},
                                         Row{"install-no-space:1", 0, "not enough room", "21.4R3-S5.4"}, Row{"install-no-space:0", 1, "not enough room", "20.4R3-S4.8"},
                                         Row{"install-corrupted:1", 0, "does not accept the image's signature", "21.4R3-S5.4"},
                                         Row{"install-corrupted:0", 2, "does not accept the image's signature", "20.4R3-S4.8"},
                                         Row{"install-refuses", 1, "re0 refuses the image", "20.4R3-S4.8"},
                                         Row{"install-unclear", 0, "re0 does not say in known words whether the image was installed; asked, 21.4R3-S5.4 is there", "21.4R3-S5.4"},
                                         Row{"install-lost", 1, "and not 21.4R3-S5.4", "20.4R3-S4.8"},
                                         Row{"install-clock", 0, "the unit's clock was set", "21.4R3-S5.4"},
                                         Row{"install-truncated:1", 0, "did not arrive whole", "21.4R3-S5.4"},
                                         Row{"install-truncated:0", 2, "did not arrive whole", "20.4R3-S4.8"},
                                         Row{"install-downgrade", 2, "cannot be reached this way", "20.4R3-S4.8"},
                                         Row{"install-pending,rollback-refused", 1, "an installation from before waits", "20.4R3-S4.8"},
                                         Row{"install-unknown-verb", 2, "does not know the command", "20.4R3-S4.8"},
                                         Row{"no-package-result", 0, "same on the unit", "21.4R3-S5.4"},
                                         Row{"install-not-found:1", 0, "gone from the unit", "21.4R3-S5.4"},
                                         Row{"install-not-found:0", 2, "gone from the unit", "20.4R3-S4.8"},
                                         Row{"install-invalid", 2, "does not let this release in", "20.4R3-S4.8"},
                                         Row{"install-other-platform", 2, "is for another platform", "20.4R3-S4.8"},
                                         Row{"validation-noise", 0, "same on the unit", "21.4R3-S5.4"},
                                         Row{"snapshot-fails", 0, "the snapshot on the second disk still holds 18.4R3-S10 ", "21.4R3-S5.4"},
                                         Row{"boots-old-release", 1, "came up with 20.4R3-S4.8", "20.4R3-S4.8"}),
                         [](const auto& tested) {
                             std::string name = tested.param.fault;
                             std::replace_if(name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); }, '_');
                             return name;
                         });

TEST(LoadSoftware, AnImageThatIsAsPublishedAndNotTakenIsTheUnitsFault) {
    const Bench bench{"mx204-good", 100, {"--fault", "install-corrupted:0"}};
    bench.add_image(image, "21.4R3-S5.4");
    const auto file = bench.folder / "images" / image;
    const auto digest = e2e::run("station", {"images", "--images", (bench.folder / "images").string(), "add", file.string()});
    const auto at = digest.output.find("SHA-256 ");
    ASSERT_NE(at, std::string::npos) << digest.output;
    const auto added = e2e::run("station", {"images", "--images", (bench.folder / "images").string(), "add", file.string(), "--sha256", digest.output.substr(at + 8, 64)});
    ASSERT_THAT(added.output, HasSubstr("as its maker published"));
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(steps)));
    EXPECT_EQ(ended.code, 1) << ended.output;
}

TEST(LoadSoftware, WalksHopsWhereOneInstallationDoesNotGoThatFar) {
    const Bench bench{"mx204-good"};
    for (const auto* release : {"21.4R3-S5.4", "22.4R3.25", "23.2R2-S7.7"})
        bench.add_image("junos-vmhost-install-mx-x86-64-" + std::string{release} + ".tgz", release);
    const auto procedure = bench.procedure(
        "  - identify\n  - verify-serial\n"
        "  - begin-change: { goal: it runs 23.2R2-S7.7, plan: [load it], backout: load it again }\n"
        "  - load-software: { release: 23.2R2-S7.7 }\n  - review-change\n");
    const auto ended = e2e::run("station", bench.run_arguments("BK512", procedure));
    EXPECT_EQ(ended.code, 0) << ended.output;
    const auto record = record_of(bench);
    EXPECT_THAT(reviewed(record), AllOf(HasSubstr("software re0: 20.4R3-S4.8 -> 23.2R2-S7.7"), Not(HasSubstr("hardware")), Not(HasSubstr("licences"))));
    EXPECT_THAT(notes_of(record), HasSubstr("20.4R3-S4.8 -> 21.4R3-S5.4 (junos-vmhost-install-mx-x86-64-21.4R3-S5.4.tgz) -> 22.4R3.25"));
    ASSERT_EQ(record.software.size(), 1u);
    EXPECT_EQ(record.software[0].after, "23.2R2-S7.7");
    EXPECT_EQ(record.software[0].before, "20.4R3-S4.8");
    // The next plan knows how long it took.
    const auto plan = e2e::run("station", {"plan", "--bench", bench.file.string(), "--slot", "A1", "--records", bench.records.string(), "--release", "22.4R3.25"});
    EXPECT_EQ(plan.code, 0) << plan.output;
    EXPECT_THAT(plan.output, AllOf(HasSubstr("23.2R2-S7.7 -> 22.4R3.25"), HasSubstr("as earlier runs took on this model")));
}

TEST(LoadSoftware, AMissingImageStopsBeforeAnythingIsDone) {
    const Bench bench{"mx204-good"};
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(steps)));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("no image of 21.4R3-S5.4"), HasSubstr(image)));
}

TEST(LoadSoftware, NothingIsWipedForALoadThatCannotBe) {
    const Bench bench{"mx204-good"};
    const auto procedure = bench.procedure(
        "  - identify\n  - verify-serial\n  - begin-change: { goal: wiped and loaded, plan: [both], backout: none }\n"
        "  - reset: { level: best }\n    name: wipe\n  - load-software: { release: 21.4R3-S5.4 }\n  - review-change\n");
    const auto ended = e2e::run("station", bench.run_arguments("BK512", procedure));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("nothing was destroyed"), HasSubstr("no image of 21.4R3-S5.4")));
    EXPECT_THAT(bench.control("remains"), HasSubstr("re0:configuration")) << "the past is still there";
    const auto record = record_of(bench);
    ASSERT_EQ(record.changes.size(), 1u);
    EXPECT_FALSE(record.changes[0].review) << "it is seen that nobody came to review it";
    EXPECT_THAT(record.changes[0].begun.before.rows, testing::Contains(reports::StateRow{"software", "re0", "20.4R3-S4.8"}));
    EXPECT_THAT(record.changes[0].begun.before.not_told, testing::IsEmpty());
}

TEST(PlannedChange, NothingIsDestroyedAfterItsWindow) {
    const Bench bench{"mx204-good"};
    const auto procedure = bench.procedure(
        "  - identify\n  - begin-change: { goal: wiped, plan: [wipe], backout: none, window: 1s }\n"
        "  - wait: { for: 1s }\n  - reset\n  - review-change\n");
    const auto ended = e2e::run("station", bench.run_arguments("BK512", procedure));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("the window of the planned change is over"));
    EXPECT_THAT(bench.control("remains"), HasSubstr("re0:configuration"));
}

TEST(LoadSoftware, BringsBothEnginesToOneRelease) {
    const Bench bench{"mx240-good", 100, {"--fault", "re1-other-release"}};
    bench.add_image("junos-install-mx-x86-64-21.4R3-S5.4.tgz", "21.4R3-S5.4");
    const auto ended = e2e::run("station", bench.run_arguments("JN12A70C1AFC", bench.procedure("  - identify\n  - load-software: { release: 21.4R3-S5.4 }\n  - check-firmware\n")));
    EXPECT_THAT(notes_of(record_of(bench)), HasSubstr("firmware is not told by the unit")) << "which is no defect";
    EXPECT_THAT(ended.output, HasSubstr("2 RE 17.3R3-S9.3 -> 21.4R3-S5.4")) << ended.output;
    EXPECT_EQ(ended.code, 0);
}

// What a unit says of writing over its other slice is not believed: it is read again.
TEST(LoadSoftware, FailsAUnitWhoseOtherSliceStaysOld) {
    const Bench bench{"ex4300-good", 200, {"--fault", "snapshot-keeps-old"}};
    bench.add_image("jinstall-ex-4300-21.4R3-S5.4-signed.tgz", "21.4R3-S5.4");
    const auto ended = e2e::run("station", bench.run_arguments("PD3716110344", bench.procedure("  - identify\n  - verify-serial\n  - load-software: { release: 21.4R3-S5.4 }\n")));
    EXPECT_EQ(ended.code, 1) << ended.output;
    const auto record = record_of(bench);
    EXPECT_EQ(record.reason, "copy-not-current");
    EXPECT_THAT(record.summary, AllOf(HasSubstr("the alternate slice still holds"), HasSubstr("(backup)")));
    EXPECT_THAT(notes_of(record), HasSubstr("is written over with what runs"));
    ASSERT_EQ(record.software.size(), 1u);
    EXPECT_EQ(record.software[0].after, "21.4R3-S5.4") << "what runs is the new release all the same";
}

constexpr auto from_usb = "  - identify\n  - verify-serial\n  - load-software: { release: 26.4R1.5 }\n";  // of a train that no rule speaks of

TEST(LoadSoftware, HasTheTechnicianInstallFromUsbAndReadsBackWhatRuns) {
    const Bench bench{"mx204-good", 200};
    const support::Pty keyboard;
    const auto procedure = bench.procedure("  - identify\n  - verify-serial\n  - reset\n  - load-software: { release: 26.4R1.5 }\n  - check-firmware\n");
    e2e::Going station{bench.run_arguments("BK512", procedure), bench.folder / "output", keyboard.path()};
    ASSERT_TRUE(station.said("junos-vmhost-install-usb-mx-x86-64-26.4R1.5.img at hand?")) << station.output();
    e2e::answer(station, keyboard, "1\n");
    ASSERT_TRUE(station.said("let it format the storage")) << station.output();
    bench.control("medium 26.4R1.5");
    bench.control("cycle");
    ASSERT_TRUE(bench.comes_to("boot"));
    ASSERT_TRUE(bench.comes_to("login"));
    e2e::answer(station, keyboard, "1\n");
    EXPECT_EQ(station.wait(), 0) << station.output();
    const auto record = record_of(bench);
    ASSERT_EQ(record.software.size(), 1u);
    EXPECT_EQ(record.software[0].after, "26.4R1.5");
    EXPECT_THAT(bench.control("software"), HasSubstr("re0=26.4R1.5"));
}

TEST(LoadSoftware, DoesNotBelieveThatItWasInstalledFromUsb) {
    const Bench bench{"mx204-good"};
    const support::Pty keyboard;
    e2e::Going station{bench.run_arguments("BK512", bench.procedure(from_usb)), bench.folder / "output", keyboard.path()};
    ASSERT_TRUE(station.said("at hand?")) << station.output();
    e2e::answer(station, keyboard, "1\n");
    ASSERT_TRUE(station.said("let it format the storage")) << station.output();
    e2e::answer(station, keyboard, "1\n");
    EXPECT_EQ(station.wait(), 2) << station.output();
    EXPECT_THAT(record_of(bench).summary, HasSubstr("came up with 20.4R3-S4.8"));
}

TEST(LoadSoftware, ThatNeedsUsbDestroysNothingWhereNobodyIsThere) {
    const Bench bench{"mx204-good"};
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure(from_usb)));
    EXPECT_EQ(ended.code, 2) << ended.output;
    EXPECT_THAT(ended.output, AllOf(HasSubstr("nothing was destroyed"), HasSubstr("nobody is there to install it from USB")));
}

TEST(Images, SayWhenAnotherOfThatNameIsReplaced) {
    const Bench bench{"mx204-good"};
    bench.add_image(image, "21.4R3-S5.4");
    const auto add = [&](const std::filesystem::path& file) {
        return e2e::run("station", {"images", "--bench", bench.file.string(), "add", file.string()}).output;
    };
    EXPECT_THAT(add(bench.folder / "images" / image), Not(HasSubstr("is replaced")));
    std::filesystem::create_directories(bench.folder / "other");
    std::ofstream{bench.folder / "other" / image} << "another";
    EXPECT_THAT(add(bench.folder / "other" / image), HasSubstr("was here already, and another"));
}

TEST(Images, ForAnotherPlatformOrEditionAreRefusedWithTheReason) {
    const Bench bench{"mx204-good"};
    const auto file = bench.folder / "junos-vmhost-install-usb-mx-x86-64-21.4R3-S5.4.img";
    std::ofstream{file} << "x";
    const auto ended = e2e::run("station", {"images", "--bench", bench.file.string(), "add", file.string()});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, HasSubstr("installation media"));
    const auto listed = e2e::run("station", {"images", "--bench", bench.file.string(), "list"});
    EXPECT_EQ(listed.code, 0) << listed.output;
    EXPECT_THAT(listed.output, Not(HasSubstr("usb")));
}

}  // namespace
