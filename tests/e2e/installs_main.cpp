// Every row of installs.txt, several at a time: a line for each, then how many were as they have to be.

#include "tests/e2e/batch.hpp"
#include "tests/e2e/installs.hpp"

#include <CLI/CLI.hpp>

#include <iostream>

int main(int argc, char** argv) try {
    CLI::App app{"Loads software onto every platform there is a package for, and asks the simulated units what they run then."};
    std::filesystem::path file = STATION_SOURCE_DIR "/tests/e2e/installs.txt";
    e2e::BatchOptions options;
    options.add_to(app);
    app.add_option("--file", file, "the table")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    std::vector<e2e::Case> cases;
    for (auto& install : e2e::read_installs(file)) {
        if (!options.wants(install.name())) continue;
        install.trial.time_scale = options.time_scale;
        cases.push_back({install.name(), install.trial, [install](const e2e::Ending& ending) { return complaints(install, ending); }});
    }
    return e2e::tell_count(run_batch(cases, options));
} catch (const std::exception& error) {
    std::cerr << "installs: " << error.what() << "\n";
    return 2;
}
