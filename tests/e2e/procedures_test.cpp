// What is shipped, tried on units: nothing wipes one it must not, and a unit without a network is served over its console alone.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

using e2e::Bench;
using reports::Verdict;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

std::vector<fs::path> shipped() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{fs::path{STATION_SOURCE_DIR} / "procedures"})
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    return files;
}

// The same without the steps that look before the interlock does: whoever writes a procedure may leave them out.
fs::path without_checks(const fs::path& procedure, const fs::path& folder) {
    std::istringstream lines{text_of(procedure)};
    std::ostringstream kept;
    bool dropping = false;
    for (std::string line; std::getline(lines, line);) {
        const bool begins_step = line.starts_with("  - ");
        if (begins_step) dropping = line.starts_with("  - verify-serial") || line.starts_with("  - check");
        if (!dropping || line.empty()) kept << line << "\n";
    }
    const auto file = folder / ("bare-" + procedure.filename().string());
    std::ofstream{file} << kept.str();
    return file;
}

std::string all_transcripts(const fs::path& records) {
    std::string all;
    for (const auto& entry : fs::recursive_directory_iterator{records})
        if (entry.path().extension() == ".transcript") all += text_of(entry.path());
    return all;
}

class ShippedProcedure : public testing::TestWithParam<fs::path> {};

TEST_P(ShippedProcedure, WipesNoUnitButTheScannedOneWithItsOwnersRelease) {
    const Bench bench{"mx204-good", 1000};
    const bool changes_nothing = GetParam().stem() == "inspect";
    for (const auto& procedure : {GetParam(), without_checks(GetParam(), bench.folder)}) {
        const auto another = e2e::run("station", bench.run_arguments("JN99999", procedure));
        const auto unreleased = e2e::run("station", bench.run_arguments("BK512", procedure, {}));
        if (changes_nothing) continue;
        EXPECT_EQ(another.code, 1) << procedure << " went on with another unit:\n" << another.output;
        EXPECT_EQ(unreleased.code, 2) << procedure << " went on without a release:\n" << unreleased.output;
        EXPECT_THAT(unreleased.output, HasSubstr("nothing was destroyed"));
    }
    EXPECT_THAT(all_transcripts(bench.records), AllOf(HasSubstr("show "), Not(HasSubstr("zeroize")), Not(HasSubstr("software add"))));
    const auto still = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n")));
    EXPECT_EQ(still.code, 0) << "the owner's root is still let in:\n" << still.output;
}

INSTANTIATE_TEST_SUITE_P(All, ShippedProcedure, testing::ValuesIn(shipped()), [](const auto& tested) { return tested.param.stem().string(); });

TEST(Reset, ServesAUnitThatOnlyHasAConsole) {
    Bench bench{"mx204-good", 200};
    bench.without_network();
    const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - reset\n  - check: { name: engines, query: "
                                                                                       "routing-engines, measure: { status: { one-of: [OK] } } }\n"
                                                                                       "  - check-firmware\n  - leave-factory-default\n")));
    EXPECT_EQ(ended.code, 0) << ended.output;
    const reports::Store store{bench.records};
    const auto record = reports::record_from_json(store.sealed(store.list().at(0).id)->json);
    ASSERT_EQ(record.steps.size(), 5u);
    EXPECT_THAT(record.steps[3].summary, HasSubstr("0 held against the catalogue")) << "it has no row for it, so nothing is claimed";
    const auto& taken = record.steps[3].measurements;
    EXPECT_EQ(std::count_if(taken.begin(), taken.end(), [](const auto& one) { return one.name == "firmware/Routing Engine 0 RE BIOS" && one.raw == "0.53.1"; }), 1);
    std::string notes;
    for (const auto& note : record.steps[1].notes) notes += note.text + "\n";
    EXPECT_THAT(notes, HasSubstr("committed by NETCONF over the console"));
    EXPECT_THAT(notes, HasSubstr("the owner's release is test"));
    EXPECT_THAT(notes, HasSubstr("cannot be verified: "));
    EXPECT_FALSE(record.media.empty());
    const auto transcripts = all_transcripts(bench.records);
    EXPECT_THAT(transcripts, HasSubstr("<get-route-engine-information"));
    EXPECT_THAT(transcripts, Not(HasSubstr("$6$"))) << "a hash is a secret too";
}

// The bench's address and password are no factory state: they are for steps that follow.
TEST(Reset, LeavesAUnitThatNoStepUsesLaterAsItsFactoryDid) {
    for (const auto& [later, configured] : {std::pair{std::string{}, false}, {std::string{"  - wait: { for: 1s }\n"}, false}, {std::string{"  - verify-serial\n"}, true}}) {
        const Bench bench{"mx204-good", 1000};
        const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - reset\n" + later)));
        EXPECT_EQ(ended.code, 0) << ended.output;
        const bool was = all_transcripts(bench.records).find("root-authentication encrypted-password") != std::string::npos;
        EXPECT_EQ(was, configured) << later;
    }
}

}  // namespace
