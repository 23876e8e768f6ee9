// Units that fetch their image from the station over HTTP.

#include "reports/sha256.hpp"
#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"

#include <gmock/gmock.h>

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr auto image = "jinstall-ppc-17.3R3-S12.2-signed.tgz";

/// A load onto an old router at a bench from which units may fetch; gives the notes of the record.
std::string load(const std::vector<std::string>& faults) {
    std::vector<std::string> arguments{"--state", "shell"};
    for (const auto& fault : faults) arguments.insert(arguments.end(), {"--fault", fault});
    e2e::Bench bench{"families/mx80", 300, arguments};
    bench.serves_images();
    bench.add_image(image, "17.3R3-S12.2");
    const auto procedure = bench.procedure("  - identify\n  - load-software: { release: 17.3R3-S12.2 }\n");
    const auto ended = e2e::run("station", bench.run_arguments("E1712", procedure));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(bench.control("installed"), HasSubstr(image + (" " + reports::sha256_of_file(bench.folder / "images" / image))));
    const reports::Store store{bench.records};
    std::string notes;
    for (const auto& step : reports::record_from_json(store.sealed(store.list().at(0).id)->json).steps)
        for (const auto& note : step.notes) notes += note.text + "\n";
    return notes;
}

TEST(Fetch, BringsTheImageToAnOldRoutingEngine) {
    EXPECT_THAT(load({}), AllOf(HasSubstr("was fetched by the unit over HTTP"), HasSubstr("same on the unit"), Not(HasSubstr("over SSH"))));
}

TEST(Fetch, ThatIsCutIsMadeGoodOverSsh) {
    EXPECT_THAT(load({"upload-cut:1234567"}), AllOf(HasSubstr("the unit did not fetch the image"), HasSubstr("appears to be truncated"), HasSubstr("same on the unit")));
}

TEST(Fetch, OfAWrongBitIsFetchedAgain) {
    EXPECT_THAT(load({"upload-spoils:1"}), AllOf(HasSubstr("is not what was sent"), HasSubstr("same on the unit"), Not(HasSubstr("over SSH"))));
}

}  // namespace
