#pragma once
// Small readings of requests and of received bytes, for decisions and for messages to people. Pure.

#include <string>
#include <string_view>

namespace drivers::netconf {

/// The element a request starts with, without prefix: "get-chassis-inventory"; for <command> its text. "rpc"
/// when there is none.
std::string rpc_name(std::string_view request);

/// Whether the unit may go away instead of answering: it was told to reboot, to halt, or to wipe itself.
bool may_end_connection(std::string_view request);

/// The last line that has something on it, printable, at most 200 bytes: LinkError::last_seen().
std::string last_line(std::string_view received);

}  // namespace drivers::netconf
