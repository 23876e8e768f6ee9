#pragma once
// Where somebody sits at a simulated unit: which engine, over which wire, as whom. What every conversation
// starts from.

#include "drivers/sim/unit.hpp"
#include "drivers/sim/wire.hpp"

#include <optional>
#include <string>

namespace drivers::sim {

struct Seat {
    Unit& unit;
    Engine& engine;
    WirePtr wire;
    std::string user;
    std::string client = "cli";
    bool alone = false;     ///< one command, no prompts: `ssh unit command`
    bool recovery = false;  ///< the CLI for password recovery: no daemons below it

    /// Whether the user's class may change the configuration.
    bool may_change() const;
};

/// While it lives, the user is among those `show system users` tells of.
class Presence {
  public:
    explicit Presence(Seat& seat);
    ~Presence();
    Presence(const Presence&) = delete;
    Presence& operator=(const Presence&) = delete;
    std::uint32_t id() const { return id_; }

  private:
    Engine& engine_;
    std::uint32_t id_;
};

/// A line typed after `prompt`, with the terminal's echo and editing. Nothing on ^D at its start. ^C gives an
/// empty line.
Task<std::optional<std::string>> read_line(Wire& wire, std::string prompt, bool echo = true);

// The conversations. Each ends when the user leaves, or by Hangup.
/// The console's getty, again and again. `already`: who is logged in as it starts, if anybody.
Task<> login(Unit& unit, Engine& engine, WirePtr wire, std::string already);
Task<> unix_shell(Seat seat);
Task<> unix_command(Seat seat, std::string command);  ///< one command of the shell
Task<> cli(Seat seat);
Task<> cli_command(Seat& seat, std::string line);  ///< one operational command
Task<> netconf(Seat seat);

enum class Access { shared, exclusive, private_copy };
Task<> configure(Seat& seat, Access access);

/// {master}, {master:0}, or nothing on a unit with one routing engine.
std::string role(const Seat& seat);
/// root@host, or root while it has no name.
std::string whoami(const Seat& seat);
/// Shows `text`, a screen at a time on a terminal that pages.
Task<> page(Seat& seat, std::string text, bool no_more = false);

}  // namespace drivers::sim
