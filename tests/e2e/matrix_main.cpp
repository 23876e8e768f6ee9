// The whole matrix, several runs at a time: a line for each run, then a table, then what was not as it has to be.

#include "tests/e2e/matrix.hpp"
#include "tests/e2e/parallel.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <map>
#include <mutex>

namespace {

using e2e::Cell;

struct Options {
    std::filesystem::path file = STATION_SOURCE_DIR "/tests/e2e/matrix.txt";
    unsigned jobs = 2, minutes = 60;
    int time_scale = 1000;
    std::vector<std::string> only;
    std::filesystem::path procedure;
    bool keep = false;
};

enum class Came { not_tried, right, wrong };

struct Result {
    Came came = Came::not_tried;
    std::string words;
};

Result try_one(const Cell& cell, bool keep) {
    try {
        const auto ending = e2e::attempt(cell.trial);
        const auto all = complaints(cell, ending);
        if (all.empty() && !keep) std::filesystem::remove_all(ending.folder);
        std::string words;
        for (const auto& one : all) words += "\n    " + one;
        if (!all.empty() || keep) words += "\n    " + ending.folder.string();
        return {all.empty() ? Came::right : Came::wrong, std::to_string(ending.took.count() / 1000) + " s" + words};
    } catch (const std::exception& error) {
        return {Came::wrong, error.what()};
    }
}

void print_table(const std::vector<Cell>& cells, const std::vector<Result>& results) {
    std::vector<std::string> states, units;
    std::map<std::pair<std::string, std::string>, std::string> marks;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const auto& unit = cells[i].trial.unit;
        if (std::find(states.begin(), states.end(), cells[i].state) == states.end()) states.push_back(cells[i].state);
        if (std::find(units.begin(), units.end(), unit) == units.end()) units.push_back(unit);
        marks[{unit, cells[i].state}] += results[i].came == Came::right ? 'o' : results[i].came == Came::wrong ? 'X' : '.';
    }
    std::cout << "\no as it has to be, X not, . not tried; one mark for each wire\n" << std::left << std::setw(32) << "";
    for (const auto& state : states) std::cout << std::setw(17) << state;
    for (const auto& unit : units) {
        std::cout << "\n" << std::setw(32) << unit;
        for (const auto& state : states) std::cout << std::setw(17) << marks[{unit, state}];
    }
    std::cout << "\n";
}

bool wanted(const Cell& cell, const std::vector<std::string>& only) {
    const auto name = " " + cell.name() + " ";
    return std::all_of(only.begin(), only.end(), [&](const auto& word) { return name.find(" " + word + " ") != std::string::npos; });
}

int matrix(const Options& options) {
    std::vector<Cell> cells;
    for (auto& cell : e2e::read_matrix(options.file)) {
        cell.trial.time_scale = options.time_scale;
        if (!options.procedure.empty()) cell.trial.procedure = options.procedure;
        if (wanted(cell, options.only)) cells.push_back(std::move(cell));
    }
    std::vector<Result> results(cells.size());
    std::mutex printing;
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{options.minutes};
    e2e::in_parallel(cells.size(), options.jobs, until, [&](std::size_t index) {
        results[index] = try_one(cells[index], options.keep);
        const std::lock_guard lock{printing};
        std::cout << (results[index].came == Came::right ? "ok    " : "WRONG ") << cells[index].name() << "  " << results[index].words << std::endl;
    });
    print_table(cells, results);
    const auto count = [&](Came came) { return std::count_if(results.begin(), results.end(), [came](const auto& one) { return one.came == came; }); };
    std::cout << count(Came::right) << " right, " << count(Came::wrong) << " wrong, " << count(Came::not_tried) << " not tried in time\n";
    return count(Came::right) == static_cast<std::ptrdiff_t>(cells.size()) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
    CLI::App app{"Tries every unit of the matrix in every state over every wire, and asks the simulated units what is true."};
    Options options;
    app.add_option("only", options.only, "words that the name of a run has to hold: a unit, a state, a wire");
    app.add_option("--file", options.file, "the matrix")->capture_default_str();
    app.add_option("--procedure", options.procedure, "another than tests/e2e/matrix.yaml");
    app.add_option("--jobs", options.jobs, "how many at a time")->capture_default_str();
    app.add_option("--minutes", options.minutes, "begins none after that")->capture_default_str();
    app.add_option("--time-scale", options.time_scale, "how fast the units' clocks run")->capture_default_str();
    app.add_flag("--keep", options.keep, "keep the evidence of those that were right, too");
    CLI11_PARSE(app, argc, argv);
    return matrix(options);
} catch (const std::exception& error) {
    std::cerr << "matrix: " << error.what() << "\n";
    return 2;
}
