#include "tests/e2e/batch.hpp"

#include "tests/e2e/parallel.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <mutex>

namespace e2e {
namespace {

struct Result {
    Came came = Came::not_tried;
    std::string words;
};

Result try_one(const Case& one, bool keep) {
    try {
        const auto ending = attempt(one.trial);
        const auto all = one.complaints(ending);
        if (all.empty() && !keep) std::filesystem::remove_all(ending.folder);
        std::string words;
        for (const auto& complaint : all) words += "\n    " + complaint;
        if (!all.empty() || keep) words += "\n    " + ending.folder.string();
        return {all.empty() ? Came::right : Came::wrong, std::to_string(ending.took.count() / 1000) + " s" + words};
    } catch (const std::exception& error) {
        return {Came::wrong, error.what()};
    }
}

}  // namespace

void BatchOptions::add_to(CLI::App& app) {
    app.add_option("only", only, "words that the name of a run has to hold");
    app.add_option("--jobs", jobs, "how many at a time")->capture_default_str();
    app.add_option("--minutes", minutes, "begins none after that")->capture_default_str();
    app.add_option("--time-scale", time_scale, "how fast the units' clocks run")->capture_default_str();
    app.add_flag("--keep", keep, "keep the evidence of those that were right, too");
}

bool BatchOptions::wants(const std::string& name) const {
    const auto spaced = " " + name + " ";
    return std::all_of(only.begin(), only.end(), [&](const auto& word) { return spaced.find(" " + word + " ") != std::string::npos; });
}

std::vector<Came> run_batch(const std::vector<Case>& cases, const BatchOptions& options) {
    std::vector<Came> results(cases.size(), Came::not_tried);
    std::mutex printing;
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes{options.minutes};
    in_parallel(cases.size(), options.jobs, until, [&](std::size_t index) {
        const auto result = try_one(cases[index], options.keep);
        const std::lock_guard lock{printing};
        results[index] = result.came;
        std::cout << (result.came == Came::right ? "ok    " : "WRONG ") << cases[index].name << "  " << result.words << std::endl;
    });
    return results;
}

int tell_count(const std::vector<Came>& results) {
    const auto count = [&](Came came) { return std::count(results.begin(), results.end(), came); };
    std::cout << count(Came::right) << " right, " << count(Came::wrong) << " wrong, " << count(Came::not_tried) << " not tried in time\n";
    return count(Came::right) == static_cast<std::ptrdiff_t>(results.size()) ? 0 : 1;
}

}  // namespace e2e
