#pragma once
// What can go wrong with a simulated unit, by name: which faults there are, when they are to come, which hold
// now. What a fault does stands where it does it; nothing here acts.

#include "drivers/sim/personality.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

/// What a fault means for the verdict of an honest station.
enum class Effect {
    passes,  ///< a good station gets over it
    defect,  ///< the unit is to be refused
    dirty    ///< a reset does not take everything
};

struct FaultKind {
    std::string_view name;
    bool once;     ///< happens at its time; else it holds from then on
    double value;  ///< when nothing is said
    Effect effect;
    std::string_view needs;    ///< redundant, members, menus: fits only such units
    std::string_view meaning;  ///< with what the value is
    bool only_asked = false;   ///< none that a seed chooses by itself: it shows in few runs, while software is loaded or a boot broken into
};
const std::vector<FaultKind>& fault_kinds();
bool fits(const FaultKind& kind, const Personality& personality);

struct PlannedFault {
    const FaultKind* kind = nullptr;
    double value = 0;
    std::chrono::seconds at{};  ///< of the unit's time, since its start
};
/// NAME[:VALUE][@SECONDS]. Throws std::invalid_argument that names the likeliest fault meant.
PlannedFault parse_fault(std::string_view text);
std::string text_of(const std::vector<PlannedFault>& plan);  ///< name:value@seconds,...
/// One to four faults within half an hour of the unit's time: the same for the same seed and unit, on every
/// machine.
std::vector<PlannedFault> random_faults(std::uint64_t seed, const Personality& personality);

/// Those that hold.
class LiveFaults {
  public:
    void begin(const PlannedFault& fault) { values_[std::string{fault.kind->name}] = fault.value; }
    void end(std::string_view name);
    bool has(std::string_view name) const { return values_.find(name) != values_.end(); }
    double value(std::string_view name, double otherwise) const;
    /// Whether it holds, and one time less from now on: a value of 0 never ends, any other is the number of
    /// times.
    bool strike(std::string_view name);
    std::string text() const;

  private:
    std::map<std::string, double, std::less<>> values_;
};

}  // namespace drivers::sim
