#pragma once
// The SSH host keys of a unit as its console shows them: what the station may trust on the network.

#include <string>
#include <string_view>
#include <vector>

namespace station {

/// "SHA256:..." of every public key among the lines of `text` ("ssh-ed25519 AAAA... comment"), as `ssh-keygen -l` prints it.
std::vector<std::string> fingerprints_in(std::string_view text);

}  // namespace station
