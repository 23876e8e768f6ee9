#include "station/software/catalogue.hpp"

#include "drivers/family.hpp"

#include "station/software/catalogue_import.hpp"
#include "station/software/catalogue_text.hpp"
#include "station/software/judgement.hpp"
#include "tests/support/temp_folder.hpp"
#include "yang/schema.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace {

using station::Catalogue;
using station::Judgement;
using station::Target;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const yang::Schema& schema() {
    static const yang::Schema one{yang::data_folder() / "yang"};
    return one;
}

Catalogue catalogue(const std::string& rows) { return station::catalogue_of(schema().parse_yaml("catalogue: test\n" + rows, "c.yaml")); }

std::string refusal(const std::string& rows) {
    try {
        catalogue(rows);
    } catch (const yang::DocumentError& wrong) {
        return wrong.what();
    }
    return "accepted";
}

constexpr auto row = ", as-of: 2026-01-01, source: s, status: verified }\n";

TEST(Train, IsTakenFromAReleaseAndOrdered) {
    EXPECT_EQ(station::train_of("21.4R3-S5.4")->text(), "21.4");
    EXPECT_EQ(station::train_of("15.1F6-S7.2")->text(), "15.1");
    EXPECT_EQ(station::train_of("15.1X49-D240.3")->text(), "15.1X49");
    EXPECT_FALSE(station::train_of("15.1-20161209.0"));
    EXPECT_LT(station::train_of("9.6R1"), station::train_of("10.0R1"));
    EXPECT_NE(station::train_of("22.2R3-EVO"), station::train_of("22.2R3"));
}

TEST(Catalogue, ShippedOneIsGood) { EXPECT_NO_THROW(station::read_catalogue(schema(), yang::data_folder() / "procedures" / "catalogue" / "releases.yaml")); }

// What the station adds to what a row's shape says: the families there are, and the day it is.
std::string refusal_by_rules(const std::string& rows, const std::string& day = "2026-11-30") {
    static const drivers::Families families{schema(), yang::data_folder() / "drivers" / "families"};
    const station::CatalogueRules rules{families, *station::parse_day(day)};
    try {
        station::catalogue_of(schema().parse_yaml("catalogue: test\n" + rows, "c.yaml"), &rules);
    } catch (const yang::DocumentError& wrong) {
        return wrong.what();
    }
    return "accepted";
}

TEST(Catalogue, HoldsItsRowsAgainstTheFamiliesAndTheDay) {
    const auto target = [](const std::string& family, const std::string& day) {
        return refusal_by_rules("targets:\n  - { family: " + family + ", release: 21.4R3, as-of: " + day + ", source: s, status: verified }\n");
    };
    EXPECT_EQ(target("mx-x86", "2026-11-30"), "accepted");
    EXPECT_THAT(target("mx-x68", "2026-11-30"), AllOf(HasSubstr("c.yaml:3"), HasSubstr("did you mean mx-x86?")));
    EXPECT_THAT(target("mx-x86", "2026-12-01"), AllOf(HasSubstr("c.yaml:3"), HasSubstr("\"2026-12-01\" is yet to come; expected 2026-11-30 or earlier")));
    EXPECT_THAT(target("mx-x86", "2062-11-30"), HasSubstr("is yet to come"));
    EXPECT_THAT(refusal_by_rules(std::string{"firmware:\n  - { family: mx-y, part: ^R, type: BIOS, at-least: 1"} + row), HasSubstr("there is no family"));
    EXPECT_THAT(refusal_by_rules(std::string{"exceptions:\n  - { family: mx-y, from: 15.1, to: 19.4"} + row), HasSubstr("there is no family"));
    EXPECT_THAT(refusal_by_rules(std::string{"trains:\n  - { os: junos, train: 21.2, published: 2027-01-01"} + row), HasSubstr("is yet to come"));
    EXPECT_EQ(refusal_by_rules(std::string{"trains:\n  - { os: junos, train: 21.2, ended: 2027-01-01"} + row), "accepted") << "an end may be announced";
}

TEST(Catalogue, RefusesRowsThatContradictThemselves) {
    EXPECT_THAT(refusal(std::string{"trains:\n  - { os: junos, train: 21.2, published: 2021-06-30, ended: 2020-06-30"} + row), HasSubstr("is before it was published"));
    EXPECT_THAT(refusal(std::string{"exceptions:\n  - { from: 19.4, to: 15.1"} + row), HasSubstr("is before from (19.4)"));
    EXPECT_THAT(refusal("ages: { warn-after: 90, refuse-after: 30 }\n"), HasSubstr("comes before warn-after"));
    EXPECT_THAT(refusal(std::string{"exceptions:\n  - { from: 15.1, to: 19.4"} + row + "  - { from: 15.1, to: 19.4" + row), HasSubstr("second row"));
    EXPECT_THAT(refusal(std::string{"targets:\n  - { family: f, release: newest"} + row + "trains:\n  - { os: junos, train: 21.2, published: 2021-02-30" + row),
                AllOf(HasSubstr("c.yaml:3"), HasSubstr("c.yaml:5"))) << "all at once";
}

TEST(Catalogue, ABenchsRowsLieOverTheShippedOnes) {
    const auto shipped = catalogue(std::string{"ages: { warn-after: 10, refuse-after: 20 }\nupgrades: { trains: 3 }\ntargets:\n  - { family: f, release: 21.4R3"} + row +
                                   "  - { family: g, release: 21.4R3" + row);
    const auto document = schema().parse_yaml(std::string{"catalogue: ours\nages: { warn-after: 5 }\ntargets:\n  - { family: f, release: 22.4R3"} + row +
                                                  "  - { family: f, models: '^X', release: 23.4R2" + row + "  - { family: h, release: 22.4R3" + row,
                                              "own.yaml");
    const auto all = station::layered(shipped, station::catalogue_of(document), document);
    EXPECT_EQ(all.target("f", "Y1")->release, "22.4R3");
    EXPECT_EQ(all.target("f", "X1")->release, "23.4R2");
    EXPECT_EQ(all.target("g")->release, "21.4R3");
    EXPECT_EQ(all.target("h")->release, "22.4R3");
    EXPECT_EQ(all.name, "ours");
    EXPECT_EQ(all.warn_after, 5u);
    EXPECT_EQ(all.refuse_after, 20u) << "not said, so the shipped one's";
    EXPECT_EQ(all.trains_per_step, 3u);
}

TEST(Catalogue, ARowThatNamesTheModelComesBeforeTheFamilys) {
    const auto all = catalogue(std::string{"targets:\n  - { family: f, release: 21.4R3"} + row + "  - { family: f, models: '^EX33', release: 12.3R12" + row);
    EXPECT_EQ(all.target("f", "EX4300-48T")->release, "21.4R3");
    EXPECT_EQ(all.target("f", "EX3300-48P")->release, "12.3R12");
    EXPECT_EQ(all.target("g", "EX3300-48P"), nullptr);
}

TEST(Catalogue, RefusesRowsThatCannotBe) {
    EXPECT_THAT(refusal(std::string{"targets:\n  - { family: f, release: newest"} + row), AllOf(HasSubstr("c.yaml:3"), HasSubstr("is no release")));
    EXPECT_THAT(refusal("targets:\n  - { family: f, release: 21.4R3, as-of: 2026-02-30, source: s, status: verified }\n"), HasSubstr("no day of the calendar"));
    EXPECT_THAT(refusal(std::string{"targets:\n  - { family: f, release: 21.4R3"} + row + "  - { family: f, release: 22.4R3" + row),
                AllOf(HasSubstr("c.yaml:4"), HasSubstr("second row")));
    EXPECT_THAT(refusal(std::string{"floors:\n  - { os: junos, train: 23.2, release: 23.4R2"} + row), HasSubstr("is not of train 23.2"));
    EXPECT_THAT(refusal(std::string{"targets:\n  - { family: f, models: '(', release: 21.4R3"} + row), HasSubstr("c.yaml:3"));
}

Judgement judged(const std::string& target, const std::string& today, const std::string& more = "", const std::string& model = "MX480") {
    const auto all = catalogue("targets:\n  - { family: f, " + target + " }\n" + more);
    return station::judge(all, all.targets.front(), model, *station::parse_day(today));
}

TEST(Judgement, AgesWarnFirstAndRefuseLater) {
    const std::string target = "release: 23.4R2, as-of: 2026-01-01, source: s, status: verified";
    EXPECT_EQ(judged(target, "2026-04-01").grade, Judgement::Grade::good);     // day 90
    EXPECT_EQ(judged(target, "2026-04-02").grade, Judgement::Grade::warn);     // day 91
    EXPECT_EQ(judged(target, "2027-01-01").grade, Judgement::Grade::warn);     // day 365
    EXPECT_EQ(judged(target, "2027-01-02").grade, Judgement::Grade::refuse);
    EXPECT_EQ(judged(target, "2025-12-31").grade, Judgement::Grade::refuse);   // of tomorrow
    EXPECT_EQ(judged(target, "2026-02-01", "ages: { warn-after: 10, refuse-after: 20 }\n").grade, Judgement::Grade::refuse) << "the limits are data";
}

constexpr auto floors = R"(floors:
  - { os: junos, train: 23.2, release: 23.2R2-S7, older-trains: true, as-of: 2026-10-14, source: CVE-1, status: verified }
  - { os: junos, train: 23.4, release: 23.4R2-S8.13, platforms: [MX], as-of: 2026-10-14, source: CVE-1, status: verified }
  - { os: junos, train: 22.1, as-of: 2026-10-14, source: CVE-2, status: verified }
)";

TEST(Judgement, AnInclusiveFloorHasTheHoleItself) {
    const auto grade = [](const std::string& release) {
        return judged("release: " + release + ", as-of: 2026-11-01, source: s, status: verified", "2026-11-22",
                      "floors:\n  - { os: junos, train: 25.2, release: 25.2R1, inclusive: true, as-of: 2026-10-14, source: CVE-3, status: verified }\n", "MX480").grade;
    };
    EXPECT_EQ(grade("25.2R1"), Judgement::Grade::refuse);
    EXPECT_EQ(grade("25.2R1.9"), Judgement::Grade::refuse) << "a spin of it";
    EXPECT_EQ(grade("25.2R1-S1"), Judgement::Grade::good);
    EXPECT_EQ(grade("25.2R2"), Judgement::Grade::good);
}

TEST(Judgement, FloorsOfSomePlatformsAreToldWhereNoModelIs) {
    const auto rows = catalogue(floors);
    EXPECT_THAT(station::holes_on_some(rows, "23.4R2-S8.12", "mx-x86"), ElementsAre(HasSubstr("on MX: it is below 23.4R2-S8.13")));
    EXPECT_TRUE(station::holes_on_some(rows, "23.4R2-S8.13", "mx-x86").empty());
    EXPECT_TRUE(station::holes_on_some(rows, "23.4R2-S8.12", "ex-64").empty()) << "that floor is of other models";
}

TEST(Judgement, FloorsRefuseWhatIsBelowThem) {
    const auto grade = [](const std::string& release, const std::string& model) {
        return judged("release: " + release + ", as-of: 2026-11-01, source: s, status: verified", "2026-11-22", floors, model).grade;
    };
    EXPECT_EQ(grade("23.4R2-S8.13", "MX480"), Judgement::Grade::good);
    EXPECT_EQ(grade("23.4R2-S10", "MX480"), Judgement::Grade::good) << "S10 is after S8";
    EXPECT_EQ(grade("23.4R2-S8.12", "mx480"), Judgement::Grade::refuse);
    EXPECT_EQ(grade("23.4R2-S8.12", "EX4300-48T"), Judgement::Grade::good) << "that floor is of other models";
    EXPECT_EQ(grade("21.4R3-S12", "EX4300-48T"), Judgement::Grade::refuse) << "older trains are never mended";
    EXPECT_EQ(grade("23.2R2-S7.7", "EX4300-48T"), Judgement::Grade::good);
    EXPECT_EQ(grade("22.1R3", "EX4300-48T"), Judgement::Grade::refuse);
    EXPECT_EQ(grade("21.4R3-EVO", "ACX7024"), Judgement::Grade::good) << "Evolved is another product";
    EXPECT_EQ(grade("15.1X49-D240", "SRX340"), Judgement::Grade::good) << "nothing is known of special trains";
}

TEST(Judgement, AnExceptionTurnsARefusalIntoAWarningThatNamesIt) {
    const auto judgement = judged("release: 21.2R3-S8, exception: last train of this hardware, as-of: 2026-11-01, source: s, status: verified", "2026-11-22",
                                  std::string{floors} + "trains:\n  - { os: junos, train: 21.2, ended: 2024-06-30" + row);
    EXPECT_EQ(judgement.grade, Judgement::Grade::warn);
    EXPECT_THAT(judgement.words, ElementsAre(AllOf(HasSubstr("train 21.2 ended on 2024-06-30"), HasSubstr("last train")),
                                             AllOf(HasSubstr("no mended release, the first is 23.2R2-S7"), HasSubstr("CVE-1"), HasSubstr("last train"))));
}

std::vector<std::string> against(const std::string& target, const std::string& today = "2026-02-01", const std::string& more = "") {
    const auto all = catalogue("targets:\n  - { family: f, " + target + " }\n" + more);
    return station::against_latest(all, all.targets.front(), "MX480", *station::parse_day(today));
}

TEST(Judgement, OnlyAGoodRowSaysThatItsReleaseIsTheLatest) {
    const std::string good = "release: 23.4R2, as-of: 2026-01-01, source: s, status: verified";
    EXPECT_THAT(against(good, "2026-04-01"), testing::IsEmpty());
    EXPECT_THAT(against(good, "2026-04-02"), ElementsAre(HasSubstr("91 days ago"))) << "stale";
    EXPECT_THAT(against(good, "2025-12-31"), ElementsAre(HasSubstr("yet to come")));
    EXPECT_THAT(against("release: 23.4R2, as-of: 2026-01-01, source: s, status: unverified"), ElementsAre("its row is unverified"));
    EXPECT_THAT(against("release: 23.4R2, as-of: 2026-01-01, source: s, status: derived"), ElementsAre("its row is derived"));
    EXPECT_THAT(against("release: 23.4R2, as-of: 2026-01-01, source: An Example of a row, status: verified"), ElementsAre("its row is an example"));
    EXPECT_THAT(against("release: 23.4R2, exception: EXAMPLE, as-of: 2026-01-01, source: s, status: verified"), ElementsAre(HasSubstr("is an example")));
    EXPECT_THAT(against("release: 23.2R2, exception: as agreed, as-of: 2026-01-01, source: s, status: verified", "2026-02-01", floors),
                ElementsAre(HasSubstr("below 23.2R2-S7"))) << "what is accepted for a load is not the latest for that";
    const std::string ended = std::string{"trains:\n  - { os: junos, train: 23.4, ended: 2025-06-30"} + row;
    EXPECT_THAT(against(good, "2026-02-01", ended), ElementsAre(HasSubstr("train 23.4 ended")));
    EXPECT_THAT(against("release: 23.4R2, exception: the last that this hardware takes, as-of: 2026-01-01, source: s, status: verified", "2026-02-01", ended), testing::IsEmpty());
}

class Import : public testing::Test {
  protected:
    std::filesystem::path written(const std::string& name, const std::string& text) const {
        std::ofstream{folder.path() / name} << text;
        return folder.path() / name;
    }
    std::string refused(const std::filesystem::path& file) const {
        try {
            station::import_files(schema(), {}, {file});
        } catch (const yang::DocumentError& wrong) {
            return wrong.what();
        }
        return "accepted";
    }
    support::TempFolder folder;
};

constexpr auto cve = R"({ "dataType": "CVE_RECORD", "cveMetadata": { "cveId": "CVE-2026-1", "assignerShortName": "juniper", "datePublished": "2026-10-14T16:00:00Z" },
  "containers": { "cna": { "affected": [
    { "vendor": "Juniper Networks", "product": "Junos OS", "defaultStatus": "unaffected", "platforms": ["MX Series", "EX4300-48MP with uplinks"],
      "versions": [ { "version": "0", "lessThan": "23.2R2-S7", "status": "affected", "versionType": "semver" },
                    { "version": "23.4", "lessThan": "23.4R2-S8", "status": "affected" },
                    { "version": "24.1R1", "lessThan": "24.1*", "status": "affected" },
                    { "version": "25.2", "lessThanOrEqual": "25.2R1", "status": "affected" },
                    { "version": "24.2", "lessThan": "24.2R9", "status": "unaffected" } ] },
    { "product": "Junos OS Evolved", "versions": [ { "version": "23.4-EVO", "lessThan": "23.4R2-S8-EVO", "status": "affected" },
                                                   { "version": "24.2", "lessThan": "24.2R2", "status": "affected" } ] },
    { "product": "Junos Space", "versions": [] } ] } } })";

TEST_F(Import, ACveRecordBecomesFloors) {
    const auto imported = station::import_files(schema(), {}, {written("a.json", cve)});
    const station::Provenance known{"2026-10-14", "CVE-2026-1", "verified"};
    EXPECT_THAT(imported.catalogue.floors,
                ElementsAre(station::SecurityFloor{{false, 23, 2}, "23.2R2-S7", true, {"EX4300-48MP", "MX"}, known},
                            station::SecurityFloor{{false, 23, 4}, "23.4R2-S8", false, {"EX4300-48MP", "MX"}, known},
                            station::SecurityFloor{{false, 24, 1}, "", false, {"EX4300-48MP", "MX"}, known},
                            station::SecurityFloor{{false, 25, 2}, "25.2R1", false, {"EX4300-48MP", "MX"}, known, true},
                            station::SecurityFloor{{true, 23, 4}, "23.4R2-S8-EVO", false, {}, known},
                            station::SecurityFloor{{true, 24, 2}, "24.2R2-EVO", false, {}, known}));
    EXPECT_THAT(imported.remarks, ElementsAre(HasSubstr("Junos Space")));
}

TEST_F(Import, RefusesFamiliesThatThereAreNotAndDaysYetToCome) {
    const drivers::Families families{schema(), yang::data_folder() / "drivers" / "families"};
    const station::CatalogueRules rules{families, *station::parse_day("2026-11-30")};
    const auto refused_by_rules = [&](const std::filesystem::path& file) {
        try {
            station::import_files(schema(), {}, {file}, &rules);
        } catch (const yang::DocumentError& wrong) {
            return std::string{wrong.what()};
        }
        return std::string{"accepted"};
    };
    const std::string head = "family,release,as-of,source,status\n";
    EXPECT_EQ(refused_by_rules(written("a.csv", head + "mx-x86,23.4R2,2026-11-30,s,verified\n")), "accepted");
    EXPECT_THAT(refused_by_rules(written("b.csv", head + "mx-x86,23.4R2,2026-11-20,s,verified\nmx-x87,23.4R2,2026-11-20,s,verified\nmx-x86,23.4R2,2036-11-20,s,verified\n")),
                AllOf(HasSubstr("b.csv:3"), HasSubstr("no family \"mx-x87\""), HasSubstr("b.csv:4"), HasSubstr("yet to come")));
    EXPECT_EQ(refused_by_rules(written("c.json", cve)), "accepted");
    auto later = std::string{cve};
    later.replace(later.find("2026-10-14"), 10, "2027-10-14");
    EXPECT_THAT(refused_by_rules(written("d.json", later)), AllOf(HasSubstr("d.json:1"), HasSubstr("yet to come")));
}

TEST_F(Import, TheHigherOfTwoFloorsStays) {
    const auto later = written("b.json", R"({ "cveMetadata": { "cveId": "CVE-2026-2", "assignerShortName": "juniper", "datePublished": "2026-11-01" },
      "containers": { "cna": { "affected": [ { "product": "Junos OS", "platforms": ["MX Series", "EX4300-48MP"],
        "versions": [ { "version": "23.4", "lessThan": "23.4R2-S2", "status": "affected" } ] } ] } } })");
    const auto imported = station::import_files(schema(), {}, {written("a.json", cve), later});
    EXPECT_EQ(imported.catalogue.floors[1].release, "23.4R2-S8");
    EXPECT_THAT(imported.remarks, testing::Contains(HasSubstr("kept")));
}

TEST_F(Import, ATableSaysWhatItChanges) {
    auto into = catalogue(std::string{"targets:\n  - { family: mx-x86, release: 21.4R3-S5.4"} + row + "  - { family: ex-64, release: 22.4R3" + row);
    const auto file = written("t.csv", "# transcribed by hand\nfamily,release,as-of,source,status\nmx-x86,23.4R2-S8.13,2026-11-20,\"KB21476, row of 2026-11-01\",verified\n"
                                       "ex-64,22.4R3,2026-01-01,s,verified\nsrx-hosted,23.4R2,2026-11-20,KB21476,unverified\n");
    const auto imported = station::import_files(schema(), into, {file});
    EXPECT_THAT(imported.changes, ElementsAre(AllOf(HasSubstr("~"), HasSubstr("21.4R3-S5.4"), HasSubstr("-> { family: mx-x86, release: 23.4R2-S8.13")),
                                              AllOf(HasSubstr("+"), HasSubstr("srx-hosted"))));
    EXPECT_EQ(imported.same, 1u);
    EXPECT_EQ(imported.catalogue.target("mx-x86")->known.source, "KB21476, row of 2026-11-01");
}

TEST_F(Import, WhatItWritesSaysTheSame) {
    auto into = catalogue(std::string{floors} + "targets:\n  - { family: f, models: '^EX(33|42)00\\b', release: 12.3R12, exception: 'a \"quoted\" \\ word: #1', "
                                                "as-of: 2026-01-01, source: 'no', status: derived }\n"
                                                "upgrades: { trains: 4, source: notes }\nexceptions:\n  - { from: 15.1X49, to: 19.4" + row);
    into = station::import_files(schema(), into, {written("a.json", cve)}).catalogue;
    const auto yaml = station::catalogue_yaml(into, "# kept\n# too\n");
    EXPECT_THAT(yaml, testing::StartsWith("# kept\n# too\ncatalogue: test\n"));
    EXPECT_EQ(station::head_of(yaml), "# kept\n# too\n");
    EXPECT_EQ(station::catalogue_of(schema().parse_yaml(yaml, "again")), into);
}

TEST_F(Import, BadRowsAreRefusedWithTheirLine) {
    const std::string head = "family,release,as-of,source,status\nmx-x86,23.4R2,2026-11-20,s,verified\n";
    EXPECT_THAT(refused(written("a.csv", head + "mx-x87,newest,2026-11-20,s,verified\n")), AllOf(HasSubstr("a.csv:3"), HasSubstr("is no release")));
    EXPECT_THAT(refused(written("b.csv", head + "\n# c\nmx-x87,23.4R2,2026-11-20,s\n")), AllOf(HasSubstr("b.csv:5"), HasSubstr("4 cells, expected 5")));
    EXPECT_THAT(refused(written("c.csv", head + "mx-x87,23.4R2,last week,s,verified\n")), AllOf(HasSubstr("c.csv:3"), HasSubstr("as-of")));
    EXPECT_THAT(refused(written("d.csv", head + "mx-x87,23.4R2,2026-11-20,s,sure\n")), AllOf(HasSubstr("d.csv:3"), HasSubstr("status")));
    EXPECT_THAT(refused(written("e.csv", head + "mx-x87,\"23.4R2,2026-11-20,s,verified\n")), AllOf(HasSubstr("e.csv:3"), HasSubstr("quote")));
    EXPECT_THAT(refused(written("f.csv", "family,relase\n")), AllOf(HasSubstr("f.csv:1"), HasSubstr("names no table")));
    EXPECT_THAT(refused(written("g.csv", "family,release,asof\n")), AllOf(HasSubstr("g.csv:1"), HasSubstr("did you mean as-of?")));
    EXPECT_THAT(refused(written("h.json", "{\n \"cveMetadata\": {\n nonsense")), AllOf(HasSubstr("h.json:3"), HasSubstr("no JSON")));
    EXPECT_THAT(refused(written("i.json", "[]")), HasSubstr("no CVE record"));
    EXPECT_THAT(refused(written("j.json", R"({"cveMetadata":{"cveId":"CVE-1","assignerShortName":"mitre","datePublished":"2026-01-01"}})")), HasSubstr("expected juniper"));
    EXPECT_THAT(refused(folder.path() / "none.csv"), HasSubstr("cannot be read"));
    EXPECT_THAT(refused(folder.path()), AllOf(HasSubstr("a.csv:3"), HasSubstr("j.json"))) << "a folder: everything wrong in it at once";
}

}  // namespace
