#pragma once
// A simulated unit's state as a whole: its chassis and its routing engines, and the alarms that follow from
// them. No I/O; what it asks of the outside (restart an engine, look at the services again) goes through its
// hooks.

#include "drivers/sim/engine.hpp"
#include "drivers/sim/faults.hpp"

#include <chrono>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <vector>

namespace drivers::sim {

enum class Restart {
    reboot,
    guest_reboot,
    zeroize,
    zeroize_media,
    halt,
    power_off,
    power_cycle,
    mains_off,
    mains_on,
    panic,
    debugger
};

struct Alarm {
    WallClock::time_point since{};
    std::string grade, description, brief, type;  ///< grade: Major or Minor
};

class Unit {
  public:
    Unit(Personality personality, double time_scale);

    const Personality& personality() const { return personality_; }
    std::list<Engine>& engines() { return engines_; }
    const std::list<Engine>& engines() const { return engines_; }
    Engine* engine(int slot);
    Engine& master();
    Engine* other(const Engine& engine);
    const Engine* other(const Engine& engine) const;
    bool redundant() const { return engines_.size() > 1; }

    double time_scale() const { return time_scale_; }
    std::chrono::nanoseconds scaled(std::chrono::duration<double> real) const;
    std::uint32_t next_id() { return ++last_id_ * 7 + 16000; }  ///< looks like a process id

    std::vector<Alarm> chassis_alarms() const;
    std::vector<Alarm> system_alarms(const Engine& engine) const;
    /// The inventory as chassisd sees it: cards that are not up yet are missing.
    std::vector<Part> visible_parts() const;

    /// commit confirmed: `before` comes back after `delay` unless confirm_commit() is called.
    void roll_back_later(Engine& engine, Config before, std::chrono::seconds delay);
    void confirm_commit(Engine& engine);

    LiveFaults faults;

    std::function<void(Engine&, Restart)> restart;
    std::function<void(std::chrono::nanoseconds, std::function<void()>)> later;
    std::function<void()> services_changed;  ///< after commits and changes of phase

  private:
    Personality personality_;
    std::list<Engine> engines_;
    double time_scale_;
    WallClock::time_point made_ = WallClock::now();
    std::uint32_t last_id_ = 0;
    std::map<const Engine*, std::uint32_t> unconfirmed_;  ///< the ticket of the commit that waits
};

}  // namespace drivers::sim
