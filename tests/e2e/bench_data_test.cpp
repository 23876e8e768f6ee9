// A bench that brings its own catalogue, families and procedures; labels as people give them; files that are praised only when they are right.

#include "reports/store.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace {

using e2e::Bench;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

fs::path written(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream{file} << text;
    return file;
}

/// The folder in which relative paths begin, for as long as it lives.
class Inside {
  public:
    explicit Inside(const fs::path& folder) : before_{fs::current_path()} { fs::current_path(folder); }
    ~Inside() { fs::current_path(before_); }

  private:
    fs::path before_;
};

std::string whole(const fs::path& file) {
    std::ostringstream text;
    text << std::ifstream{file}.rdbuf();
    return text.str();
}

constexpr auto looks = "procedure: look\ntitle: Looks\nversion: 1\nsteps:\n  - identify\n  - verify-serial\n";

TEST(Label, InSmallLettersIsThatUnitsAndTheRecordSaysSo) {
    const Bench bench{"mx204-good", 500};
    const auto ended = e2e::run("station", bench.run_arguments("bk512\r", bench.procedure("  - identify\n  - verify-serial\n"), {}));
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("small letters taken for capitals"));
    const reports::Store store{bench.records};
    const auto line = store.list().at(0);
    EXPECT_EQ(line.serial, "BK512");
    EXPECT_THAT(store.sealed(line.id)->json, HasSubstr("is taken for BK512"));
}

TEST(Label, OfForeignCharactersBeginsNoRun) {
    const Bench bench{"mx204-good", 500};
    for (const auto* label : {"\u0412K512", "BK512\u200b", "BK.12", "S/N: BK512", "BK\x1b[1m512", ""}) {
        const auto ended = e2e::run("station", bench.run_arguments(label, bench.procedure("  - identify\n  - reset\n")));
        EXPECT_EQ(ended.code, 2) << ended.output;
        EXPECT_THAT(ended.output, AllOf(HasSubstr("is no serial"), Not(HasSubstr("\x1b"))));
    }
    for (const auto* release : {" ", "-", "\u00a0", "\u2014"}) {
        const auto ended = e2e::run("station", bench.run_arguments("BK512", bench.procedure("  - identify\n  - reset\n"), {"--owner-release", release}));
        EXPECT_EQ(ended.code, 2) << ended.output;
        EXPECT_THAT(ended.output, HasSubstr("is no reference of an owner's release"));
    }
    EXPECT_FALSE(fs::exists(bench.records)) << "nothing was begun";
}

TEST(OwnData, OfABenchIsUsedByItsRuns) {
    const Bench bench{"mx204-good", 500};
    written(bench.folder / "mine" / "procedures" / "look.yaml", looks);
    written(bench.folder / "mine" / "releases.yaml", "catalogue: ours\ntargets:\n  - { family: mx-vmhost, release: 22.4R3.25, as-of: 2020-01-02, source: s, status: verified }\n");
    written(bench.folder / "mine" / "families" / "mx-vmhost.yaml", "family: mx-vmhost\ntitle: Ours and no other's\n");
    std::ofstream{bench.file, std::ios::app} << "catalogue: mine/releases.yaml\nfamilies: mine/families\nprocedures: mine/procedures\n";
    EXPECT_EQ(e2e::run("station", {"check", bench.file.string()}).code, 0);
    const auto ended = e2e::run("station", bench.run_arguments("BK512", "look", {}));
    EXPECT_EQ(ended.code, 0) << ended.output;
    const auto plan = e2e::run("station", {"plan", "--bench", bench.file.string(), "--slot", "A1", "--records", bench.records.string()});
    EXPECT_THAT(plan.output, AllOf(HasSubstr("Ours and no other's"), HasSubstr("20.4R3-S4.8 -> 22.4R3.25")));
    const auto shown = e2e::run("station", {"catalogue", "--bench", bench.file.string(), "show"});
    EXPECT_THAT(shown.output, AllOf(HasSubstr("mx-vmhost      22.4R3.25"), HasSubstr("ex-legacy")));
    const auto unknown = e2e::run("station", bench.run_arguments("BK512", "lok", {}));
    EXPECT_EQ(unknown.code, 2);
    EXPECT_THAT(unknown.output, HasSubstr("did you mean look?"));
}

TEST(OwnData, ThatIsWrongMakesTheBenchWrong) {
    const support::TempFolder folder;
    const auto bench = written(folder / "b.yaml", "bench: b\ncatalogue: c.yaml\nfamilies: f\nprocedures: p\nslots:\n  - { name: A1, console: 'serial:///dev/null' }\n");
    written(folder / "c.yaml", "catalogue: c\ntargets:\n  - { family: mx-x68, release: 22.4R3, as-of: 2020-01-02, source: s, status: verified }\n");
    written(folder.path() / "f" / "pilot.yaml", "family: pilot\nbased-on: junos\nmatch: { model: '^P' }\n");
    written(folder.path() / "p" / "one.yaml", "procedure: one\ntitle: T\nversion: 1\nsteps:\n  - reset\n");
    const auto wrong = e2e::run("station", {"check", bench.string()});
    EXPECT_EQ(wrong.code, 2);
    EXPECT_THAT(wrong.output, AllOf(HasSubstr("c.yaml:3"), HasSubstr("did you mean mx-x86?"), HasSubstr("one.yaml:5"), HasSubstr("reset needs identify before it"), Not(HasSubstr("a good"))));
    written(folder.path() / "f" / "pilot.yaml", "family: pilot\nbased-on: junos\nmatch: { model: '(' }\n");
    EXPECT_THAT(e2e::run("station", {"check", bench.string()}).output, HasSubstr("pilot.yaml:3"));
}

TEST(Check, OfAFamilyReadsItOverTheShippedOnes) {
    const support::TempFolder folder;
    const auto good = written(folder / "pilot.yaml", "family: pilot\nbased-on: junos\nmatch: { model: '^P' }\n");
    EXPECT_EQ(e2e::run("station", {"check", good.string()}).code, 0) << "its parent is a shipped one";
    const Inside here{folder.path()};
    EXPECT_EQ(e2e::run("station", {"check", "pilot.yaml"}).code, 0) << "named without a folder";
    const auto bad = written(folder / "pilot.yaml", "family: pilot\nbased-on: jnos\n");
    EXPECT_THAT(e2e::run("station", {"check", bad.string()}).output, AllOf(HasSubstr("pilot.yaml:2"), HasSubstr("did you mean junos?")));
}

TEST(Check, OfOneWrongFileChecksTheOthersToo) {
    const support::TempFolder folder;
    const auto good = written(folder / "good.yaml", looks);
    const auto ended = e2e::run("station", {"check", folder.path().string(), (folder / "none.yaml").string(), good.string()});
    EXPECT_EQ(ended.code, 2);
    EXPECT_THAT(ended.output, AllOf(HasSubstr("none.yaml"), HasSubstr("good.yaml: a good procedure")));
}

TEST(CatalogueImport, WritesAFileThatIsNamedWithoutAFolder) {
    const support::TempFolder folder;
    const Inside here{folder.path()};
    written(folder / "releases.yaml", "catalogue: ours\n");
    written(folder / "t.csv", "family,release,as-of,source,status\nmx-x86,23.4R2-S8.13,2020-01-02,s,verified\n");
    const auto ended = e2e::run("station", {"catalogue", "--catalogue", "releases.yaml", "import", "t.csv"});
    EXPECT_EQ(ended.code, 0) << ended.output;
    EXPECT_THAT(whole(folder / "releases.yaml"), HasSubstr("release: 23.4R2-S8.13"));
    const auto before = whole(folder / "releases.yaml");
    written(folder / "bad.csv", "family,release,as-of,source,status\nmx-x68,23.4R2-S8.13,2020-01-02,s,verified\nmx-x86,23.4R2-S8.13,2126-11-20,s,verified\n");
    const auto bad = e2e::run("station", {"catalogue", "--catalogue", "releases.yaml", "import", "bad.csv"});
    EXPECT_EQ(bad.code, 2) << bad.output;
    EXPECT_THAT(bad.output, AllOf(HasSubstr("bad.csv:2"), HasSubstr("did you mean mx-x86?"), HasSubstr("bad.csv:3"), HasSubstr("yet to come")));
    EXPECT_EQ(whole(folder / "releases.yaml"), before);
}

TEST(Fans, AreNotMissingWhereTheModelIsBuiltWithout) {
    const support::TempFolder folder;
    const auto unit = [&](const std::string& model) {
        const auto base = fs::path{STATION_SOURCE_DIR} / "drivers" / "sim" / "units" / "ex4300-good";
        written(folder / (model + ".yaml"), "personality: fanless\nbased-on: " + base.string() + "\ndeserves: pass\nlabel-serial: PD3716110344\nstate: []\nmodel: " + model + "\nproduct-name: " + model + "\ndescription: " + model +
                                               "\nwithout: [FPC 0 Fan Tray 0, FPC 0 Fan Tray 1, FPC 0/Fan Tray 0, FPC 0/Fan Tray 1]\n");
        return (folder / model).string();
    };
    const std::string steps = "  - identify\n  - check: { name: fans, query: environment, each: '^Fans', part: fans, measure: { status: { one-of: [OK] } } }\n";
    const Bench fanless{unit("EX4100-F-12P"), 500}, bare{unit("EX4100-48P"), 500};
    const auto good = e2e::run("station", fanless.run_arguments("PD3716110344", fanless.procedure(steps), {}));
    EXPECT_EQ(good.code, 0) << good.output;
    EXPECT_THAT(good.output, HasSubstr("is built without fans"));
    const auto bad = e2e::run("station", bare.run_arguments("PD3716110344", bare.procedure(steps), {}));
    EXPECT_EQ(bad.code, 1) << bad.output;
    EXPECT_THAT(bad.output, HasSubstr("the unit shows 0 fans"));
}

}  // namespace
