#pragma once
// Getting into a unit: with the credentials there are, and where they are refused by the family's recovery paths - power off, power on, break
// into the boot, a new root password, boot on. What to await and to type is the family's; how to go about it is here.

#include "station/engine/context.hpp"

#include <optional>
#include <string>

namespace station {

enum class Recover { no, when_refused };

/// Logs in on the console of engine `index`. Nothing: it is logged in. Else why the unit lets nobody in: its failure where recovery came to
/// nothing, the station's error where it was not to be tried. Throws where a link broke.
drivers::Task<std::optional<Outcome>> get_in(Context& context, std::size_t index, Recover recover);

/// For a unit that answers at a CLI below its own system (somebody left it in password recovery): mains off and on, its boot, and get_in() again.
drivers::Task<std::optional<Outcome>> boot_anew(Context& context, std::string why);

}  // namespace station
