// Cuts uploads at random places, over scp and over SFTP: each load has to end with the right digest on the unit.

#include "tests/e2e/cuts.hpp"
#include "tests/e2e/parallel.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <mutex>

namespace {

struct Options {
    std::uint64_t seed = 1, bytes = 200'000'000;
    unsigned count = 20, jobs = 2, minutes = 40;
    bool scp = false, sftp = false;
};

std::vector<e2e::Cut> cuts_of(const Options& options) {
    std::vector<e2e::Cut> cuts;
    for (const auto by : {e2e::CopiedBy::scp, e2e::CopiedBy::sftp}) {
        if ((options.scp || options.sftp) && !(by == e2e::CopiedBy::scp ? options.scp : options.sftp)) continue;
        for (const auto at : e2e::places(options.seed, options.count, options.bytes)) cuts.push_back({by, at, options.bytes});
    }
    return cuts;
}

int try_all(const Options& options) {
    const auto cuts = cuts_of(options);
    std::mutex mutex;
    unsigned tried = 0, wrong = 0, resumed = 0;
    std::cout << "seed " << options.seed << ", " << options.bytes << " bytes" << std::endl;
    const auto try_one = [&](std::size_t index) {
        const auto& cut = cuts[index];
        e2e::CutEnding ending;
        try {
            ending = e2e::attempt(cut);
        } catch (const std::exception& error) {
            ending.wrong.emplace_back(error.what());
        }
        const std::lock_guard lock{mutex};
        ++tried;
        wrong += !ending.wrong.empty();
        resumed += ending.resumed_at > 0;
        std::cout << (ending.wrong.empty() ? "ok    " : "WRONG ") << name(cut.by) << "  cut at " << cut.at << "  "
                  << (ending.resumed_at ? "went on at " + std::to_string(ending.resumed_at) : "begun anew") << "  " << static_cast<int>(ending.seconds) << " s";
        for (const auto& one : ending.wrong) std::cout << "\n    " << one;
        std::cout << std::endl;
    };
    e2e::in_parallel(cuts.size(), options.jobs, std::chrono::steady_clock::now() + std::chrono::minutes{options.minutes}, try_one);
    std::cout << "\n" << tried << " of " << cuts.size() << " cuts tried, " << resumed << " went on where they broke, " << wrong << " wrong\n";
    return wrong == 0 && tried == cuts.size() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) try {
    CLI::App app{"Loads software onto simulated units over a connection that is cut once, at random places of the upload."};
    Options options;
    app.add_option("--seed", options.seed, "of the places")->capture_default_str();
    app.add_option("--count", options.count, "how many, each way")->capture_default_str();
    app.add_option("--bytes", options.bytes, "size of the image")->capture_default_str();
    app.add_option("--jobs", options.jobs, "how many at a time")->capture_default_str();
    app.add_option("--minutes", options.minutes, "begins none after that")->capture_default_str();
    app.add_flag("--scp", options.scp, "over scp only");
    app.add_flag("--sftp", options.sftp, "over SFTP only");
    CLI11_PARSE(app, argc, argv);
    return try_all(options);
} catch (const std::exception& error) {
    std::cerr << "cuts: " << error.what() << "\n";
    return 2;
}
