// The tree keeps its own rules: who may include whom, no model names in code, no file too long to read.

#include <gmock/gmock.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path root = STATION_SOURCE_DIR;

struct Source {
    std::string path;  ///< relative to the root
    std::string text;
};

std::vector<Source> sources() {
    std::vector<Source> all;
    for (const char* folder : {"yang", "drivers", "reports", "station", "tests"})
        for (const auto& entry : fs::recursive_directory_iterator{root / folder}) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".hpp") continue;
            std::ostringstream text;
            text << std::ifstream{entry.path()}.rdbuf();
            all.push_back({fs::relative(entry.path(), root).string(), text.str()});
        }
    return all;
}

std::string folder_of(const std::string& path) { return path.substr(0, path.find('/')); }

// "drivers/ssh/connection.hpp" -> "drivers/ssh"; files at a folder's top are the folder's own
std::string room_of(const std::string& path) {
    const auto last = path.rfind('/');
    return path.substr(0, last);
}

std::vector<std::string> includes_of(const Source& source) {
    std::vector<std::string> paths;
    re2::StringPiece rest{source.text};
    std::string path;
    while (RE2::FindAndConsume(&rest, "(?m)^#include \"([^\"]+)\"", &path)) paths.push_back(path);
    return paths;
}

TEST(Tree, FoldersIncludeOnlyWhatLiesBelowThem) {
    const std::map<std::string, std::set<std::string>> may{{"yang", {"yang"}},
                                                           {"drivers", {"drivers", "yang"}},
                                                           {"reports", {"reports", "yang"}},
                                                           {"station", {"station", "drivers", "reports", "yang"}},
                                                           {"tests", {"tests", "station", "drivers", "reports", "yang"}}};
    for (const auto& source : sources())
        for (const auto& path : includes_of(source)) {
            const auto& allowed = may.at(folder_of(source.path));
            EXPECT_TRUE(allowed.count(folder_of(path))) << source.path << " includes " << path << ": full paths, and nothing from above or beside";
        }
}

TEST(Tree, NobodyIncludesATransportOrTheSimulatedUnitFromOutside) {
    for (const auto& source : sources()) {
        if (folder_of(source.path) == "tests") continue;
        for (const auto& path : includes_of(source))
            for (const char* room : {"drivers/serial", "drivers/telnet", "drivers/power", "drivers/ssh", "drivers/netconf", "drivers/sim"})
                EXPECT_TRUE(room_of(path) != room || room_of(source.path) == room) << source.path << " includes " << path;
    }
}

TEST(Tree, TheSimulatedUnitSharesNoReadersWithTheStation) {
    for (const auto& source : sources())
        if (room_of(source.path) == "drivers/sim")
            for (const auto& path : includes_of(source)) {
                EXPECT_NE(room_of(path), "drivers/junos") << source.path;
                EXPECT_NE(path, "drivers/family.hpp") << source.path;
                EXPECT_NE(path, "drivers/expect.hpp") << source.path;
            }
}

TEST(Tree, IncludesMakeNoCircles) {
    std::map<std::string, std::set<std::string>> edges;
    for (const auto& source : sources())
        for (const auto& path : includes_of(source))
            if (source.path.ends_with(".hpp")) edges[source.path].insert(path);
    std::set<std::string> done, open;
    const std::function<void(const std::string&)> visit = [&](const std::string& path) {
        if (done.count(path)) return;
        EXPECT_TRUE(open.insert(path).second) << path << " includes itself in the end";
        for (const auto& next : edges[path])
            if (!open.count(next)) visit(next);
        open.erase(path);
        done.insert(path);
    };
    std::vector<std::string> all;
    for (const auto& [path, ignored] : edges) all.push_back(path);
    for (const auto& path : all) visit(path);
}

TEST(Tree, NoModelNamesInCode) {
    // names of products, as a word: data and tests have them, code does not
    const RE2 model{R"((?i)\b(mx(5|10|40|80|104|150|204|240|304|480|960|2008|2010|2020|10003)|ex(2200|2300|3300|3400|4[0-9]00|4550|4650|92[0-9]{2})|)"
                    R"(srx(1[05]00|3[0-9]{2}|[1-5][0-9]{3})|qfx(5[0-9]{3}|10002)|acx[0-9]{4}|ptx[0-9]{4,5})\b)"};
    ASSERT_TRUE(model.ok());
    for (const auto& source : sources()) {
        if (folder_of(source.path) == "tests") continue;
        std::string name;
        EXPECT_FALSE(RE2::PartialMatch(source.text, model, &name)) << source.path << " names " << name << ": families are data";
    }
}

TEST(Tree, FilesAreShortEnoughToRead) {
    for (const auto& source : sources())
        EXPECT_LE(std::count(source.text.begin(), source.text.end(), '\n'), 400) << source.path << " wants to be two files";
}

TEST(Tree, HeadersSayWhatTheyAreFor) {
    for (const auto& source : sources()) {
        if (!source.path.ends_with(".hpp")) continue;
        EXPECT_TRUE(source.text.starts_with("#pragma once\n// ")) << source.path << " does not open with what it is for";
    }
}

TEST(Tree, DeviceTextMeetsNoStdRegex) {
    for (const auto& source : sources())
        EXPECT_TRUE(folder_of(source.path) == "tests" || source.text.find("<regex>") == std::string::npos) << source.path;
}

TEST(Tree, TopLevelIsTheOneAgreed) {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator{root}) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with('.') && name != "build" && name != "records") names.insert(name);
    }
    EXPECT_THAT(names, testing::UnorderedElementsAre("CMakeLists.txt", "CMakePresets.json", "README.md", "packages.txt", "run", "station", "drivers", "yang",
                                                     "procedures", "reports", "tests", "udev"));
}

}  // namespace
