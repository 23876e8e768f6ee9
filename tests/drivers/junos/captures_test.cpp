// Every file of STATION_CAPTURES_DIR (real output of real units) is understood as captures.txt says, or
// refused with the reason it says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/inspect.hpp"
#include "drivers/junos/reply.hpp"
#include "yang/schema.hpp"

namespace drivers::junos {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const fs::path captures = STATION_CAPTURES_DIR;

std::string bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

std::map<std::string, std::vector<std::string>> table() {
    std::ifstream file{STATION_SOURCE_DIR "/tests/drivers/junos/captures.txt"};
    std::map<std::string, std::vector<std::string>> rows;
    std::string line, path;
    while (std::getline(file, line)) {
        if (line.starts_with("== "))
            rows[path = line.substr(3)];
        else if (!line.empty() && line[0] != '#')
            rows.at(path).push_back(line);
    }
    return rows;
}

/// Replies and CLI text. The logs of consoles in wild/ are no replies: families take those apart.
std::set<std::string> captured_files() {
    std::set<std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator{captures}) {
        const auto file = entry.path().lexically_relative(captures);
        const bool is_reply = entry.is_regular_file() && file.filename().string()[0] != '.' &&
                              file.filename() != "INDEX.tsv" && *file.begin() != "wild";
        if (is_reply) files.insert(file.string());
    }
    return files;
}

std::string as_text(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// An item of `list` on one line: the members that tell it from others, in this order.
std::string on_one_line(const Json& item, const std::string& list) {
    static const std::map<std::string, std::vector<const char*>> members{
        {"modules",
         {"path", "version", "part-number", "serial-number", "description", "model-number", "clei-code"}},
        {"packages", {"name", "version"}},
        {"environment", {"name", "class", "status", "celsius", "comment"}},
        {"alarms", {"time", "class", "description"}},
        {"routing-engines", {"slot", "model", "serial-number", "mastership-state", "status", "celsius"}},
        {"fpcs", {"slot", "state", "description", "comment", "celsius"}},
        {"pics", {"fpc", "slot", "state", "type"}},
        {"storage", {"name", "mounted-on", "total-blocks", "used-percent"}},
        {"members", {"id", "status", "serial-number", "model", "role"}},
        {"power", {"name", "state", "input", "capacity-watts", "output-watts"}},
        {"firmware", {"part", "type", "tag", "version", "available", "status"}},
        {"errors", {"severity", "message"}},
    };
    std::string line;
    for (const auto* name : members.at(list)) {
        if (name != members.at(list).front()) line += " | ";
        if (item.contains(name)) line += as_text(item[name]);
    }
    return line;
}

/// What the document says at "units/0/modules/-1", "units/0/modules#", "units/1/software/version"; "absent"
/// when there is nothing.
std::string said_at(const Json& document, std::string pointer) {
    const bool count = pointer.ends_with('#');
    if (count) pointer.pop_back();
    const Json* at = &document;
    std::string list, word;
    for (std::istringstream words{pointer}; std::getline(words, word, '/');) {
        if (at->is_array()) {
            const auto index = std::stol(word);
            const auto picked = index < 0 ? static_cast<std::size_t>(static_cast<long>(at->size()) + index)
                                          : static_cast<std::size_t>(index);
            if (picked >= at->size()) return "absent";
            at = &(*at)[picked];
        } else {
            if (!at->contains(word)) return "absent";
            at = &(*at)[word];
            list = word;
        }
    }
    if (count) return std::to_string(at->size());
    return at->is_object() ? on_one_line(*at, list) : as_text(*at);
}

void check(const std::string& row, const Json& document, const std::string& format) {
    if (row.starts_with("format ")) {
        EXPECT_EQ(format, row.substr(7));
    } else if (row.ends_with(" absent")) {
        EXPECT_EQ(said_at(document, row.substr(0, row.size() - 7)), "absent") << row;
    } else {
        const auto equals = row.find(" =");
        ASSERT_NE(equals, row.npos) << row;
        const auto expected = row.substr(std::min(equals + 3, row.size()));
        EXPECT_EQ(said_at(document, row.substr(0, equals)), expected) << row;
    }
}

TEST(Captures, EachFileHasARow) {
    if (!fs::exists(captures)) GTEST_SKIP() << "no captures at " << captures;
    std::set<std::string> rows;
    for (const auto& [path, row] : table()) {
        EXPECT_FALSE(row.empty()) << path;
        rows.insert(path);
    }
    EXPECT_EQ(rows, captured_files());
}

TEST(Captures, AreUnderstoodOrRefusedAsTheTableSays) {
    if (!fs::exists(captures)) GTEST_SKIP() << "no captures at " << captures;
    for (const auto& [path, rows] : table()) {
        SCOPED_TRACE(path);
        const auto inspection = inspect(bytes_of(captures / path));
        const auto document = Json::parse(to_json(inspection.facts, path, inspection.format));
        if (rows.front().starts_with("refused ")) {
            EXPECT_FALSE(inspection.understood()) << document.dump(2);
            EXPECT_THAT(refusal(inspection), ::testing::HasSubstr(rows.front().substr(8)));
            continue;
        }
        EXPECT_TRUE(inspection.understood()) << refusal(inspection);
        for (const auto& row : rows) check(row, document, inspection.format);
    }
}

TEST(Captures, FactsAreWhatTheModuleAllows) {
    if (!fs::exists(captures)) GTEST_SKIP() << "no captures at " << captures;
    const yang::Schema schema{STATION_SOURCE_DIR "/yang"};
    for (const auto& path : captured_files()) {
        SCOPED_TRACE(path);
        const auto facts = inspect(bytes_of(captures / path)).facts;
        EXPECT_NO_THROW(schema.parse_json(to_yang_json(facts), path));
        EXPECT_EQ(from_yang_json(to_yang_json(facts)), facts);
    }
}

}  // namespace
}  // namespace drivers::junos
