#include "reports/files.hpp"

#include "reports/exports.hpp"
#include "reports/pdf.hpp"
#include "tests/reports/fixtures.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/temp_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <fstream>

using namespace reports;
using support::TempFolder;
using testing::HasSubstr;

namespace {

SealedRecord sealed(Store& store, const fixtures::Journal& journal) {
    const std::string id = store.begin(std::get<RunStarted>(journal.front().what), journal.front().at);
    store.append(id, {journal.begin() + 1, journal.end()});
    return store.seal(id, fixtures::noon() + std::chrono::hours{2});
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// A program that stands where weasyprint would.
std::string program(const TempFolder& folder, const std::string& script) {
    const auto file = folder.path() / "printer";
    std::ofstream{file} << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file.string();
}

std::string error_of_pdf(const TempFolder& folder, const std::string& with,
                         std::chrono::seconds limit = std::chrono::seconds{20}) {
    try {
        write_pdf(folder.path() / "sheet.html", folder.path() / "sheet.pdf", limit, with.c_str());
    } catch (const std::runtime_error& e) {
        EXPECT_FALSE(std::filesystem::exists(folder.path() / "sheet.pdf"));
        EXPECT_FALSE(std::filesystem::exists(folder.path() / "sheet.pdf.draft"));
        return e.what();
    }
    return "no error";
}

}  // namespace

TEST(Papers, AreWrittenIntoTheRunsFolderAsHtmlAndPdf) {
    const TempFolder folder;
    Store store{folder.path()};
    const SealedRecord record = sealed(store, fixtures::failed());
    const Papers papers = write_papers(store.folder(record.id), record);
    EXPECT_EQ(papers.html, store.folder(record.id) / "failure-report.html");
    EXPECT_EQ(papers.why_no_pdf, "");
    ASSERT_TRUE(papers.pdf);
    EXPECT_THAT(bytes_of(*papers.pdf), testing::StartsWith("%PDF-"));
    EXPECT_THAT(bytes_of(papers.html), HasSubstr(record.sha256));
}

TEST(Papers, AreNamedAfterTheirKind) {
    const TempFolder folder;
    Store store{folder.path()};
    const SealedRecord record = sealed(store, fixtures::passed());
    const Papers papers = write_papers(store.folder(record.id), record, {}, {}, false);
    EXPECT_EQ(papers.html.filename(), "cpo-test-report.html");
    EXPECT_FALSE(papers.pdf);
}

TEST(Pdf, SaysThatTheProgramIsMissing) {
    const TempFolder folder;
    EXPECT_THAT(error_of_pdf(folder, "/nowhere/weasyprint"),
                HasSubstr("sheet.pdf: no PDF: /nowhere/weasyprint cannot be started: No such file"));
}

TEST(Pdf, SaysWhatTheProgramSaid) {
    const TempFolder folder;
    EXPECT_THAT(error_of_pdf(folder, program(folder, "echo 'no \033[31mfonts' >&2; echo half > $3; exit 7")),
                HasSubstr("ended with 7: no \u241b[31mfonts"));
    EXPECT_THAT(error_of_pdf(folder, program(folder, "exit 0")), HasSubstr("wrote nothing"));
}

TEST(Pdf, WaitsNoLongerThanItsLimit) {
    const TempFolder folder;
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THAT(error_of_pdf(folder, program(folder, "exec 2>&-; exec sleep 60"), std::chrono::seconds{1}),
                HasSubstr("was not done after 1 s"));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{10});
}

TEST(Exports, JsonIsTheSealedBytes) {
    const TempFolder folder;
    Store store{folder.path()};
    const SealedRecord record = sealed(store, fixtures::passed());
    EXPECT_EQ(export_json(record), bytes_of(store.folder(record.id) / "record.json"));
}

TEST(Exports, TablesForSpreadsheets) {
    const std::vector<Record> records{fold("TEST-1", fixtures::failed()),
                                      fold("TEST-2", fixtures::hostile())};
    support::expect_golden("measurements.csv", measurements_csv(records));
    support::expect_golden("parts.csv", parts_csv(records));
}

TEST(Exports, AFormulaIsNoFormula) {
    Record record{.id = "A-1"};
    record.steps.push_back(
        {.measurements = {
             {.name = "=cmd|' /C calc'!A0", .value = -2.5, .raw = "-2+3", .source = "a \"b\",\nc"}}});
    const std::string text = measurements_csv({record});
    EXPECT_THAT(text, HasSubstr(",'=cmd|' /C calc'!A0,-2.5,"));
    EXPECT_THAT(text, HasSubstr(",'-2+3,\"a \"\"b\"\", c\","));
}

TEST(Exports, TextsForATerminal) {
    const TempFolder folder;
    Store store{folder.path()};
    EXPECT_EQ(list_text(store.list()), "no records yet\n");
    const SealedRecord fail = sealed(store, fixtures::failed());
    const SealedRecord odd = sealed(store, fixtures::hostile());
    store.begin(fixtures::started(), fixtures::noon());
    support::expect_golden("records-list.txt", list_text(store.list()));
    support::expect_golden("records-show.txt", show_text(fail, {}));
    EXPECT_THAT(show_text(sealed(store, fixtures::changed()), {}),
                testing::AllOf(HasSubstr("goal met, window kept"),
                               HasSubstr("software re0: 15.1F5.15 -> 23.4R2-S8.13")));
    EXPECT_THAT(show_text(sealed(store, fixtures::unreviewed()), {}), HasSubstr("not reviewed"));
    for (const std::string& text : {list_text(store.list()), show_text(odd, {})})
        EXPECT_EQ(text.find_first_of("\x1b\x07\x01"), std::string::npos);
}
