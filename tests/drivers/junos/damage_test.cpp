// Replies that break off or were garbled: nothing crashes, and no value is reported that the whole reply does
// not hold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/inspect.hpp"
#include "tests/drivers/junos/samples.hpp"

namespace drivers::junos {
namespace {

using Json = nlohmann::json;
using Values = std::set<std::pair<std::string, std::string>>;

/// Every leaf with the members that lead to it, "/units/modules/serial-number".
void collect(const Json& value, const std::string& where, Values& values) {
    if (value.is_object())
        for (const auto& [name, inside] : value.items()) collect(inside, where + '/' + name, values);
    else if (value.is_array())
        for (const auto& inside : value) collect(inside, where, values);
    else
        values.emplace(where, value.dump());
}

Values values_of(const std::string& bytes) {
    Values values;
    const auto inspection = inspect(bytes);
    collect(Json::parse(to_json(inspection.facts, "", "")), "", values);
    return values;
}

/// Words that people read may break off; what identifies or measures may not.
bool free_text(const std::string& where) {
    return where.ends_with("/description") || where.ends_with("/message");
}

/// `value` is one of `whole`, or for free text the beginning of one.
bool held(const std::pair<std::string, std::string>& value, const Values& whole) {
    if (whole.contains(value)) return true;
    if (!free_text(value.first)) return false;
    const auto beginning = value.second.substr(0, value.second.size() - 1);  // without the closing quote
    const auto next = whole.lower_bound({value.first, beginning});
    return next != whole.end() && next->first == value.first && next->second.starts_with(beginning);
}

/// What the first cut that yields something else than the whole does says; empty when there is none.
std::string first_invention(const std::string& bytes, const Values& whole, std::size_t step) {
    for (std::size_t cut = 0; cut < bytes.size(); cut += step)
        for (const auto& value : values_of(bytes.substr(0, cut)))
            if (!held(value, whole))
                return value.first + " = " + value.second + " of ..." +
                       bytes.substr(cut > 60 ? cut - 60 : 0, std::min<std::size_t>(cut, 60));
    return {};
}

TEST(Damage, AReplyThatBreaksOffInventsNothing) {
    const bool every_byte = std::getenv("STATION_EXHAUSTIVE") != nullptr;
    for (const auto& file : samples::all()) {
        SCOPED_TRACE(file);
        const auto bytes = samples::bytes_of(file);
        const auto whole = values_of(bytes);
        const auto step = every_byte ? 1 : std::max<std::size_t>(1, bytes.size() / 100);
        EXPECT_EQ(first_invention(bytes, whole, step), "");
    }
}

TEST(Damage, ARowThatBreaksOffKeepsNoHalfSerial) {
    const std::string page =
        "Hardware inventory:\n"
        "Item             Version  Part number  Serial number     Description\n"
        "Chassis                                JN12A4B7CAFB      MX480\n"
        "FPC 0            REV 41   750-045715   ABDF20";
    const auto facts = inspect(page).facts;
    ASSERT_EQ(facts.units.at(0).modules.size(), 1u);
    EXPECT_EQ(facts.units[0].modules[0].part_number, "750-045715");
    EXPECT_EQ(facts.units[0].modules[0].serial_number, "");
    EXPECT_EQ(inspect(page + "02\n").facts.units.at(0).modules.at(0).serial_number, "ABDF2002");
}

TEST(Damage, DeepNestsAndManyBracketsAreRead) {
    std::string frames, parts, brackets;
    for (int i = 0; i < 100000; ++i) frames += "<data>";
    for (int i = 0; i < 100000; ++i)
        parts += "<chassis-sub-module><name>PIC " + std::to_string(i) + "</name>";
    for (int i = 0; i < 200000; ++i) brackets += "<a>\n{ [\n";
    EXPECT_TRUE(inspect(frames).facts.empty());
    EXPECT_EQ(inspect("<chassis-inventory><chassis>" + parts).facts.units.at(0).modules.size(), 8u);
    EXPECT_TRUE(inspect(brackets).facts.empty());
    EXPECT_TRUE(inspect(std::string(100000, '[') + std::string(100000, '{')).facts.empty());
}

class Garbler {
  public:
    explicit Garbler(unsigned seed) : random_{seed} {}

    std::string garble(std::string bytes, const std::vector<std::string>& others) {
        for (auto times = 1 + random_() % 6; times > 0 && !bytes.empty(); --times) {
            const auto at = random_() % bytes.size();
            const auto length = std::min<std::size_t>(random_() % 40, bytes.size() - at);
            switch (random_() % 7) {
                case 0:
                    bytes[at] = static_cast<char>(random_());
                    break;
                case 1:
                    bytes.erase(at, length);
                    break;
                case 2:
                    bytes.insert(at, bytes.substr(random_() % bytes.size(), length));
                    break;
                case 3:
                    bytes.insert(at, marks_[random_() % marks_.size()]);
                    break;
                case 4:
                    bytes.resize(at);
                    break;
                case 5:
                    bytes.insert(at, others[random_() % others.size()].substr(0, random_() % 2000));
                    break;
                default:
                    std::swap(bytes[at], bytes[random_() % bytes.size()]);
                    break;
            }
        }
        return bytes;
    }

  private:
    std::mt19937 random_;
    const std::vector<std::string> marks_{"<",      ">",    "</",       "<*>", "\"",    "{",    "[",
                                          "]]>]]>", "\r",   "\n",       "\t",  "\x1b[", "\b\b", "  ",
                                          "&",      "&#0;", "---(more", ":",   "<!--",  "-"};
};

TEST(Damage, GarbledRepliesNeverCrash) {
    std::vector<std::string> originals;
    for (const auto& file : samples::all()) originals.push_back(samples::bytes_of(file));
    Garbler garbler{20261122};
    std::mt19937 pick{7};
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    std::size_t rounds = 0;
    for (; std::chrono::steady_clock::now() < end; ++rounds) {
        const auto bytes = garbler.garble(originals[pick() % originals.size()], originals);
        const auto inspection = inspect(bytes);
        ASSERT_TRUE(Json::accept(to_json(inspection.facts, "garbled", inspection.format)))
            << "round " << rounds;
        ASSERT_NO_THROW((void)from_yang_json(to_yang_json(inspection.facts))) << "round " << rounds;
    }
    EXPECT_GT(rounds, 100u);
}

}  // namespace
}  // namespace drivers::junos
