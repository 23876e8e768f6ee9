#pragma once
// The Host and the console of the ssh: transport.

#include "drivers/link.hpp"

namespace drivers::ssh {

Task<std::unique_ptr<Host>> open_host(Endpoint endpoint, LinkContext context, Deadline deadline);

/// A console behind ssh (a terminal server, a unit's own shell): the shell channel of a connection of its
/// own.
Task<std::unique_ptr<Terminal>> open_console(Endpoint endpoint, LinkContext context, Deadline deadline);

}  // namespace drivers::ssh
