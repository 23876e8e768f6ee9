#pragma once
// A simulated unit and its wires, joined: consoles, SSH, power, and the faults that come in their time.

#include "drivers/sim/control.hpp"
#include "drivers/sim/lifecycle.hpp"
#include "drivers/sim/ssh_server.hpp"

#include <boost/asio/signal_set.hpp>

#include <list>
#include <optional>

namespace drivers::sim {

struct Wiring {
    std::filesystem::path console, console_re1,
        control,  ///< empty: the console's path with -re1; no control socket
        tape;     ///< a folder for what went over the consoles; empty: it is not kept
    std::uint16_t ssh_port = 0;
    double time_scale = 1;
    std::vector<PlannedFault> faults;
};

class Simulation {
  public:
    Simulation(Personality personality, Wiring wiring);
    void run();  ///< until SIGINT or SIGTERM; prints the ready line once everything is there

  private:
    void make_engines();
    void join();
    void schedule();
    void begin(const PlannedFault& fault);
    void await_mains();
    void order_all(Restart how);
    std::string ready() const;
    std::string control(const std::string& line);
    Lifecycle& life_of(const Engine& engine);
    Task<> after(std::chrono::nanoseconds delay, std::function<void()> what, bool again);
    void end();

    Wiring wiring_;
    std::vector<std::string> states_;
    asio::io_context io_{1};
    std::optional<Unit> unit_;
    Beginning beginning_;
    std::optional<SshServer> ssh_;
    std::list<Console> consoles_;
    std::list<Lifecycle> lives_;
    std::optional<Control> control_;
    asio::signal_set ends_{io_, SIGINT, SIGTERM}, mains_{io_, SIGUSR1};
};

}  // namespace drivers::sim
