#pragma once
// What a run that nobody attends will leave open, told before it begins. Pure.

#include "station/engine/procedure.hpp"

#include <string>

namespace station {

/// The questions that stay open, and what that means for the verdict; "" where nothing is or may be asked. `why` is why nobody is there.
std::string unattended_words(const Procedure& procedure, const Slot& slot, const std::string& why);

}  // namespace station
