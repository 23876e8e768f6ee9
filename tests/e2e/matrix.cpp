#include "tests/e2e/matrix.hpp"

#include "tests/e2e/truth.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace e2e {
namespace {

constexpr std::array<std::pair<std::string_view, Wire>, 4> wires{
    {{"pty", Wire::pty}, {"rfc2217", Wire::rfc2217}, {"telnet", Wire::telnet}, {"tcp", Wire::tcp}}};

using Words = std::vector<std::string>;

struct Table {
    std::vector<Words> units, states, wires, expected, quick;
};

Table read_table(const std::filesystem::path& file) {
    Table table;
    std::ifstream lines{file};
    if (!lines) throw std::runtime_error{file.string() + " cannot be read"};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::istringstream text{line.substr(0, line.find('#'))};
        std::string kind;
        if (!(text >> kind)) continue;
        Words words;
        for (std::string word; text >> word;) words.push_back(word);
        auto* rows = kind == "unit"     ? &table.units
                     : kind == "state"  ? &table.states
                     : kind == "wire"   ? &table.wires
                     : kind == "expect" ? &table.expected
                     : kind == "quick"  ? &table.quick
                                        : nullptr;
        const std::size_t least = kind == "unit" ? 2 : kind == "expect" || kind == "quick" ? 3 : 1;
        if (!rows || words.size() < least) throw std::runtime_error{file.string() + ":" + std::to_string(number) + ": no such row: " + line};
        rows->push_back(std::move(words));
    }
    return table;
}

bool fits(const std::string& pattern, const std::string& name) { return pattern == "*" || pattern == name; }

// Nothing: the unit cannot be found so.
std::optional<Cell> cell_of(const Table& table, const Words& unit, const std::string& state, const std::string& wire) {
    Cell cell;
    cell.family = unit[1];
    cell.state = state;
    cell.trial.unit = unit[0];
    cell.trial.states = unit.size() > 2 && unit[2] != state ? unit[2] + "," + state : state;
    cell.trial.wire = wire_of(wire);
    cell.trial.procedure = std::filesystem::path{STATION_SOURCE_DIR} / "tests" / "e2e" / "matrix.yaml";
    for (const auto& row : table.expected) {
        if (!fits(row[0], unit[0]) || !fits(row[1], state)) continue;
        if (row[2] == "-") return std::nullopt;
        cell.verdict = verdict_of(row[2]);
        cell.reason = row.size() > 3 ? row[3] : "";
    }
    cell.quick = std::find(table.quick.begin(), table.quick.end(), Words{unit[0], state, wire}) != table.quick.end();
    return cell;
}

}  // namespace

std::string_view name(Wire wire) {
    return std::find_if(wires.begin(), wires.end(), [wire](const auto& known) { return known.second == wire; })->first;
}

Wire wire_of(std::string_view name) {
    const auto found = std::find_if(wires.begin(), wires.end(), [name](const auto& known) { return known.first == name; });
    if (found == wires.end()) throw std::runtime_error{"\"" + std::string{name} + "\" is no wire"};
    return found->second;
}

reports::Verdict verdict_of(std::string_view name) {
    for (const auto verdict : {reports::Verdict::pass, reports::Verdict::fail, reports::Verdict::error})
        if (name == reports::name(verdict)) return verdict;
    throw std::runtime_error{"\"" + std::string{name} + "\" is no verdict of a run"};
}

std::string Cell::name() const { return trial.unit + " " + state + " " + std::string{e2e::name(trial.wire)}; }

std::vector<Cell> read_matrix(const std::filesystem::path& file) {
    const auto table = read_table(file);
    std::vector<Cell> cells;
    for (const auto& state : table.states)
        for (const auto& unit : table.units)
            for (const auto& wire : table.wires)
                if (auto cell = cell_of(table, unit, state[0], wire[0])) cells.push_back(std::move(*cell));
    return cells;
}

std::vector<std::string> complaints(const Cell& cell, const Ending& ending) {
    auto all = untruths(ending);
    if (!ending.record) return all;
    const auto& record = *ending.record;
    const auto wanted = std::string{reports::name(cell.verdict)} + (cell.reason.empty() ? "" : " " + cell.reason);
    if (record.verdict != cell.verdict || (!cell.reason.empty() && record.reason != cell.reason))
        all.push_back(std::string{reports::name(record.verdict)} + " " + record.reason + " where it has to be " + wanted + ": " + record.summary);
    return all;
}

}  // namespace e2e
