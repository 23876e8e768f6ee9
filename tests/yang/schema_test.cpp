#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

namespace {

using testing::AllOf;
using testing::HasSubstr;

const char* steps = R"(submodule station-steps { yang-version 1.1; belongs-to station-procedure { prefix p; }
  augment "/p:procedure/p:steps/p:action" {
    case identify { container identify { presence "asks who the unit is"; } }
    case soak { container soak { presence "watches for a while"; leaf for { type string; mandatory true; } leaf loads { type uint8; default 2; } } } } })";

const yang::Schema& schema() {
    static const yang::Schema one{std::filesystem::path{STATION_SOURCE_DIR} / "yang", {{"station-steps", steps}}};
    return one;
}

std::string refusal(const char* yaml) {
    try {
        schema().parse_yaml(yaml, "file.yaml");
    } catch (const yang::DocumentError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Yaml, ReadsABenchByWhatYangSaysNotByWhatYamlGuesses) {
    const auto document = schema().parse_yaml(R"(bench: bench-3
location: no
slots:
  - name: A1
    console: serial:///dev/station/a1
    management: { address: 198.51.100.11/24, ssh: 22 }
  - { name: "07", console: "telnet://ts1:7002" }
)",
                                              "b.yaml");
    const auto bench = document.root();
    EXPECT_EQ(bench["bench"].text(), "bench-3");
    EXPECT_EQ(bench["location"].text(), "no");
    EXPECT_FALSE(bench["simulated"].flag()) << "a default is there";
    const auto slots = bench.all("slots");
    ASSERT_EQ(slots.size(), 2u);
    EXPECT_EQ(slots[0]["management"]["ssh"].integer(), 22);
    EXPECT_EQ(slots[1]["name"].text(), "07");
    EXPECT_FALSE(slots[1]["management"]);
    EXPECT_EQ(slots[0]["console"].where(), "b.yaml:5: slots[A1].console");
}

TEST(Yaml, ReadsStepsThatAreOneWordAndStepsWithSettings) {
    const auto document = schema().parse_yaml("procedure: p\ntitle: T\nversion: 1\nsteps:\n  - identify:\n  - identify\n  - soak: { for: 4h }\n", "p.yaml");
    const auto entries = document.root().all("steps");
    ASSERT_EQ(entries.size(), 3u);
    EXPECT_TRUE(entries[0]["identify"]);
    EXPECT_TRUE(entries[1]["identify"]);
    EXPECT_EQ(entries[2]["soak"]["loads"].integer(), 2);
    EXPECT_EQ(entries[2]["on-fail"].text(), "stop");
}

TEST(Yaml, NamesFileLinePathAndWhatWasExpected) {
    EXPECT_THAT(refusal("bench: b\nslots:\n  - name: A1\n    console: c\n    powr: x\n"),
                AllOf(HasSubstr("file.yaml:5: slots[A1].powr: unknown"), HasSubstr("power?")));
    EXPECT_THAT(refusal("bench: b\nslots:\n  - name: A1\n    console: [a, b]\n"), HasSubstr("file.yaml:4: slots[A1].console: expected a value, found a list"));
    EXPECT_THAT(refusal("bench: b\nslots:\n  - name: A1\n    console: c\n    management: { address: here }\n"),
                AllOf(HasSubstr("file.yaml:5: slots[A1].management.address: \"here\""), HasSubstr("198.51.100.11/24")));
    EXPECT_THAT(refusal("bench: b\nslots:\n  - name: A1\n    console: c\n  - name: A1\n    console: d\n"),
                HasSubstr("file.yaml:5: slots[A1]: is there twice, first on line 3"));
    EXPECT_THAT(refusal("bench: b\nslots:\n  - name: A1\n"), AllOf(HasSubstr("file.yaml:3: slots[A1]"), HasSubstr("console")));
    EXPECT_THAT(refusal("bench: b\nbench: c\nslots: []\n"), HasSubstr("file.yaml:2: bench: is there twice"));
    EXPECT_THAT(refusal("bensch: b\n"), AllOf(HasSubstr("file.yaml:1: begins with \"bensch\""), HasSubstr("bench?")));
    EXPECT_THAT(refusal("bench: [\n"), HasSubstr("is no YAML"));
    EXPECT_THAT(refusal(""), HasSubstr("expected a document that begins with one of"));
}

TEST(Yaml, NamesAnUnknownStepAndTheLikeliestOneMeant) {
    EXPECT_THAT(refusal("procedure: p\ntitle: T\nversion: 1\nsteps:\n  - soke: { for: 4h }\n"),
                AllOf(HasSubstr("file.yaml:5: steps[1].soke: unknown"), HasSubstr("soak?")));
    EXPECT_THAT(refusal("procedure: p\ntitle: T\nversion: 1\nsteps:\n  - soke\n"), HasSubstr("soak?"));
    EXPECT_THAT(refusal("procedure: p\ntitle: T\nversion: 1\nsteps:\n  - soak: {}\n"), AllOf(HasSubstr("file.yaml:5"), HasSubstr("for")));
}

TEST(Yaml, ReadsNoFileHalf) {
    EXPECT_THAT(refusal("bench: b\nslots:\n  - { name: A1, console: c }\n---\nbench: c\n"), AllOf(HasSubstr("file.yaml:5"), HasSubstr("second document")));
    EXPECT_THAT(refusal("bench: b\nslots:\n  A1: { name: A2, console: c }\n"), AllOf(HasSubstr("file.yaml:3: slots[A1].name"), HasSubstr("called A1 already")));
    EXPECT_EQ(refusal("---\nbench: b\nslots:\n  A1: { name: A1, console: c }\n"), "accepted");
}

TEST(Node, TellsWhatSomebodyWroteFromADefault) {
    const auto document = schema().parse_yaml("bench: b\nslots:\n  - { name: A1, console: c, power-pause: 10s }\n", "b.yaml");
    const auto slot = document.root().all("slots").front();
    EXPECT_TRUE(slot["power-pause"].given());
    EXPECT_FALSE(slot["console-patience"].given());
    EXPECT_FALSE(slot["power"].given());
}

TEST(Schema, SaysWhatAListMayHold) {
    using yang::Member;
    const auto has = [](const std::string& path, const Member& wanted) {
        const auto all = schema().members("facts", path);
        return std::find(all.begin(), all.end(), wanted) != all.end();
    };
    EXPECT_TRUE(has("units", (Member{"environment", Member::Kind::list, ""})));
    EXPECT_TRUE(has("units", (Member{"software", Member::Kind::container, ""})));
    EXPECT_TRUE(has("units/environment", (Member{"celsius", Member::Kind::number, "Cel"})));
    EXPECT_TRUE(has("units/environment", (Member{"status", Member::Kind::text, ""})));
    EXPECT_TRUE(schema().members("facts", "units/nothing").empty());
    EXPECT_TRUE(schema().members("nothing", "").empty());
}

TEST(Yaml, TellsAllProblemsAtOnce) {
    EXPECT_THAT(refusal("bench: B!\nslots:\n  - name: A1\n    console: c\n    x: 1\n"), AllOf(HasSubstr("file.yaml:1: bench"), HasSubstr("file.yaml:5: slots[A1].x")));
}

TEST(Json, GoesOutAndComesBack) {
    const auto document = schema().parse_yaml("bench: b\nslots:\n  - { name: A1, console: 'manual:' }\n", "b.yaml");
    const auto json = document.json();
    EXPECT_THAT(json, HasSubstr("\"station-bench:bench\""));
    EXPECT_EQ(schema().parse_json(json, "b.json").json(), json);
    EXPECT_THROW(schema().parse_json("{\"station-bench:bench\": {\"bench\": \"b\", \"sluts\": []}}", "b.json"), yang::DocumentError);
    EXPECT_THROW(schema().parse_json("{\"station-bench:be", "b.json"), yang::DocumentError);
}

TEST(Schema, SaysWhichFileCannotBeRead) {
    try {
        schema().read("/nowhere/b.yaml");
        FAIL();
    } catch (const yang::DocumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("/nowhere/b.yaml: cannot be read: No such file"));
    }
}

TEST(Nearest, IsQuietWhenNothingIsNear) {
    EXPECT_EQ(yang::nearest("snpm", {"serial", "ssh", "snmp"}), "snmp");
    EXPECT_EQ(yang::nearest("potato", {"serial", "ssh"}), "");
}

}  // namespace
