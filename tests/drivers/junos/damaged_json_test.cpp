// JSON that a unit meant and did not write: every part is read and a word said of what was mended, or it is refused as not whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/inspect.hpp"
#include "tests/support/temp_folder.hpp"

namespace drivers::junos {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// An inventory of one part more than Xcvr 5, whose version cell is `cell`; on one line, or as Junos lays it out.
std::string inventory(const std::string& cell, bool compact = false) {
    std::string json = R"({
"chassis-inventory" : [
{
"chassis" : [
{
"serial-number" : [{"data" : "VB3777110042"}],
"description" : [{"data" : "QFX5100-24Q-2P"}],
"chassis-module" : [
{
"name" : [{"data" : "Xcvr 5"}],
"version" : [{"data" : )" + cell + R"(}],
"serial-number" : [{"data" : "BZT7706880358"}]
},
{
"name" : [{"data" : "Fan Tray 0"}],
"serial-number" : [{"data" : "LAST"}]
}
]
}
]
}
]
}
)";
    if (compact) std::erase(json, '\n');
    return json;
}

struct Damage {
    std::string name, cell, version, note;
};
void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

class DamagedJson : public ::testing::TestWithParam<std::tuple<Damage, bool>> {};

TEST_P(DamagedJson, IsReadToItsEndWithANote) {
    const auto& [damage, compact] = GetParam();
    const auto found = inspect(inventory(damage.cell, compact) + "\nroot@bench> show version\nModel: mx80\n");
    ASSERT_EQ(found.facts.units.size(), 1u);
    const auto& unit = found.facts.units[0];
    ASSERT_EQ(unit.modules.size(), 2u);
    EXPECT_EQ(unit.modules[0].version, damage.version);
    EXPECT_EQ(unit.modules[0].serial_number, "BZT7706880358");
    EXPECT_EQ(unit.modules[1].serial_number, "LAST");
    EXPECT_EQ(unit.software->model, "mx80");
    EXPECT_FALSE(found.cut);
    EXPECT_THAT(found.mended, ::testing::Contains(HasSubstr(damage.note)));
}

INSTANTIATE_TEST_SUITE_P(Kinds, DamagedJson,
                         ::testing::Combine(::testing::Values(Damage{"LoneBackslash", R"("\")", "\\", "a lone backslash"},
                                                              Damage{"BackslashInAWord", R"("REV\ 01")", "REV\\ 01", "a lone backslash"},
                                                              Damage{"BackslashBeforeTheEnd", R"("REV 01\")", "REV 01\\", "a lone backslash"},
                                                              Damage{"HalfUnicode", R"("\u12")", "\\u12", "a lone backslash"},
                                                              Damage{"Quote", R"("5" disk")", "5\" disk", "a quote inside a value"},
                                                              Damage{"Quotes", R"("a "b" c")", "a \"b\" c", "a quote inside a value"},
                                                              Damage{"Tab", "\"REV\t01\"", "REV\t01", "a control character"},
                                                              Damage{"NoUtf8", "\"REV\xb5\"", "REV\xc2\xb5", "a byte that is no UTF-8"},
                                                              Damage{"Bare", "REV 01", "REV 01", "a word without quotes"},
                                                              Damage{"MinusInfinity", "-Inf", "-Inf", "a word without quotes"},
                                                              Damage{"Nothing", "", "", "a value that is missing"},
                                                              Damage{"TrailingComma", R"("REV 01",)", "REV 01", "a comma too many"},
                                                              Damage{"TwoCommas", R"("REV 01",,"x":"y")", "REV 01", "a comma too many"}),
                                            ::testing::Bool()),
                         [](const auto& test) { return std::get<0>(test.param).name + (std::get<1>(test.param) ? "OnOneLine" : ""); });

TEST(DamagedJson, OfAGoodOneNothingIsMended) {
    for (const auto* cell : {R"("REV \"01\"")", R"("a\\")", R"("\u00b5\n\/")", R"("{\"}],")"}) {
        const auto found = inspect(inventory(cell));
        EXPECT_FALSE(found.damaged) << cell;
        EXPECT_THAT(found.mended, IsEmpty()) << cell;
        EXPECT_EQ(found.facts.units.at(0).modules.size(), 2u) << cell;
    }
}

TEST(DamagedJson, ControlCharactersAreTakenOutWithANote) {
    const auto found = inspect(inventory("\"REV\x01 01\""));
    EXPECT_EQ(found.facts.units.at(0).modules.at(0).version, "REV 01");
    EXPECT_THAT(found.mended, ::testing::Contains("control characters"));
}

TEST(DamagedJson, ACommaOrABracketThatIsMissingIsPutThere) {
    auto text = inventory("\"REV 01\"");
    text.erase(text.find("},\n{\n\"name\" : [{\"data\" : \"Fan") + 1, 1);
    EXPECT_EQ(inspect(text).facts.units.at(0).modules.size(), 2u);
    EXPECT_FALSE(inspect(text).cut);
    auto open = inventory("\"REV 01\"");
    open.erase(open.find("}],\n\"serial-number\" : [{\"data\" : \"BZT") + 1, 1);  // the list of the version
    EXPECT_TRUE(inspect(open).cut);
    auto name = inventory("\"REV 01\"");
    name.insert(name.find("serial-number\" : [{\"data\" : \"BZT"), "\"");
    EXPECT_TRUE(inspect(name).cut);  // whose serial it is nobody can tell
}

TEST(DamagedJson, OneThatBreaksOffIsNeverSilentlyShort) {
    support::TempFolder folder;
    const auto text = inventory(R"("\")");
    for (std::size_t cut = text.find("Xcvr 5"); cut + 2 < text.size(); cut += 7) {
        std::ofstream{folder / "cut.json"} << text.substr(0, cut);
        std::ostringstream out, err;
        EXPECT_NE(inspect_files({folder / "cut.json"}, out, err), 0) << cut;
        EXPECT_NE(err.str(), "") << cut;
    }
}

}  // namespace
}  // namespace drivers::junos
