// What papers say in words: titles, numbers, levels, what could not be verified, and nothing of the former
// owner.

#include "reports/shown.hpp"

#include "reports/paper_html.hpp"
#include "reports/programme.hpp"
#include "reports/titles.hpp"
#include "reports/words.hpp"
#include "tests/reports/fixtures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace reports;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

namespace {

Record passed() {
    return fold("TEST-1", fixtures::passed());
}

std::string shown(double value, std::string raw = "", std::string unit = "", Limits limits = {}) {
    return value_words(judged({.name = "x",
                               .value = value,
                               .unit = std::move(unit),
                               .limits = std::move(limits),
                               .raw = std::move(raw)}));
}

/// Everything of the former owner's that a record can hold, each with a word of its own.
Record with_a_loud_past() {
    Record record = passed();
    const auto swap = [&record](const std::string& from, const std::string& to) {
        for (auto at = record.facts_json.find(from); at != std::string::npos;
             at = record.facts_json.find(from, at + to.size()))
            record.facts_json.replace(at, from.size(), to);
    };
    swap("core-7", "loudhost");
    record.run.owner_release = "LOUDRELEASE-7";
    record.notes.push_back({.step = "", .text = "the run noted loudnote0"});
    for (StepRecord& step : record.steps) {
        step.notes.push_back({.step = step.started.step, .text = R"(console shows cli: "root@loudnote> ")"});
        for (Measurement& m : step.measurements)
            if (m.name.starts_with("wiped/")) m.raw = "loudquote of /var/home/loudquote";
    }
    auto& values = record.steps[4].measurements;
    values.push_back(judged({.name = "alarms/loudalarm license/class",
                             .value = "loudclass",
                             .raw = "loudraw",
                             .source = "alarms: loudalarm license"}));
    values.push_back(judged({.name = "interfaces/xe-0/description",
                             .value = "to loudcustomer",
                             .raw = "to loudcustomer",
                             .source = "interfaces: xe-0"}));
    for (MediumSanitised& medium : record.media) medium.proof = "root@loudproof> zeroized";
    record.changes.push_back(
        {.begun = {.step = "begin-change", .goal = "clean", .backout = "none", .plan = {"wipe"}},
         .began = fixtures::noon(),
         .latest_end = fixtures::noon(),
         .measured_by = {"reset: pass"},
         .open_items = {},
         .review = ChangeReview{.differences = {{"licences", "LOUDLIC0001", "loudlicence", ""},
                                                {"alarms", "loudalarm2", "Major", ""},
                                                {"system-alarms", "loudalarm3", "", "Minor"},
                                                {"configuration", "digest", "louddigest", "other"}}}});
    return record;
}

std::string paper_of(const Record& record) {
    const std::string json = canonical_json(record);
    return paper_html({.id = record.id, .json = json, .sha256 = std::string(64, 'a')}, record);
}

}  // namespace

TEST(Titles, AreWhatPeopleRead) {
    EXPECT_EQ(title_of("temperatures/FPC 0 Intake/celsius", "temperatures"), "FPC 0 Intake: temperature");
    EXPECT_EQ(title_of("temperatures/FPC 0 Intake/celsius"), "Temperatures: FPC 0 Intake: temperature");
    EXPECT_EQ(title_of("routing-engines/re0 0/status", "routing-engines"), "Re0 0: status");
    EXPECT_EQ(title_of("chassis-alarms/count", "chassis-alarms"), "Number");
    EXPECT_EQ(title_of("routing-engines/item/status", "routing-engines"), "Status");
    EXPECT_EQ(title_of("light/xe-1/0/0/rx-dbm", "light"), "Xe-1/0/0: received power");
    EXPECT_EQ(title_of("wiped/re0/no-core-files"), "re0: no core files");
    EXPECT_EQ(title_of("release/re1"), "Release on re1");
    EXPECT_EQ(title_of("serial/inventory"), "Serial number in the chassis inventory");
    EXPECT_EQ(title_of("serial/second-reading"), "Serial number second reading");
    EXPECT_EQ(title_of("rate/upload"), "Speed: upload of the image");
    EXPECT_EQ(title_of("duration/install re0"), "Time taken: installation on re0");
    EXPECT_EQ(title_of("duration/reboot"), "Time taken: restart");
    EXPECT_EQ(title_of("firmware/FPC 0 ROM"), "Firmware: FPC 0 ROM");
    EXPECT_EQ(title_of("second-copy/re0"), "Second copy: re0") << "a field that no table knows";
    EXPECT_EQ(title_of("some-new-thing"), "Some new thing");
    EXPECT_EQ(title_of("Odd Name"), "Odd Name");
    EXPECT_EQ(title_of(""), "");
}

TEST(Numbers, HaveTheDigitsThatTheirSourceResolves) {
    EXPECT_EQ(shown(0.0165449, "", "s"), "0.0165 s");
    EXPECT_EQ(shown(155.30246689038762, "", "MBy/s"), "155 MB/s");
    EXPECT_EQ(shown(1234.567), "1235");
    EXPECT_EQ(shown(16384, "16384 MB", "MiBy"), "16384 MiB");
    EXPECT_EQ(shown(43.5, "43.5 degrees C / 110 degrees F", "Cel"), "43.5 \u00b0C");
    EXPECT_EQ(shown(38, "38 degrees C / 100 degrees F", "Cel"), "38 \u00b0C");
    EXPECT_EQ(shown(-2.40, "-2.40 dBm", "dB[mW]"), "-2.40 dBm");
    EXPECT_EQ(shown(0.1 + 0.2, "0.3"), "0.3");
    EXPECT_EQ(shown(2.0 / 3), "0.667");
    EXPECT_EQ(shown(0), "0");
    EXPECT_EQ(shown(0.0000001), "0.0000001") << "something is never shown as nothing";
    EXPECT_EQ(shown(1e9), "1000000000");
}

TEST(Numbers, NeverCrossTheirLimitByRounding) {
    EXPECT_EQ(shown(65.004, "", "", {.at_most = 65}), "65.004");
    EXPECT_EQ(shown(64.996, "", "", {.at_most = 65}), "65.0");
    EXPECT_EQ(shown(0.99951, "", "", {.at_least = 1}), "0.9995");
    EXPECT_EQ(shown(60.04, "", "", {.at_most = 65, .marginal_above = 60}), "60.04");
    EXPECT_EQ(judged({.name = "x", .value = 155.30246689038762, .limits = {.at_most = 100}}).reason,
              "155, allowed is at most 100");
}

TEST(Sanitisation, CountsEachMediumOnceAtTheHighestLevelShown) {
    Record record = passed();
    ASSERT_EQ(record.media.size(), 8U);
    EXPECT_EQ(media_once(record).size(), 4U);
    EXPECT_EQ(media_once(record)[0].level, "clear");
    EXPECT_THAT(media_once(record)[0].methods,
                ElementsAre("request system zeroize media", "request system zeroize"));
    EXPECT_EQ(sanitisation_words(record), "clear (4 of 4 media)");
    record.media[3].level = "none";
    EXPECT_EQ(sanitisation_words(record), "clear (3 of 4 media), none shown for the others");
    record.media[4].level = "purge";
    EXPECT_EQ(sanitisation_words(record),
              "clear (2 of 4 media), purge (1 of 4 media), none shown for the others");
    for (MediumSanitised& medium : record.media) medium.level = "none";
    EXPECT_EQ(sanitisation_words(record), "none shown (4 media)");
    record.media.clear();
    EXPECT_EQ(sanitisation_words(record), "no medium was wiped in this run");
}

TEST(Sanitisation, NamesTheWayToALevelWhereAMediumHasNone) {
    Record record = passed();
    EXPECT_EQ(sanitisation_advice(record), "") << "each medium was cleared";
    for (MediumSanitised& medium : record.media)
        if (medium.medium == record.media[3].medium && medium.routing_engine == record.media[3].routing_engine)
            medium.level = "unlink";
    EXPECT_THAT(sanitisation_advice(record), HasSubstr("take the media out"));
    for (MediumSanitised& medium : record.media) medium.level = "none";
    EXPECT_THAT(sanitisation_advice(record), HasSubstr("NIST SP 800-88"));
    record.media.clear();
    EXPECT_EQ(sanitisation_advice(record), "") << "nothing was wiped in this run";
}

TEST(Unverified, IsWhatTheLastLookCouldNotTell) {
    Record record = passed();
    EXPECT_THAT(unverified(record), ElementsAre("re1: no core files"));
    record.steps[2].measurements[0].value = "not verified";
    EXPECT_THAT(unverified(record), ElementsAre("re1: no core files")) << "a later look could tell";
    record.steps[5].measurements[0].value = "unexplained";
    EXPECT_THAT(unverified(record), ElementsAre("re0: no users", "re1: no core files"));
    record.steps[3].measurements.push_back({.name = "second-copy/re0", .value = "not read"});
    EXPECT_THAT(unverified(record), ElementsAre("re0: no users", "re1: no core files", "Second copy: re0"));
}

TEST(Proofs, ArePrintedOnce) {
    const std::string text = paper_of(passed());
    for (const char* once : {"<td>no users</td>", "<td>no core files</td>"}) {
        std::size_t times = 0;
        for (auto at = text.find(once); at != std::string::npos; at = text.find(once, at + 1)) ++times;
        EXPECT_EQ(times, once == std::string{"<td>no users</td>"} ? 2U : 1U) << "once for each engine";
    }
    EXPECT_THAT(text, HasSubstr("clean, twice"));
}

TEST(FirstPage, ShowsReleaseLevelAndWhatCouldNotBeVerified) {
    const std::string text = paper_of(passed());
    const std::string front = text.substr(0, text.find("About this report<"));
    EXPECT_THAT(front, HasSubstr("23.4R2-S8.13, loaded in this run (before: 15.1F5.15)"));
    EXPECT_THAT(front, HasSubstr("clear (4 of 4 media)"));
    EXPECT_THAT(front, HasSubstr("1 thing, named in the annex"));
    EXPECT_LT(text.find("End of report"), text.find("Annex to report"));
}

TEST(FormerOwner, IsOnNoPaperForCustomers) {
    Record record = with_a_loud_past();
    for (const Purpose purpose :
         {Purpose::none, Purpose::intake, Purpose::test, Purpose::load, Purpose::wipe, Purpose::certify}) {
        record.run.purpose = purpose;
        std::string text = paper_of(record);
        for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        const auto at = text.find("loud");
        EXPECT_EQ(at, std::string::npos)
            << name(purpose) << ": " << text.substr(at == std::string::npos ? 0 : at - 80, 200);
    }
}

TEST(FormerOwner, IsWhatTheShopReadsOfAFailure) {
    Record record = with_a_loud_past();
    record.verdict = Verdict::fail;
    for (const char* word :
         {"loudhost", "loudnote", "loudquote", "LOUDLIC0001", "This report is for the shop"})
        EXPECT_THAT(paper_of(record), HasSubstr(word));
}

TEST(LatestRelease, IsShownByAGoodRowAlone) {
    Record record = passed();
    EXPECT_THAT(why_not_latest(record), testing::IsEmpty());
    EXPECT_EQ(parts_of_programme(record)[1].answer, Answer::done);
    const auto spoilt = [&record](auto spoil) {
        Record other = record;
        spoil(other.wanted.back());
        EXPECT_NE(parts_of_programme(other)[1].answer, Answer::done);
        return parts_of_programme(other)[1].basis;
    };
    EXPECT_THAT(spoilt([](ReleaseWanted& row) { row.status = "unverified"; }),
                HasSubstr("its row is unverified"));
    EXPECT_THAT(spoilt([](ReleaseWanted& row) { row.status = "derived"; }), HasSubstr("its row is derived"));
    EXPECT_THAT(spoilt([](ReleaseWanted& row) { row.source.clear(); }), HasSubstr("names no source"));
    EXPECT_THAT(spoilt([](ReleaseWanted& row) { row.as_of.clear(); }), HasSubstr("no row of the catalogue"));
    EXPECT_THAT(spoilt([](ReleaseWanted& row) { row.against = {"its row is 500 days old"}; }),
                HasSubstr("500 days old"));
    record.wanted.clear();
    EXPECT_NE(parts_of_programme(record)[1].answer, Answer::done) << "a record that does not say";
}

TEST(LatestRelease, IsDoneWhereTheUnitRanItAlready) {
    Record record = passed();
    for (SoftwareLoaded& row : record.software)
        row.before = row.after, row.package.clear(), row.sha256.clear();
    EXPECT_EQ(parts_of_programme(record)[1].answer, Answer::done);
    EXPECT_THAT(parts_of_programme(record)[1].basis, HasSubstr("it ran already: re0 23.4R2-S8.13"));
    EXPECT_THAT(paper_of(record), HasSubstr("23.4R2-S8.13, which ran already"));
    record.wanted.back().against = {"its row is an example: example for the simulated bench"};
    EXPECT_NE(parts_of_programme(record)[1].answer, Answer::done);
}

TEST(DefaultConfiguration, IsAnsweredByTheProofsOfTheLastReset) {
    Record record = passed();
    for (MediumSanitised& medium : record.media) medium.level = "none";
    EXPECT_EQ(parts_of_programme(record)[2].answer, Answer::done) << "the level is another matter";
    Record unproven = record;
    for (Measurement& m : unproven.steps[5].measurements) m.verdict = Verdict::none;
    EXPECT_THAT(parts_of_programme(unproven)[2].basis, HasSubstr("none of its proofs"));
    Record failed = record;
    failed.steps[5].verdict = Verdict::fail;
    EXPECT_EQ(parts_of_programme(failed)[2].answer, Answer::not_answered);
    Record loaded_later = record;
    std::swap(loaded_later.steps[3], loaded_later.steps[5]);
    EXPECT_THAT(parts_of_programme(loaded_later)[2].basis,
                HasSubstr("software was loaded after the last reset"));
    failed.answers.push_back({.question = "cpo/reset", .answer = "done: looked fine"});
    EXPECT_EQ(parts_of_programme(failed)[2].answer, Answer::not_answered)
        << "a person's word does not outweigh the run";
}

TEST(QualifyingTest, IsOneThatHeldValuesAgainstLimits) {
    Record record = passed();
    EXPECT_EQ(parts_of_programme(record)[4].answer, Answer::done);
    std::erase_if(record.steps, [](const StepRecord& s) { return s.started.action == "check"; });
    EXPECT_THAT(parts_of_programme(record)[4].basis, HasSubstr("nothing was held against limits"));
}

TEST(QualifyingTest, CountsItsChecks) {
    Record record = passed();
    const auto of_checks = std::ranges::find(record.steps, "check", [](const StepRecord& s) { return s.started.action; });
    EXPECT_THAT(parts_of_programme(record)[4].basis, testing::StartsWith("1 check passed"));
    record.steps.push_back(*of_checks);
    EXPECT_THAT(parts_of_programme(record)[4].basis, testing::StartsWith("2 checks passed"));
}

TEST(LatestRelease, NeedsALoadWhoseStepPassedAndWasReadBack) {
    Record record = passed();
    record.steps[3].verdict = Verdict::fail;
    EXPECT_THAT(parts_of_programme(record)[1].basis, HasSubstr("its step did not pass"));
    record = passed();
    record.software.front().step = "a step that is in no record";
    EXPECT_THAT(parts_of_programme(record)[1].basis, HasSubstr("its step did not pass"));
    record = passed();
    record.software.back().after.clear();
    EXPECT_THAT(parts_of_programme(record)[1].basis, HasSubstr("its step did not pass"));
    record = passed();
    record.software.front().before = record.software.front().after;  // a package was loaded all the same
    EXPECT_THAT(parts_of_programme(record)[1].basis, HasSubstr("loaded and read back"));
    record.software.front().package.clear();
    EXPECT_THAT(parts_of_programme(record)[1].basis, HasSubstr("loaded and read back")) << "the other engine was loaded";
}

TEST(DefaultConfiguration, OfARunWithoutProofsIsNotShown) {
    Record record = passed();
    for (StepRecord& step : record.steps) std::erase_if(step.measurements, [](const Measurement& m) { return m.name.starts_with("wiped/"); });
    EXPECT_EQ(parts_of_programme(record)[2].basis, "a reset was begun, but nothing proves it");
    record.media.clear();
    EXPECT_EQ(parts_of_programme(record)[2].basis, "not shown by this record");
}

TEST(Programme, APersonsAnswerIsQuotedWithWhoGaveIt) {
    Record record = passed();
    record.answers.push_back({.question = "cpo/orders", .answer = "done: none is open", .by = "R. Tester"});
    EXPECT_EQ(parts_of_programme(record)[5].basis, "none is open (R. Tester)");
    record.answers.back() = {.question = "cpo/orders", .answer = "done", .by = ""};
    EXPECT_EQ(parts_of_programme(record)[5].basis, "as answered");
}
