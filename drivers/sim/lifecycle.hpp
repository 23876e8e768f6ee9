#pragma once
// A routing engine between power-on and power-off: boots, runs its getty, goes down, loses what it has to
// lose, boots again. Talks on its console.

#include "drivers/sim/boot.hpp"
#include "drivers/sim/console.hpp"
#include "drivers/sim/line.hpp"
#include "drivers/sim/states.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

class Lifecycle {
  public:
    Lifecycle(asio::io_context& io, Unit& unit, Engine& engine, Console& console);

    Task<> run(Beginning begin);  ///< until stop()
    /// An order about power goes before any other.
    void restart(Restart how);
    void stop();
    /// A conversation that ends when the engine goes down.
    void hold(std::weak_ptr<Wire> wire);
    void log_out();                   ///< whoever sits at the console
    void say(std::string_view text);  ///< on the console, whoever talks there
    const Engine& engine() const { return engine_; }
    Console& console() { return console_; }
    std::function<void()> keys_lost;  ///< a wipe took the SSH host keys

  private:
    Task<> live(const Beginning& begin, bool with_pending);
    Task<> up(const Beginning& begin);
    Task<> recover();
    Task<> install_from_medium();
    Task<Restart> stay_down();
    Task<Restart> next_order();
    Task<> go_down(Restart how);
    void goodbye(Restart how);
    void lose();
    void drop_everybody();
    Task<> settle(std::chrono::duration<double> real);
    Task<> pause(std::chrono::duration<double> real);
    Task<> say_slowly(std::string_view text, std::chrono::duration<double> real);
    void emit(std::string_view bytes);
    void attach();
    void lock_for_ztp();
    Task<> chatter(WirePtr wire);
    void wait_for_key();

    asio::io_context& io_;
    Unit& unit_;
    Engine& engine_;
    Console& console_;
    Line line_;
    asio::steady_timer waker_;
    WirePtr wire_;  ///< the console's, of this power-on
    std::vector<std::weak_ptr<Wire>> wires_;
    std::optional<Restart> wanted_;
    bool stopped_ = false, booted_before_ = false;
};

}  // namespace drivers::sim
