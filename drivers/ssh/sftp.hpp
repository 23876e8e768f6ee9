#pragma once
// The sending side of SFTP version 3, blocking, for the Worker: many writes in flight, because with one a round
// trip of 20 ms allows 1.5 MB/s. A file that broke off goes on where it did.

#include "drivers/ssh/sending.hpp"

namespace drivers::ssh {

/// Sends the file over a blocking connection that is logged in. Throws LinkError; a shutdown of the socket ends
/// it at once.
Sent send_by_sftp(ssh_session_struct* ssh, const Sending& sending);

}  // namespace drivers::ssh
