#include "drivers/sim/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <stdexcept>

namespace drivers::sim {
namespace {

using namespace std::chrono_literals;

void forget(std::exception_ptr) {}
void insist(std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
}

}  // namespace

Simulation::Simulation(Personality personality, Wiring wiring) : wiring_{std::move(wiring)} {
    states_ = personality.states;
    beginning_ = begin_with(states_, personality);
    std::vector<PlannedFault> own;
    for (const std::string& text : personality.schedule) own.push_back(parse_fault(text));
    wiring_.faults.insert(wiring_.faults.begin(), own.begin(), own.end());
    for (const PlannedFault& fault : wiring_.faults)
        if (!fits(*fault.kind, personality))
            throw std::invalid_argument(fmt::format("{} cannot have {}: {}", personality.name,
                                                    fault.kind->name, fault.kind->meaning));
    unit_.emplace(std::move(personality), wiring_.time_scale);
    ssh_.emplace(io_, *unit_, wiring_.ssh_port);
    if (wiring_.console_re1.empty()) wiring_.console_re1 = wiring_.console.string() + "-re1";
    make_engines();
    join();
    if (!wiring_.control.empty())
        control_.emplace(io_, wiring_.control, [this](const std::string& line) { return control(line); });
}

void Simulation::make_engines() {
    for (Engine& engine : unit_->engines()) {
        prepare(states_, engine);
        const bool first = consoles_.empty();
        Tape tape = wiring_.tape.empty() ? Tape{} : Tape{wiring_.tape, first ? "console" : "console-1"};
        Console& console =
            consoles_.emplace_back(io_, first ? wiring_.console : wiring_.console_re1, std::move(tape));
        lives_.emplace_back(io_, *unit_, engine, console).keys_lost = [this, &engine] {
            if (engine.master) ssh_->new_host_keys();
        };
    }
}

Lifecycle& Simulation::life_of(const Engine& engine) {
    return &engine == &unit_->engines().front() ? lives_.front() : lives_.back();
}

void Simulation::join() {
    unit_->restart = [this](Engine& engine, Restart how) { life_of(engine).restart(how); };
    unit_->services_changed = [this] { ssh_->refresh(); };
    unit_->later = [this](std::chrono::nanoseconds delay, std::function<void()> what) {
        asio::co_spawn(io_, after(delay, std::move(what), false), forget);
    };
    ssh_->opened = [this](Engine& engine, std::weak_ptr<Wire> wire) {
        life_of(engine).hold(std::move(wire));
    };
}

/// `what` after `delay`; again and again until the unit ends, if so wanted.
Task<> Simulation::after(std::chrono::nanoseconds delay, std::function<void()> what, bool again) {
    do {
        asio::steady_timer timer{io_, delay};
        co_await timer.async_wait(asio::use_awaitable);
        what();
    } while (again);
}

void Simulation::schedule() {
    for (const PlannedFault& fault : wiring_.faults) {
        if (fault.at == 0s)
            begin(fault);
        else
            unit_->later(unit_->scaled(fault.at), [this, fault] { begin(fault); });
    }
}

void Simulation::order_all(Restart how) {
    for (Lifecycle& life : lives_) life.restart(how);
}

void Simulation::begin(const PlannedFault& fault) {
    const std::string_view name = fault.kind->name;
    Lifecycle& first = lives_.front();
    const auto length = unit_->scaled(std::chrono::duration<double>{fault.value});
    if (name == "power-glitch") {
        order_all(Restart::mains_off);
        unit_->later(std::max<std::chrono::nanoseconds>(length, 200ms),
                     [this] { order_all(Restart::mains_on); });
    } else if (name == "kernel-panic" || name == "debugger") {
        if (first.engine().phase == Phase::up)
            first.restart(name == "debugger" ? Restart::debugger : Restart::panic);
    } else if (name == "port-vanishes") {
        asio::co_spawn(io_, first.console().vanish(std::max<std::chrono::nanoseconds>(length, 300ms)),
                       forget);
    } else if (name == "idle-logout") {
        first.log_out();
    } else if (name == "wall") {
        first.say(
            "\n\a\a\nBroadcast Message from operator\n        (/dev/ttyp0) at 13:40 UTC...\n\nMaintenance in "
            "10 minutes\n\n");
    } else {
        unit_->faults.begin(fault);
        if (name == "re1-other-release") {
            auto& other = unit_->engines().back().software;
            std::swap(other.running, other.previous);
        }
        unit_->services_changed();
        if (name == "log-chatter")
            asio::co_spawn(io_,
                           after(
                               std::max<std::chrono::nanoseconds>(length, 300ms),
                               [&first] {
                                   if (first.engine().phase == Phase::up)
                                       first.say("\n" + log_line(first.engine()));
                               },
                               true),
                           forget);
    }
}

std::string Simulation::ready() const {
    std::string text = "ready console=" + wiring_.console.string();
    if (unit_->redundant()) text += " console-re1=" + wiring_.console_re1.string();
    if (control_) text += " control=" + wiring_.control.string();
    if (!wiring_.faults.empty()) text += " faults=" + text_of(wiring_.faults);
    return text + " ssh=" + std::to_string(ssh_->port());
}

std::string Simulation::control(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    const std::string verb = words.empty() ? "" : words[0];
    if (verb == "on") {
        order_all(Restart::mains_on);
    } else if (verb == "off") {
        order_all(Restart::mains_off);
    } else if (verb == "cycle") {
        order_all(Restart::power_cycle);
    } else if (verb == "status") {
        const bool off = std::all_of(lives_.begin(), lives_.end(),
                                     [](const Lifecycle& life) { return life.engine().phase == Phase::off; });
        return off ? "off" : "on";
    } else if (verb == "state") {
        std::string text;
        for (const Engine& engine : unit_->engines())
            text += (text.empty() ? "" : " ") + engine.name() + "=" +
                    (engine.phase == Phase::off          ? "off"
                     : engine.phase == Phase::going_down ? "going-down"
                                                         : engine.doing);
        return text;
    } else if (verb == "remains") {
        std::string text;
        for (const Engine& engine : unit_->engines())
            for (const std::string& what : engine.remains())
                text += (text.empty() ? "" : " ") + engine.name() + ":" + what;
        return text.empty() ? "none" : text;
    } else if (verb == "configuration") {
        std::string text;
        for (const Engine& engine : unit_->engines())
            text += (text.empty() ? "" : " ") + engine.name() + "=" + digests_of(engine.config.active().set_commands()).sha256;
        return text;
    } else if (verb == "installed") {
        const auto& software = unit_->engines().front().software;
        return software.package.empty() ? "nothing" : software.package + " " + software.package_sha256;
    } else if (verb == "software") {
        std::string text;
        for (const Engine& engine : unit_->engines())
            text += (text.empty() ? "" : " ") + engine.name() + "=" + engine.software.running +
                    (engine.software.pending.empty() ? "" : ",pending:" + engine.software.pending) +
                    ",other:" + engine.software.other_copy;
        return text;
    } else if (verb == "medium" && words.size() == 2) {
        for (Engine& engine : unit_->engines()) engine.medium = words[1];
    } else if (verb == "faults") {
        return unit_->faults.text();
    } else if (verb == "fault" && words.size() == 2) {
        try {
            begin(parse_fault(words[1]));
        } catch (const std::invalid_argument& e) {
            return std::string{"error: "} + e.what();
        }
    } else if (verb == "repair" && words.size() == 2) {
        unit_->faults.end(words[1]);
        unit_->services_changed();
    } else {
        return "error: one of on, off, cycle, status, state, remains, configuration, installed, software, medium RELEASE, faults, fault NAME[:VALUE], "
               "repair "
               "NAME";
    }
    return "ok";
}

void Simulation::await_mains() {
    mains_.async_wait([this](boost::system::error_code error, int) {
        if (error) return;
        order_all(Restart::power_cycle);
        await_mains();
    });
}

void Simulation::run() {
    std::signal(SIGPIPE, SIG_IGN);
    for (Console& console : consoles_) asio::co_spawn(io_, console.run(), forget);
    for (Lifecycle& life : lives_) asio::co_spawn(io_, life.run(beginning_), insist);
    if (control_) asio::co_spawn(io_, control_->run(), forget);
    ends_.async_wait([this](boost::system::error_code, int) { end(); });
    await_mains();
    schedule();
    asio::post(io_, [this] {
        fmt::print("{}\n", ready());
        std::fflush(stdout);
    });
    io_.run();
    io_.restart();
    while (io_.poll() > 0) {  // every conversation meets its Hangup while what it talks about is still there
    }
}

void Simulation::end() {
    for (Lifecycle& life : lives_) life.stop();
    for (Console& console : consoles_) console.close();
    if (control_) control_->close();
    ssh_->close();
    io_.stop();
}

}  // namespace drivers::sim
