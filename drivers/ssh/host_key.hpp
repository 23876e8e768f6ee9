#pragma once
// Is the peer who it has to be? Nothing is ever accepted unseen.

#include "drivers/link.hpp"

#include <string>

struct ssh_session_struct;

namespace drivers::ssh {

/// "SHA256:..." as `ssh-keygen -l` prints it.
std::string fingerprint(ssh_session_struct* ssh);

/// Throws LinkError{refused} that names both fingerprints, or the one nobody vouches for, and says what to
/// do.
void check_host_key(const HostKeyPolicy& policy, const std::string& shown, const std::string& where);

}  // namespace drivers::ssh
