#include "reports/paper_html.hpp"

#include "reports/programme.hpp"
#include "reports/sha256.hpp"
#include "reports/symbol.hpp"
#include "reports/words.hpp"
#include "tests/reports/fixtures.hpp"
#include "tests/support/golden.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace reports;
using testing::HasSubstr;
using testing::Not;

namespace {

Record sealed_record(const fixtures::Journal& journal) {
    Record record = fold("TEST-1", journal);
    record.sealed_at = fixtures::noon() + std::chrono::hours{2};
    return record_from_json(canonical_json(record));  // as a reader of record.json has it
}

std::string paper_of(const Record& record, const Paper& paper = {}, const History& before = {}) {
    const std::string json = canonical_json(record);
    return paper_html({.id = record.id, .json = json, .sha256 = sha256(json), .sealed_at = record.sealed_at}, record,
                      paper, before);
}

const Paper laboratory{.laboratory = "Example Refurbishing",
                       .address = "1 Test Street, Testville",
                       .customer = "Example Customer"};

Paper appointed() {
    Paper paper = laboratory;
    paper.facility_appointment = "APP-7 of 2026-01-05";
    return paper;
}

fixtures::Journal fully_answered() {
    auto journal = fixtures::passed();
    journal.insert(journal.end() - 1, {.at = fixtures::noon(),
                                       .what = Answered{.question = "cpo/orders",
                                                        .answer = "done: none open for this revision",
                                                        .by = "R. Tester"}});
    return journal;
}

/// The stylesheet is one file for all papers, and is looked at on a page.
std::string without_style(std::string paper) {
    const auto from = paper.find("<style>") + 7, to = paper.find("</style>");
    return paper.replace(from, to - from, "...");
}

class EveryPaper : public testing::TestWithParam<fixtures::Named> {};
INSTANTIATE_TEST_SUITE_P(Fixtures, EveryPaper, testing::ValuesIn(fixtures::all()),
                         [](const auto& one) { return one.param.name; });

}  // namespace

TEST_P(EveryPaper, IsAsItWasAgreed) {
    support::expect_golden("report-" + GetParam().name + ".html",
                           without_style(paper_of(sealed_record(GetParam().journal), laboratory)));
}

TEST_P(EveryPaper, IsSelfContainedAndRunsNothing) {
    const std::string text = paper_of(sealed_record(GetParam().journal), laboratory);
    for (const char* outside : {"<script", "http://", "https://", "src=\"", "href=\"", "url(", "@import",
                                "<img", "<link", " onerror=\"", " onload=\""})
        EXPECT_THAT(text, Not(HasSubstr(outside))) << outside;
}

TEST_P(EveryPaper, SaysWhatEveryReportHasToSay) {
    const std::string text = paper_of(sealed_record(GetParam().journal), laboratory);
    for (const char* item : {"Example Refurbishing", "1 Test Street", "Example Customer", "TEST-1",
                             "relate only to the item tested", "except in full", "Decision rule",
                             "CPO certification, MX Series (cpo-mx v3)", "22 November 2026", "Authorised by",
                             "bench ", "End of report TEST-1"})
        EXPECT_THAT(text, HasSubstr(item)) << item;
}

TEST_P(EveryPaper, IsNoCertificateWithOrWithoutAnAppointment) {
    for (const Paper& paper : {laboratory, appointed()}) {
        std::string text = without_style(paper_of(sealed_record(GetParam().journal), paper));
        EXPECT_THAT(text, Not(HasSubstr("Juniper")));
        for (const char* theirs : {"certified pre-owned", "CPO certification, MX Series"})  // the programme's name, and a procedure's
            for (auto at = text.find(theirs); at != std::string::npos; at = text.find(theirs)) text.erase(at, std::string{theirs}.size());
        EXPECT_THAT(text, Not(testing::ContainsRegex("[Cc]ertif")));
    }
}

TEST(Paper, ASimulatedUnitIsAlwaysMarkedAndNeverReleased) {
    auto journal = fully_answered();
    EXPECT_THAT(headline(sealed_record(journal), {}).next.front(), HasSubstr("release the unit"));
    std::get<RunStarted>(journal.front().what).simulated = true;
    const std::string text = paper_of(sealed_record(journal), appointed());
    EXPECT_THAT(text, HasSubstr("<title>SIMULATED UNIT: "));
    EXPECT_THAT(text, HasSubstr(R"(class="watermark")"));
    EXPECT_THAT(text, Not(HasSubstr("elease the unit")));
    EXPECT_THAT(paper_of(sealed_record(fixtures::passed())), Not(HasSubstr(R"(class="watermark")")));
}

TEST(Paper, AFailureLeadsWithTheValueItsLimitAndWhatToDo) {
    const std::string text = paper_of(sealed_record(fixtures::failed()), laboratory);
    const auto value = text.find("71 \u00b0C"), advice = text.find("Replace the fan tray"),
               rest = text.find("About this report<");
    ASSERT_NE(value, std::string::npos);
    EXPECT_LT(text.find("FAILED"), value);
    EXPECT_LT(value, advice);
    EXPECT_LT(advice, rest);
    EXPECT_THAT(text.substr(0, rest), HasSubstr("at most 65 \u00b0C"));
}

TEST(Paper, AStationErrorSaysNothingAboutTheUnit) {
    for (const auto& journal : {fixtures::errored(), fixtures::interrupted(), fixtures::aborted()}) {
        const Headline lines = headline(sealed_record(journal), {});
        EXPECT_EQ(lines.verdict, journal == fixtures::interrupted() ? "INTERRUPTED" : "NO RESULT");
        EXPECT_THAT(lines.meaning, HasSubstr("says nothing about the unit"));
    }
    EXPECT_THAT(headline(sealed_record(fixtures::interrupted()), {}).next.front(),
                HasSubstr("Keep the unit apart"));
    EXPECT_THAT(headline(sealed_record(fixtures::errored()), {}).next.front(), HasSubstr("terminal server"));
}

TEST(Paper, TextsOfAUnitStayTexts) {
    const std::string text = paper_of(sealed_record(fixtures::hostile()), laboratory);
    EXPECT_THAT(text, HasSubstr("&lt;script&gt;alert(&#39;host&#39;)&lt;/script&gt;{{{id}}}"));
    EXPECT_THAT(text, HasSubstr("X&lt;U+202E&gt;Y"));
    EXPECT_THAT(text, HasSubstr("&lt;ESC&gt;]0;owned&lt;BEL&gt;"));
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find("\u202e"), std::string::npos);
    EXPECT_THAT(text, Not(HasSubstr("<b>\u241b")));
}

TEST(Paper, CarriesItsIdOnEveryPage) {
    Record record = sealed_record(fixtures::passed());
    EXPECT_THAT(paper_of(record), HasSubstr("@bottom-left { content: \"TEST-1\";"));
    record.id = "x\"; } </style><b>\\";
    EXPECT_THAT(paper_of(record), HasSubstr("@bottom-left { content: \"x_______style__b__\";"));
}

TEST(Paper, HoldsALargeUnit) {
    auto journal = fixtures::passed();
    std::string modules;
    for (int i = 0; i < 600; ++i)
        modules += (i == 0 ? "" : ",") + std::string{R"({"path":"FPC )"} + std::to_string(i) +
                   R"(","part-number":"740-000000","serial-number":"PART)" + std::to_string(i) + R"("})";
    journal[2].what =
        Identified{.step = "identify",
                   .facts_json = R"({"station-facts:facts":{"units":[{"modules":[)" + modules + "]}]}}"};
    for (int i = 0; i < 1500; ++i)
        journal.insert(journal.end() - 1,
                       {.at = fixtures::noon(),
                        .what = Measured{.step = "environment",
                                         .measurement = judged({.name = "value " + std::to_string(i) + ".",
                                                                .value = 1.0 * i,
                                                                .limits = {.at_most = 1e6}})}});
    const std::string text = paper_of(sealed_record(journal));
    if (const char* keep = std::getenv("STATION_KEEP_LARGE_PAPER")) std::ofstream{keep} << text;
    EXPECT_THAT(text, HasSubstr("PART599<"));
    EXPECT_THAT(text, HasSubstr("value 1499.<"));
}

TEST(Paper, ALabelThatIsNotTheUnitsIsPointedOut) {
    Record record = sealed_record(fixtures::passed());
    EXPECT_THAT(paper_of(record), Not(HasSubstr("differs from the label")));
    record.run.scanned_serial = "TEST99999AFC";
    EXPECT_THAT(paper_of(record), HasSubstr("differs from the label"));
}

TEST(Words, SpellOutWhatCannotBeSeen) {
    EXPECT_EQ(visible("a\u200bb\u2066c\u00ad"), "a<U+200B>b<U+2066>c<U+00AD>");
    EXPECT_EQ(visible("\u05e9\u05dc\u05d5\u05dd \u20ac \U0001F600"),
              "\u05e9\u05dc\u05d5\u05dd \u20ac \U0001F600");
    EXPECT_EQ(visible(std::string_view{"one\r\ntwo\0\x1b[2J\x7f", 14}), "one  two<NUL><ESC>[2J<DEL>");
    EXPECT_EQ(html("<a href=\"x\">'&"), "&lt;a href=&quot;x&quot;&gt;&#39;&amp;");
}

TEST(Words, TimesAndSizes) {
    using namespace std::chrono_literals;
    EXPECT_EQ(clock_words(41'400ms), "0:41");
    EXPECT_EQ(clock_words(1'861s), "31:01");
    EXPECT_EQ(clock_words(3'725s), "1:02:05");
    EXPECT_EQ(size_words(999), "999 B");
    EXPECT_EQ(size_words(58'613), "58.6 kB");
    EXPECT_EQ(day_and_minute(fixtures::noon()), "22 November 2026, 12:00 UTC");
}

TEST(Programme, AnswersOnlyWhatTheRecordShows) {
    const auto parts = parts_of_programme(sealed_record(fixtures::passed()));
    ASSERT_EQ(parts.size(), 6U);
    EXPECT_EQ(parts[0].answer, Answer::not_needed);
    EXPECT_EQ(parts[0].basis, "nothing failed at intake (R. Tester)");
    EXPECT_EQ(parts[1].answer, Answer::done);
    EXPECT_EQ(parts[1].basis, "loaded and read back: re0 23.4R2-S8.13, re1 23.4R2-S8.13; the latest by the catalogue's row of 2026-11-20 (KB21476)");
    EXPECT_EQ(parts[2].basis, "4 of 5 proofs of the factory state are clean, 1 could not be verified");
    EXPECT_EQ(parts[4].answer, Answer::done);
    EXPECT_EQ(parts[5], (PartOfProgramme{"orders", "Latest engineering change orders", Answer::not_answered,
                                         "not shown by this record"}));
}

TEST(Symbol, HoldsWhatIsNeededToCheckThePaper) {
    EXPECT_EQ(symbol_text("A-1", "TEST|<1>", std::string(64, 'f')),
              "REC:1|A-1|TEST__1_|" + std::string(32, 'f'));
    EXPECT_THAT(
        qr_svg("REC:1|x"),
        testing::StartsWith("<svg class=\"symbol\" viewBox=\"0 0 29 29\""));  // version 1: 21 modules and 4
                                                                              // of quiet zone on each side
    EXPECT_THROW(qr_svg(std::string(5000, 'x')), std::runtime_error);
}
