// Random fault schedules from seeds, several runs at a time: every run has to end by itself, in a verdict that is true.

#include "tests/e2e/parallel.hpp"
#include "tests/e2e/seeds.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <mutex>

namespace {

struct Options {
    std::uint64_t from = 1;
    unsigned count = 500, jobs = 2, minutes = 60;
    int time_scale = 1000;
    bool keep = false;
};

struct Tally {
    std::mutex mutex;
    unsigned tried = 0;
    std::map<reports::Verdict, unsigned> verdicts;
    std::vector<std::uint64_t> wrong;
};

void try_one(std::uint64_t seed, const e2e::FaultTable& table, const Options& options, Tally& tally) {
    auto trial = e2e::trial_of(seed);
    trial.time_scale = options.time_scale;
    std::string line = std::to_string(seed) + "  " + words_of(trial);
    std::vector<std::string> wrong;
    auto verdict = reports::Verdict::none;
    try {
        const auto ending = e2e::attempt(trial);
        wrong = complaints(table, ending);
        if (ending.record) verdict = ending.record->verdict;
        line += "  " + ending.faults + "  " + std::string{reports::name(verdict)} + (ending.record ? " " + ending.record->reason : "") + "  " +
                std::to_string(ending.took.count() / 1000) + " s";
        if (!wrong.empty() || options.keep)
            line += "\n    " + ending.folder.string();
        else
            std::filesystem::remove_all(ending.folder);
    } catch (const std::exception& error) {
        wrong.push_back(error.what());
    }
    const std::lock_guard lock{tally.mutex};
    ++tally.tried;
    ++tally.verdicts[verdict];
    if (!wrong.empty()) tally.wrong.push_back(seed);
    std::cout << (wrong.empty() ? "ok    " : "WRONG ") << line;
    for (const auto& one : wrong) std::cout << "\n    " << one;
    std::cout << std::endl;
}

int seeds(const Options& options) {
    const e2e::FaultTable table{STATION_SOURCE_DIR "/tests/e2e/faults.txt"};
    Tally tally;
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{options.minutes};
    e2e::in_parallel(options.count, options.jobs, until, [&](std::size_t index) { try_one(options.from + index, table, options, tally); });
    std::cout << "\n" << tally.tried << " of " << options.count << " seeds tried:";
    for (const auto& [verdict, count] : tally.verdicts) std::cout << " " << count << " " << reports::name(verdict);
    std::cout << "; " << tally.wrong.size() << " wrong";
    for (const auto seed : tally.wrong) std::cout << " " << seed;
    std::cout << "\n";
    return tally.wrong.empty() && tally.tried == options.count ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
    CLI::App app{"Runs procedures against simulated units with random faults, and asks the units what is true."};
    Options options;
    app.add_option("--from", options.from, "the first seed")->capture_default_str();
    app.add_option("--count", options.count, "how many")->capture_default_str();
    app.add_option("--jobs", options.jobs, "how many at a time")->capture_default_str();
    app.add_option("--minutes", options.minutes, "begins none after that")->capture_default_str();
    app.add_option("--time-scale", options.time_scale, "how fast the units' clocks run")->capture_default_str();
    app.add_flag("--keep", options.keep, "keep the evidence of those that were right, too");
    CLI11_PARSE(app, argc, argv);
    return seeds(options);
} catch (const std::exception& error) {
    std::cerr << "seeds: " << error.what() << "\n";
    return 2;
}
