#pragma once
// Who stands on a console: asked there and nowhere else, just before something is done to it that cannot be undone, and again after each
// reboot, before anything it shows counts.

#include "station/engine/context.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace drivers {
class Console;
class Rpc;
}  // namespace drivers

namespace station {

enum class Patience { none, until_it_says };  ///< just after a boot the inventory may not be there yet

/// The unit, and which engine, member or node of it, that answers on that console now.
drivers::Task<Occupant> read_occupant(Context& context, std::size_t console, Patience patience = Patience::none);

/// Reads who stands on that console and compares it with the scan. Throws Refusal where the interlock stays shut.
drivers::Task<Permit> read_permit(Context& context, std::size_t console);
/// The console to type the one command on that the permit is for. Throws Refusal where another unit may stand there by now.
drivers::Task<drivers::Console*> spend(Context& context, Permit permit);
/// Asks on this NETCONF conversation itself, just before one destructive request there. Throws Refusal.
drivers::Task<> allow(Context& context, drivers::Rpc& rpc);

/// Whether each of the consoles is one of this unit, and the engine it is wired as. Throws Refusal where one is not.
drivers::Task<> ensure_every_console(Context& context, std::size_t engines);
/// The same of one console after the unit was away: why not, or nothing.
drivers::Task<std::optional<Outcome>> still_the_unit(Context& context, std::size_t console, std::string after_what);
/// Just after something was read on a console, `what` ("the answer to inventory"): who stands there is read again. Throws Refusal where it is
/// not who was found there last: a cable may have been moved, and what was read counts for nobody. Nothing where nobody was found there yet.
drivers::Task<> vouch(Context& context, std::size_t console, std::string what);
/// For a console on which the boot that was ordered did not come to a login: whether another unit stands there, or one that nobody can tell.
drivers::Task<std::optional<Outcome>> stranger_on(Context& context, std::size_t console, std::string after_what);

}  // namespace station
