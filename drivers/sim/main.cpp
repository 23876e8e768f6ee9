// unit-sim: one simulated Juniper unit on a console and an SSH port; its power switch; the packages such
// units take.
#include "drivers/sim/package.hpp"
#include "drivers/sim/simulation.hpp"
#include "yang/schema.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <fstream>

namespace {

using namespace drivers::sim;

struct Options {
    std::filesystem::path personality, authorized_key;
    Wiring wiring;
    std::vector<std::string> states, faults;
    std::optional<std::uint64_t> seed;
    bool boot = false;
};

/// The public key file's line becomes root's key in the configuration, as a bench would have put it there.
void authorize(Personality& personality, const std::filesystem::path& file) {
    std::ifstream in{file};
    std::string type, key;
    if (!(in >> type >> key)) throw std::runtime_error("no public key in " + file.string());
    personality.configuration += fmt::format("\nsystem {{ root-authentication {{ {} \"{} {}\"; }} }}\n",
                                             type == "ssh-rsa"       ? type
                                             : type == "ssh-ed25519" ? type
                                                                     : "ssh-ecdsa",
                                             type, key);
}

int simulate(Options options) {
    Personality personality = load_personality(options.personality);
    if (!options.authorized_key.empty()) authorize(personality, options.authorized_key);
    if (options.boot) personality.boots_at_start = true;
    if (!options.states.empty()) personality.states = options.states;
    for (const std::string& text : options.faults) options.wiring.faults.push_back(parse_fault(text));
    if (options.seed)
        for (const PlannedFault& fault : random_faults(*options.seed, personality))
            options.wiring.faults.push_back(fault);
    Simulation{std::move(personality), std::move(options.wiring)}.run();
    return 0;
}

int list() {
    fmt::print("States (--state NAME, several may be given):\n");
    for (const FoundState& state : found_states()) fmt::print("  {:<26} {}\n", state.name, state.meaning);
    fmt::print("\nFaults (--fault NAME[:VALUE][@SECONDS]; --faults-seed N chooses some):\n");
    for (const FaultKind& kind : fault_kinds())
        fmt::print("  {:<26} {:<7} {} (VALUE {})\n", kind.name,
                   kind.effect == Effect::passes   ? "passes"
                   : kind.effect == Effect::defect ? "defect"
                                                   : "dirty",
                   kind.meaning, kind.value);
    return 0;
}

int ask(const std::filesystem::path& socket, const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
    const std::string reply = ask_control(socket, line);
    fmt::print("{}\n", reply);
    return reply.starts_with("error") ? 1 : 0;
}

void add_options(CLI::App& app, Options& options) {
    app.add_option("personality", options.personality, "a file of drivers/sim/units/")
        ->check(CLI::ExistingFile);
    app.add_option("--console", options.wiring.console,
                   "where the console appears: a symbolic link to a pty");
    app.add_option("--console-re1", options.wiring.console_re1,
                   "the second routing engine's or member's; default: the console's path with -re1");
    app.add_option("--ssh", options.wiring.ssh_port, "TCP port on 127.0.0.1; 0 takes a free one");
    app.add_option("--control", options.wiring.control,
                   "where the control socket appears: its power, and more");
    app.add_option("--tape", options.wiring.tape,
                   "a folder: what goes over each console is kept there, byte for byte");
    app.add_option("--time-scale", options.wiring.time_scale, "all durations are divided by this")
        ->check(CLI::PositiveNumber);
    app.add_option("--authorized-key", options.authorized_key, "a public key that lets root in")
        ->check(CLI::ExistingFile);
    app.add_option("--state", options.states, "what it is found doing; see `unit-sim list`")->delimiter(',');
    app.add_option("--fault", options.faults, "a fault to come, NAME[:VALUE][@SECONDS]; see `unit-sim list`")
        ->delimiter(',');
    app.add_option("--faults-seed", options.seed,
                   "chooses one to four faults and their times; the ready line tells them");
    app.add_flag("--boot", options.boot, "start with power-on, whatever the personality says");
}

}  // namespace

int main(int argc, char** argv) try {
    CLI::App app{
        "A simulated Juniper unit: its console, its SSH, its software and its past. SIGTERM ends it; SIGUSR1 "
        "takes its power away and "
        "gives it back."};
    Options options;
    add_options(app, options);
    std::string name, release;
    std::filesystem::path out, socket;
    std::vector<std::string> words;
    std::uint64_t bytes = 0;
    CLI::App* package = app.add_subcommand("package", "write a software package that simulated units take");
    package->add_option("name", name, "its file name")->required();
    package->add_option("release", release)->required();
    package->add_option("out", out, "the file to write")->required();
    package->add_option("--bytes", bytes, "its size");
    CLI::App* control = app.add_subcommand(
        "control", "say on, off, cycle, status, state, remains, configuration, installed, software, fault NAME ... to a running unit");
    control->add_option("socket", socket, "the path that --control was given")->required();
    control->add_option("words", words)->required();
    CLI::App* listing = app.add_subcommand("list", "the states and the faults there are");
    CLI11_PARSE(app, argc, argv);
    if (listing->parsed()) return list();
    if (control->parsed()) return ask(socket, words);
    if (package->parsed()) {
        drivers::sim::write_package(out, name, release, bytes);
        return 0;
    }
    if (options.personality.empty() || options.wiring.console.empty()) {
        fmt::print(stderr, "unit-sim: a personality and --console are needed; see --help\n");
        return 2;
    }
    return simulate(std::move(options));
} catch (const std::exception& e) {
    fmt::print(stderr, "unit-sim: {}\n", e.what());
    return 2;
}
