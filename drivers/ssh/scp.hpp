#pragma once
// The sending side of `scp -t`, blocking, for the Worker. Old units have nothing else.

#include "drivers/ssh/sending.hpp"

namespace drivers::ssh {

/// The command that receives `remote_path`, quoted for the unit's shell where it has to be. Throws as
/// check_remote_path() does.
std::string scp_command(const std::string& remote_path);

/// Sends the file over a blocking connection that is logged in, always from its first byte: scp cannot resume.
/// Throws LinkError; a shutdown of the socket ends it at once.
Sent send_by_scp(ssh_session_struct* ssh, const Sending& sending);

}  // namespace drivers::ssh
