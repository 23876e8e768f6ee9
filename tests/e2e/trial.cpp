#include "tests/e2e/trial.hpp"

#include "reports/store.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/temp_folder.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace e2e {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto glance = 50ms;  ///< how often the person at the keyboard looks for a question

std::vector<std::string> unit_arguments(const Trial& trial) {
    std::vector<std::string> arguments;
    if (!trial.states.empty()) arguments.insert(arguments.end(), {"--state", trial.states});
    for (const auto& fault : trial.faults) arguments.insert(arguments.end(), {"--fault", fault});
    if (trial.seed) arguments.insert(arguments.end(), {"--faults-seed", std::to_string(*trial.seed)});
    return arguments;
}

// The unit's own file, or one based on it that changes what this trial changes.
std::string unit_of(const Trial& trial, const fs::path& folder) {
    if (trial.personality.empty()) return trial.unit;
    const auto base = fs::path{STATION_SOURCE_DIR} / "drivers" / "sim" / "units" / trial.unit;
    std::ofstream{folder / "unit.yaml"} << "personality: unit\nbased-on: " << base.string() << "\ndeserves: pass\n" << trial.personality;
    return folder / "unit";
}

std::string label_of(const std::string& unit) {
    const auto file = fs::path{STATION_SOURCE_DIR} / "drivers" / "sim" / "units" / (unit + ".yaml");
    constexpr std::string_view key = "label-serial: ";
    std::ifstream lines{file};
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(key)) return line.substr(key.size());
    throw std::runtime_error{file.string() + " has no label-serial"};
}

/// What the technician types at each thing that was asked so far: the first answer, and Enter at the review of what was answered.
std::vector<std::string> replies_to(const std::string& output) {
    constexpr std::string_view question = "then Enter:", review = "Enter accepts";
    std::vector<std::string> replies;
    for (std::size_t at = 0;;) {
        const auto asked = output.find(question, at), reviewed = output.find(review, at);
        if (asked == std::string::npos && reviewed == std::string::npos) return replies;
        replies.emplace_back(asked < reviewed ? "1\n" : "\n");
        at = std::min(asked, reviewed) + 1;
    }
}

std::optional<int> see_to_the_end(Going& station, const support::Pty& keyboard, Clock::time_point until) {
    std::size_t answered = 0;
    while (!station.ended_within(glance)) {
        if (Clock::now() > until) return std::nullopt;
        const auto replies = replies_to(station.output());
        for (; answered < replies.size(); ++answered) keyboard.write(replies[answered]);
    }
    return station.wait();
}

// A sanitizer's build stretches each try of a search (STATION_TIME_FACTOR): what holds all of them is longer there. No more than twice, for
// a run has a limit.
std::chrono::seconds longest_wait_of(const Trial& trial) {
    return std::getenv("STATION_TIME_FACTOR") ? 2 * trial.longest_wait : trial.longest_wait;
}
std::chrono::seconds limit_of(const Trial& trial) { return std::getenv("STATION_TIME_FACTOR") ? trial.limit + 45s : trial.limit; }

}  // namespace

Ending attempt(const Trial& trial) {
    const support::TempFolder own;
    Bench bench{unit_of(trial, own.path()), trial.time_scale, unit_arguments(trial), trial.wire};
    bench.keep();
    bench.with_mains();
    for (const auto& [file, release] : trial.images) bench.add_image(file, release);
    const auto serial = trial.serial.empty() ? label_of(trial.unit) : trial.serial;
    const support::Pty keyboard;
    const auto began = Clock::now();
    const auto procedure = trial.steps.empty() ? trial.procedure : bench.procedure(trial.steps);
    Going station{bench.run_arguments(serial, procedure), bench.folder / "output", keyboard.path(),
                  {"STATION_LONGEST_WAIT=" + std::to_string(longest_wait_of(trial).count())}};
    Ending ending;
    ending.code = see_to_the_end(station, keyboard, began + limit_of(trial));
    ending.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
    ending.output = station.output();
    ending.faults = bench.faults;
    ending.folder = bench.folder;
    ending.remains = bench.control("remains");
    ending.software = bench.control("software");
    while (!ending.remains.empty() && ending.remains.back() == '\n') ending.remains.pop_back();
    if (!ending.code) return ending;
    const reports::Store store{bench.records};
    for (const auto& line : store.list()) {
        if (!line.sealed) continue;
        ending.record = reports::record_from_json(store.sealed(line.id)->json);
        ending.evidence = store.folder(line.id);
    }
    return ending;
}

}  // namespace e2e
