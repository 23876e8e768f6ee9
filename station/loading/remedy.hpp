#pragma once
// What is asked of a unit, and done to it, where an installation did not go as it should.

#include "station/engine/context.hpp"
#include "station/loading/staged.hpp"

#include <string>

namespace station {

/// What a unit says itself of an image whose installer said neither that it installed nor that it did not.
struct Standing {
    enum class Is { installed, not_installed, untold };
    Is is = Is::untold;
    std::string words;  ///< for a report: what was asked, and what it says
};

/// Asked on that engine's own console, by the commands that its family names.
drivers::Task<Standing> ask_what_boots_next(Context& context, const Staged& image, std::size_t index);

/// By the station's clock. What the unit does not take is noted.
drivers::Task<> set_clock(Context& context, const drivers::Package& package, std::size_t index);

}  // namespace station
