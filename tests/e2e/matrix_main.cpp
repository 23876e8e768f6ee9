// The whole matrix, several runs at a time: a line for each run, then a table, then what was not as it has to be.

#include "tests/e2e/batch.hpp"
#include "tests/e2e/matrix.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <map>

namespace {

using e2e::Came;
using e2e::Cell;

void print_table(const std::vector<Cell>& cells, const std::vector<Came>& results) {
    std::vector<std::string> states, units;
    std::map<std::pair<std::string, std::string>, std::string> marks;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& unit = cells[i].trial.unit;
        if (std::find(states.begin(), states.end(), cells[i].state) == states.end()) states.push_back(cells[i].state);
        if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
        marks[{unit, cells[i].state}] += results[i] == Came::right ? 'o' : results[i] == Came::wrong ? 'X' : '.';
    }
    std::cout << "\no as it has to be, X not, . not tried; one mark for each wire\n" << std::left << std::setw(32) << "";
    for (const auto& state : states) std::cout << std::setw(17) << state;
    for (const auto& unit : units) {
        std::cout << "\n" << std::setw(32) << unit;
        for (const auto& state : states) std::cout << std::setw(17) << marks[{unit, state}];
    }
    std::cout << "\n";
}

int matrix(const std::filesystem::path& file, const std::filesystem::path& procedure, const e2e::BatchOptions& options) {
    std::vector<Cell> cells;
    std::vector<e2e::Case> cases;
    for (auto& cell : e2e::read_matrix(file)) {
        cell.trial.time_scale = options.time_scale;
        if (!procedure.empty()) cell.trial.procedure = procedure;
        if (!options.wants(cell.name())) continue;
        cases.push_back({cell.name(), cell.trial, [cell](const e2e::Ending& ending) { return complaints(cell, ending); }});
        cells.push_back(std::move(cell));
    }
    const auto results = run_batch(cases, options);
    print_table(cells, results);
    return e2e::tell_count(results);
}

}  // namespace

int main(int argc, char** argv) try {
    CLI::App app{"Tries every unit of the matrix in every state over every wire, and asks the simulated units what is true."};
    std::filesystem::path file = STATION_SOURCE_DIR "/tests/e2e/matrix.txt", procedure;
    e2e::BatchOptions options;
    options.add_to(app);
    app.add_option("--file", file, "the matrix")->capture_default_str();
    app.add_option("--procedure", procedure, "another than tests/e2e/matrix.yaml");
    CLI11_PARSE(app, argc, argv);
    return matrix(file, procedure, options);
} catch (const std::exception& error) {
    std::cerr << "matrix: " << error.what() << "\n";
    return 2;
}
