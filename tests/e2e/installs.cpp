#include "tests/e2e/installs.hpp"

#include "tests/e2e/matrix.hpp"
#include "tests/e2e/truth.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

namespace e2e {
namespace {

using Words = std::vector<std::string>;

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string filled(std::string pattern, const std::string& release) {
    constexpr std::string_view hole = "{release}";
    const auto at = pattern.find(hole);
    return at == std::string::npos ? pattern : pattern.replace(at, hole.size(), release);
}

// The lines that make another unit of the one the row is built on: how it boots and installs, its model, what it runs.
std::string personality(const Install& install, const Words& kind, const std::string& engine) {
    std::string text = "generation: " + kind[1] + "\nboot: " + kind[2] + "\n" + (kind.size() > 3 ? "installer: " + kind[3] + "\n" : "");
    text += "state: [login]\nmodel: " + lower(install.model) + "\nproduct-name: " + lower(install.model) + "\ndescription: \"" + install.model + "\"\n";
    text += "release: " + install.from + "\nprevious-release: " + install.from + "\npackage: '" + install.image + "'\n";
    if (engine == "-") return text;
    text += "routing-engines:\n";
    const bool two = install.shape == "dual";
    for (const auto* slot : {"0", "1"})
        if (two || *slot == '0') text += "  - { slot: " + std::string{slot} + ", model: " + engine + " }\n";
    text += "parts:\n";
    for (const auto* slot : {"0", "1"})
        if (two || *slot == '0') text += "  - { path: Routing Engine " + std::string{slot} + ", description: " + engine + " }\n";
    return text;
}

struct Table {
    std::map<std::string, Words> units, kinds;
    std::set<std::string> copied;
    std::vector<Install> installs;
    std::vector<Words> troubles;

    void add(const std::string& word, const Words& words) {
        if (word == "copied")
            copied.insert(words.begin(), words.end());
        else if (word == "unit" && words.size() == 2)
            units[words[0]] = words;
        else if (word == "kind" && words.size() >= 3)
            kinds[words[0]] = words;
        else if ((word == "row" || word == "quick") && words.size() >= 9)
            installs.push_back(row(words, word == "quick"));
        else if (word == "trouble" && words.size() >= 2)
            troubles.push_back(words);
        else
            throw std::runtime_error{"no such row"};
    }

    Install row(const Words& words, bool quick) const {
        Install one;
        one.platform = words[0];
        one.shape = units.at(words[1])[1];
        one.kind = words[2];
        one.model = words[3];
        one.image = words[5];
        one.from = words[6];
        one.to = words[7];
        one.verdict = verdict_of(words[8]);
        one.reason = words.size() > 9 ? words[9] : "";
        one.quick = quick;
        one.copied = copied.contains(one.platform);
        one.trial.unit = words[1];
        one.trial.personality = personality(one, kinds.at(one.kind), words[4]);
        one.trial.steps = "  - identify\n  - verify-serial: { readings: [label, inventory, cli] }\n  - load-software: { release: " + one.to + " }\n";
        one.trial.images = {{filled(one.image, one.to), one.to}};
        return one;
    }
};

// The first row of each platform once more with each trouble.
void add_troubles(const std::vector<Words>& troubles, std::vector<Install>& installs) {
    std::vector<Install> firsts;
    for (const auto& install : installs)
        if (std::none_of(firsts.begin(), firsts.end(), [&](const Install& first) { return first.platform == install.platform; })) firsts.push_back(install);
    for (const auto& trouble : troubles)
        for (auto install : firsts) {
            const bool is_meant = trouble.size() < 4 || std::find(trouble.begin() + 3, trouble.end(), install.kind) != trouble.end();
            if (!is_meant) continue;
            install.trouble = trouble[0];
            install.trial.faults = {trouble[0]};
            install.verdict = verdict_of(trouble[1]);
            install.reason = trouble.size() > 2 && trouble[2] != "-" ? trouble[2] : "";
            install.quick = false;
            installs.push_back(std::move(install));
        }
}

// By the unit's own word: what each engine runs, and whether anything waits.
void check_unit(const Install& install, const Ending& ending, std::vector<std::string>& untrue) {
    const auto wanted = install.verdict == reports::Verdict::pass ? install.to : install.from;
    std::istringstream engines{ending.software};
    std::size_t count = 0;
    for (std::string engine; engines >> engine; ++count) {
        const auto at = engine.find('=');
        const auto runs = engine.substr(at + 1, engine.find(',') - at - 1);
        if (runs != wanted) untrue.push_back(engine + ", where it has to run " + wanted);
        const auto other = engine.substr(engine.find("other:") + 6);
        const auto& kept = install.copied ? wanted : install.from;
        if (other != kept) untrue.push_back(engine + ": the second copy has to hold " + kept);
        if (engine.find("pending:") != std::string::npos) untrue.push_back(engine + ": something waits there for the next boot");
    }
    if (count != (install.shape == "single" ? 1u : 2u)) untrue.push_back(ending.software + " is no " + install.shape);
    for (const auto& [file, release] : install.trial.images)
        if (ending.remains.find(file) != std::string::npos) untrue.push_back("the image was left on the unit");
    if (install.verdict != reports::Verdict::pass) return;
    if (ending.record->software.size() != count) untrue.push_back("the record tells of " + std::to_string(ending.record->software.size()) + " engines");
    for (const auto& loaded : ending.record->software)
        if (loaded.before != install.from || loaded.after != install.to)
            untrue.push_back("the record says " + loaded.routing_engine + " " + loaded.before + " -> " + loaded.after);
}

}  // namespace

std::string Install::name() const {
    return platform + " " + shape + " " + kind + " " + model + " " + filled(image, to) + (trouble.empty() ? "" : " with " + trouble);
}

std::vector<Install> read_installs(const std::filesystem::path& file) {
    Table table;
    std::ifstream lines{file};
    if (!lines) throw std::runtime_error{file.string() + " cannot be read"};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::istringstream text{line.substr(0, line.find('#'))};
        std::string word;
        if (!(text >> word)) continue;
        Words words;
        for (std::string next; text >> next;) words.push_back(next);
        try {
            table.add(word, words);
        } catch (const std::exception& error) {
            throw std::runtime_error{file.string() + ":" + std::to_string(number) + ": " + error.what() + ": " + line};
        }
    }
    add_troubles(table.troubles, table.installs);
    return std::move(table.installs);
}

std::vector<std::string> complaints(const Install& install, const Ending& ending) {
    auto all = untruths(ending);
    if (!ending.record) return all;
    const auto& record = *ending.record;
    const auto wanted = std::string{reports::name(install.verdict)} + (install.reason.empty() ? "" : " " + install.reason);
    if (record.verdict != install.verdict || (!install.reason.empty() && record.reason != install.reason))
        all.push_back(std::string{reports::name(record.verdict)} + " " + record.reason + " where it has to be " + wanted + ": " + record.summary);
    check_unit(install, ending, all);
    return all;
}

}  // namespace e2e
