#pragma once
// Watching units boot: what each engine's console shows from a reboot on to the login prompt and the CLI, and what that says about the unit.

#include "drivers/family_recovery.hpp"
#include "drivers/family.hpp"
#include "station/engine/context.hpp"

#include <map>
#include <string>
#include <vector>

namespace station {

/// So many marks, and it is a boot: before that a login prompt is the old one, which a system that goes down may print once more.
constexpr std::size_t marks_of_a_boot = 2;

/// What the console of one engine showed.
struct Boot {
    std::vector<drivers::MarkSeen> marks;
    std::map<std::string, std::string> also;  ///< further marks the caller looked for, and the lines that each was on, ended by a newline
    bool asks_login = false;  ///< else it stopped on the way, or nothing came
    bool missed = false;      ///< its console was away or at another speed for a while: what it does not show may have been there
    int logins_seen = 0;      ///< in a row, when nothing else came any more
    bool was_asked = false;   ///< a line end was typed since the last mark: what asks for a login now does so again
    std::string last_seen;
};

/// Watches the consoles of so many engines (those that are wired) until each asks for a login again, or is seen never to. Defects are told
/// to the context. An engine that shows nothing of a boot while another has come up is not waited for.
drivers::Task<std::vector<Boot>> await_boot(Context& context, std::size_t engines, drivers::Deadline deadline, std::vector<drivers::Mark> also);
drivers::Task<std::vector<Boot>> await_boot(Context& context, std::size_t engines, drivers::Deadline deadline);
/// One of them alone. `may_be_over`: what was typed last ended at a login, so that the boot may have gone by.
drivers::Task<Boot> await_boot_of(Context& context, std::size_t index, drivers::Deadline deadline, bool may_be_over = false);

/// Logs in on each of these consoles until the CLI answers there. Throws Fault::refused where nobody is let in.
drivers::Task<> await_cli(Context& context, std::size_t engines, drivers::Deadline deadline);
drivers::Task<> await_cli_of(Context& context, std::size_t index, drivers::Deadline deadline);

/// The unit's failure when an engine did not come up: what it stopped at.
std::optional<Outcome> stuck_engine(const Boot& boot, const std::string& engine, const std::string& after_what);
std::optional<Outcome> stuck(const Context& context, const std::vector<Boot>& boots, const std::string& after_what);

}  // namespace station
