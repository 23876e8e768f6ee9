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

/// Asked while there is still something to lose: whether the medium is at hand. The station's outcome where it is not, or nobody is there.
drivers::Task<std::optional<Outcome>> medium_is_at_hand(Context& context, const LoadPlan& plan);

/// Has it installed, and lets itself in again. The unit's failure where the person says that it does not take the medium.
drivers::Task<std::optional<Outcome>> install_by_hand(Permit, Context& context, const LoadPlan& plan);

}  // namespace station
