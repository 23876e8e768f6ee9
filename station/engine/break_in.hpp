#pragma once
// One attempt to break into a boot at an engine's own console: watches it from power-on, finds the family's path that this boot offers, and
// follows it. Types what the path says and nothing else.

#include "drivers/console.hpp"
#include "station/engine/context.hpp"

#include <string>
#include <vector>

namespace station {

class BreakIn {
  public:
    BreakIn(const EntryPermit&, Context& context, drivers::Console& console, std::size_t index);

    /// The first path that what comes by chooses, none of those tried in vain. Nothing: a login prompt came first, a defect ended the boot, or
    /// the deadline passed.
    drivers::Task<const drivers::RecoveryPath*> choose(std::vector<std::string> tried, drivers::Deadline deadline);
    /// Whether the path's end was reached: the console stands in its mode.
    drivers::Task<bool> follow(const drivers::RecoveryPath& path);

    const drivers::Refusal* refusal() const { return refusal_; }
    const drivers::Defect* defect() const { return defect_; }  ///< one that ended the boot
    const drivers::Defect* repair() const { return repair_; }  ///< one that is to be mended from where the unit stands
    bool missed() const { return missed_; }                    ///< the console was at another speed: what the boot offered was not seen

  private:
    drivers::Task<std::string> next_sign(std::vector<drivers::Mark> marks, drivers::Deadline deadline, std::vector<std::string> modes);
    bool shows_defect();
    drivers::Task<std::string> await(std::vector<std::string> names, drivers::Deadline deadline);
    bool is_over(const std::string& mark);
    const drivers::Family& family() const { return console_.family(); }

    Context& context_;
    drivers::Console& console_;
    std::size_t index_;
    std::string engine_;
    bool sought_ = false, missed_ = false;
    std::vector<drivers::MarkSeen> marks_;
    std::string seen_;  ///< what chose the path: its step's turn has come
    const drivers::Refusal* refusal_ = nullptr;
    const drivers::Defect *defect_ = nullptr, *repair_ = nullptr;
};

}  // namespace station
