// unit-sim: one simulated Juniper unit on a console and an SSH port; and the packages such units take.
#include "drivers/sim/lifecycle.hpp"
#include "drivers/sim/package.hpp"
#include "drivers/sim/ssh_server.hpp"
#include "yang/schema.hpp"

#include <fmt/format.h>
#include <boost/asio/signal_set.hpp>
#include <CLI/CLI.hpp>

#include <csignal>
#include <fstream>
#include <list>

namespace {

using namespace drivers::sim;
namespace asio = drivers::asio;

struct Options {
    std::filesystem::path personality, console, console_re1, authorized_key;
    std::uint16_t ssh_port = 0;
    double time_scale = 1;
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

/// The unit and its wires, joined.
class Simulation {
  public:
    Simulation(Personality personality, const Options& options)
        : unit_{std::move(personality), options.time_scale},
          ssh_{io_, unit_, options.ssh_port},
          console_{options.console} {
        const std::string second =
            options.console_re1.empty() ? console_.string() + "-re1" : options.console_re1.string();
        ready_ = "ready console=" + console_.string() + (unit_.redundant() ? " console-re1=" + second : "") +
                 " ssh=" + std::to_string(ssh_.port());
        for (Engine& engine : unit_.engines()) {
            Console& console = consoles_.emplace_back(io_, consoles_.empty() ? console_.string() : second);
            lives_.emplace_back(io_, unit_, engine, console).keys_lost = [this, &engine] {
                if (engine.master) ssh_.new_host_keys();
            };
        }
        join();
    }

    void run() {
        for (Console& console : consoles_) asio::co_spawn(io_, console.run(), [](std::exception_ptr) {});
        for (Lifecycle& life : lives_)
            asio::co_spawn(io_, life.run(), [](std::exception_ptr error) {
                if (error) std::rethrow_exception(error);
            });
        ends_.async_wait([this](boost::system::error_code, int) { end(); });
        await_mains();
        asio::post(io_, [this] {
            fmt::print("{}\n", ready_);
            std::fflush(stdout);
        });
        io_.run();
        io_.restart();
        while (io_.poll() >
               0) {  // every conversation meets its Hangup while what it talks about is still there
        }
    }

  private:
    Lifecycle& life_of(const Engine& engine) {
        return &engine == &unit_.engines().front() ? lives_.front() : lives_.back();
    }

    void join() {
        unit_.restart = [this](Engine& engine, Restart how) { life_of(engine).restart(how); };
        unit_.services_changed = [this] { ssh_.refresh(); };
        unit_.later = [this](std::chrono::nanoseconds delay, std::function<void()> what) {
            auto timer = std::make_shared<asio::steady_timer>(io_, delay);  // kept by its own handler
            timer->async_wait([timer, what = std::move(what)](boost::system::error_code error) {
                if (!error) what();
            });
        };
        ssh_.opened = [this](Engine& engine, std::weak_ptr<Wire> wire) {
            life_of(engine).hold(std::move(wire));
        };
    }

    void await_mains() {
        mains_.async_wait([this](boost::system::error_code error, int) {
            if (error) return;
            for (Lifecycle& life : lives_) life.restart(Restart::power_cycle);
            await_mains();
        });
    }

    void end() {
        for (Lifecycle& life : lives_) life.stop();
        for (Console& console : consoles_) console.close();
        ssh_.close();
        io_.stop();
    }

    asio::io_context io_{1};
    Unit unit_;
    SshServer ssh_;
    std::filesystem::path console_;
    std::string ready_;  ///< the line that says where everything is
    std::list<Console> consoles_;
    std::list<Lifecycle> lives_;
    asio::signal_set ends_{io_, SIGINT, SIGTERM}, mains_{io_, SIGUSR1};
};

int simulate(const Options& options) {
    Personality personality = load_personality(options.personality);
    if (!options.authorized_key.empty()) authorize(personality, options.authorized_key);
    if (options.boot) personality.boots_at_start = true;
    std::signal(SIGPIPE, SIG_IGN);
    Simulation{std::move(personality), options}.run();
    return 0;
}

}  // namespace

int main(int argc, char** argv) try {
    CLI::App app{
        "A simulated Juniper unit: its console, its SSH, its software and its past. SIGTERM ends it; SIGUSR1 "
        "takes its power away and "
        "gives it back."};
    Options options;
    app.add_option("personality", options.personality, "a file of drivers/sim/units/")
        ->check(CLI::ExistingFile);
    app.add_option("--console", options.console, "where the console appears: a symbolic link to a pty");
    app.add_option("--console-re1", options.console_re1,
                   "the second routing engine's; default: the console's path with -re1");
    app.add_option("--ssh", options.ssh_port, "TCP port on 127.0.0.1; 0 takes a free one");
    app.add_option("--time-scale", options.time_scale, "all durations are divided by this")
        ->check(CLI::PositiveNumber);
    app.add_option("--authorized-key", options.authorized_key, "a public key that lets root in")
        ->check(CLI::ExistingFile);
    app.add_flag("--boot", options.boot, "start with power-on, whatever the personality says");
    std::string name, release;
    std::filesystem::path out;
    std::uint64_t bytes = 0;
    CLI::App* package = app.add_subcommand("package", "write a software package that simulated units take");
    package->add_option("name", name, "its file name")->required();
    package->add_option("release", release)->required();
    package->add_option("out", out, "the file to write")->required();
    package->add_option("--bytes", bytes, "its size");
    CLI11_PARSE(app, argc, argv);
    if (package->parsed()) {
        drivers::sim::write_package(out, name, release, bytes);
        return 0;
    }
    if (options.personality.empty() || options.console.empty()) {
        fmt::print(stderr, "unit-sim: a personality and --console are needed; see --help\n");
        return 2;
    }
    return simulate(options);
} catch (const std::exception& e) {
    fmt::print(stderr, "unit-sim: {}\n", e.what());
    return 2;
}
