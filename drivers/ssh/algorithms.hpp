#pragma once
// Which cryptography is offered to a unit, and what a failed negotiation means for a technician. Pure but for
// offer().

#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ssh_session_struct;

namespace drivers::ssh {

/// Sets the algorithm lists: what is good today, and behind it, when `legacy`, what only old units need.
void offer(ssh_session_struct* ssh, bool legacy);

/// A negotiation without a common algorithm (RFC 4253 section 7.1).
struct NoMatch {
    std::string method;               ///< "server host key algo", "kex algos", ... in libssh's words
    std::vector<std::string> theirs;  ///< what the unit offers
    bool operator==(const NoMatch&) const = default;
};

/// Reads libssh's error text; nothing when it is about something else.
std::optional<NoMatch> parse_no_match(std::string_view libssh_error);

/// The legacy lists hold something the unit offers.
bool legacy_would_do(const NoMatch& failure);

/// One sentence: what the unit offers, and what to do about it.
std::string advice(const NoMatch& failure, bool legacy_allowed);

/// "kex curve25519-sha256, host key ssh-ed25519, cipher aes128-gcm@openssh.com, mac aead-gcm" of a
/// connection.
std::string algorithms_in_use(ssh_session_struct* ssh);

}  // namespace drivers::ssh
