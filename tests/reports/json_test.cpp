#include "reports/json.hpp"

#include "reports/record.hpp"
#include "reports/text.hpp"
#include "tests/reports/fixtures.hpp"
#include "yang/schema.hpp"

#include <gtest/gtest.h>
#include <limits>
#include <nlohmann/json.hpp>

using namespace reports;

namespace {

const yang::Schema& schema() {
    static const yang::Schema schema{std::string{STATION_SOURCE_DIR} + "/yang"};
    return schema;
}

class EveryJournal : public testing::TestWithParam<fixtures::Named> {};
std::string name_of(const testing::TestParamInfo<fixtures::Named>& info) {
    return info.param.name;
}
INSTANTIATE_TEST_SUITE_P(Fixtures, EveryJournal, testing::ValuesIn(fixtures::all()), name_of);

/// The journal as it comes back from disk: its texts are clean.
fixtures::Journal stored(fixtures::Journal journal) {
    for (Event& e : journal) {
        const EventText text = event_text(e.what);
        e.what = happening(text.kind, text.body);
    }
    return journal;
}

}  // namespace

TEST_P(EveryJournal, GivesARecordThatReadsBackAsItWas) {
    const Record record = fold("TEST-1", stored(GetParam().journal));
    EXPECT_EQ(record_from_json(canonical_json(record)), record);
    EXPECT_EQ(canonical_json(record_from_json(canonical_json(record))), canonical_json(record));
}

TEST_P(EveryJournal, GivesARecordThatItsModuleAccepts) {
    const std::string json = canonical_json(fold("TEST-1", GetParam().journal));
    EXPECT_NO_THROW(schema().parse_json(json, GetParam().name)) << json;
}

TEST_P(EveryJournal, HoldsFactsThatTheirModuleAccepts) {
    const std::string facts = fold("TEST-1", GetParam().journal).facts_json;
    if (facts.empty()) return;  // a unit that was never identified
    EXPECT_NO_THROW(schema().parse_json(facts, GetParam().name)) << facts;
}

TEST_P(EveryJournal, ReadsBackEventByEvent) {
    for (const Event& e : stored(GetParam().journal)) {
        const EventText text = event_text(e.what);
        EXPECT_EQ(happening(text.kind, text.body), e.what) << text.kind;
    }
}

TEST(RecordModule, RefusesWhatItDoesNotKnow) {
    auto document = nlohmann::json::parse(canonical_json(fold("TEST-1", fixtures::passed())));
    document["station-record:record"]["verdict"] = "splendid";
    EXPECT_THROW(schema().parse_json(document.dump(), "edited"), yang::DocumentError);
}

TEST(CanonicalJson, SortsMembersAndLeavesOutWhiteSpace) {
    const std::string json =
        canonical_json(Record{.id = "A-1", .verdict = Verdict::error, .reason = "unfinished"});
    EXPECT_EQ(
        json,
        R"({"station-record:record":{"id":"A-1","reason":"unfinished","run":{"procedure-version":0},"verdict":"error"}})");
}

TEST(CanonicalJson, WritesWideNumbersAsText) {
    Record record{.id = "A-1"};
    record.evidence.push_back({.name = "log", .bytes = std::numeric_limits<std::uint64_t>::max()});
    record.steps.push_back(
        {.duration = std::chrono::microseconds{41'250'000}, .measurements = {{.name = "x", .value = 0.1}}});
    const auto document = nlohmann::json::parse(canonical_json(record)).at("station-record:record");
    EXPECT_EQ(document["evidence"][0]["bytes"], "18446744073709551615");
    EXPECT_EQ(document["steps"][0]["duration"], "41250000");
    EXPECT_EQ(document["steps"][0]["measurements"][0]["value"]["number"], "0.1");
    EXPECT_EQ(record_from_json(canonical_json(record)), record);
}

TEST(CanonicalJson, KeepsEveryDigitOfANumber) {
    for (const double number : {0.1 + 0.2, 1e300, -1e-300, 9007199254740993.0, -0.0, 5e-324}) {
        Record record{.id = "A-1"};
        record.steps.push_back({.measurements = {{.name = "x", .value = number}}});
        EXPECT_EQ(record_from_json(canonical_json(record)), record) << number;
        EXPECT_NO_THROW(schema().parse_json(canonical_json(record), "number")) << number;
    }
}

TEST(CanonicalJson, AnEmptyTextIsAValueAndAbsenceIsNone) {
    Record record{.id = "A-1"};
    record.steps.push_back(
        {.measurements = {
             {.name = "x", .value = std::string{}}, {.name = "y"}, {.name = "z", .value = false}}});
    EXPECT_EQ(record_from_json(canonical_json(record)), record);
}

TEST(RecordFromJson, SaysWhatIsWrong) {
    for (const char* bad :
         {"", "[]", "{}", R"({"station-record:record":[]})",
          R"({"station-record:record":{"verdict":"great"}})", R"({"station-record:record":{"steps":{}}})",
          R"({"station-record:record":{"began":"yesterday"}})",
          R"({"station-record:record":{"evidence":[{"bytes":"12x"}]}})"})
        EXPECT_THROW(record_from_json(bad), std::runtime_error) << bad;
}

TEST(Happening, RefusesAnUnknownKind) {
    EXPECT_THROW(happening("run-celebrated", "{}"), std::runtime_error);
}

TEST(Text, IsMadeValidWithoutHidingWhatWasThere) {
    using namespace std::string_literals;
    EXPECT_EQ(clean("plain \u00e4\u20ac\U0001F600\t\n"), "plain \u00e4\u20ac\U0001F600\t\n");
    EXPECT_EQ(clean("a\0b\x1b[2J\x7f"s), "a\u2400b\u241b[2J\u2421");
    EXPECT_EQ(clean("\xc3\x28|\xed\xa0\x80|\xc0\xaf|\xf5|\xe2\x82"),
              "\ufffd(|\ufffd\ufffd\ufffd|\ufffd\ufffd|\ufffd|\ufffd\ufffd");
    EXPECT_EQ(clean("\xef\xbf\xbf \xc2\x9b"), "\ufffd \ufffd");
}

TEST(Text, TimesReadBack) {
    for (const char* text :
         {"2026-11-22T13:05:09.123Z", "1970-01-01T00:00:00.000Z", "2000-02-29T23:59:59.999Z"})
        EXPECT_EQ(timestamp(time_of(text)), text);
    for (const char* bad : {"2026-02-30T00:00:00.000Z", "2026-11-22T24:00:00.000Z",
                            "2026-11-22 13:05:09.123Z", "2026-11-22T13:05:09Z", "-026-11-22T13:05:09.123Z"})
        EXPECT_THROW(time_of(bad), std::runtime_error) << bad;
}

TEST(Text, AScannedSerialBecomesAFileName) {
    EXPECT_EQ(file_safe("jn1249018afb"), "JN1249018AFB");
    EXPECT_EQ(file_safe("../../etc/passwd"), "ETC-PASSWD");
    EXPECT_EQ(file_safe(std::string{"\0\x1b[2J \xff", 7}), "2J");
    EXPECT_EQ(file_safe(std::string(5000, 'A')), std::string(40, 'A'));
    EXPECT_EQ(file_safe(".."), "UNREAD");
    EXPECT_EQ(file_safe(""), "UNREAD");
}
