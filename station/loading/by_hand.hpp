#pragma once
// An installation from a medium, where no package leads: asked of the person at the bench, and waited for. Not whether the release runs then: that is
// read back as after any other.

#include "station/engine/context.hpp"
#include "station/software/plan.hpp"

#include <optional>
#include <string>

namespace station {

/// The name of what has to be written to the stick: the family's for that release, or in words where it names none.
std::string medium_for(const drivers::Family& family, const std::string& model, const std::string& release);

/// That nobody can install from a medium: there is none, or nobody is there.
Lack lack_of_medium(const Slot& slot, const LoadPlan& plan, bool somebody_there, const std::string& medium);

/// The plan as it can be walked in that slot: where the slot has no network, whatever has to be installed comes from a medium.
LoadPlan as_this_slot_can(LoadPlan plan, const Slot& slot);

/// What walking that plan in that slot will lack. Asks nobody: whether the medium is at hand is another question.
std::vector<Lack> lacking_for_load(const LoadPlan& plan, const Slot& slot, bool somebody_there, const std::string& medium);

/// Asked while there is still something to lose: whether the medium is at hand. The station's outcome where it is not, or nobody is there.
drivers::Task<std::optional<Outcome>> medium_is_at_hand(Context& context, const LoadPlan& plan);

/// Has it installed, and lets itself in again. The unit's failure where the person says that it does not take the medium.
drivers::Task<std::optional<Outcome>> install_by_hand(Permit, Context& context, const LoadPlan& plan);

}  // namespace station
