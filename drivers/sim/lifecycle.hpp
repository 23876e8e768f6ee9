#pragma once
// A routing engine between power-on and power-off: boots, runs its getty, goes down, loses what it has to
// lose, boots again. Talks on its console.

#include "drivers/sim/console.hpp"
#include "drivers/sim/unit.hpp"
#include "drivers/sim/wire.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

class Lifecycle {
  public:
    Lifecycle(asio::io_context& io, Unit& unit, Engine& engine, Console& console);

    Task<> run();  ///< until stop()
    void restart(Restart how);
    void stop();
    /// A conversation that ends when the engine goes down.
    void hold(std::weak_ptr<Wire> wire);
    std::function<void()> keys_lost;  ///< a wipe took the SSH host keys

  private:
    Task<> boot(bool with_pending);
    Task<> wait_for_order();
    void drop_everybody();
    Task<> up();
    Task<> go_down(Restart how);
    Task<> pause(std::chrono::duration<double> real);
    Task<> say_slowly(std::string_view text, std::chrono::duration<double> real);
    void say(std::string_view text);
    void start_getty();
    Task<> chatter(WirePtr wire);

    asio::io_context& io_;
    Unit& unit_;
    Engine& engine_;
    Console& console_;
    asio::steady_timer waker_;
    WirePtr getty_;
    std::vector<std::weak_ptr<Wire>> wires_;
    std::optional<Restart> wanted_;
    bool stopped_ = false, booted_before_ = false;
};

}  // namespace drivers::sim
