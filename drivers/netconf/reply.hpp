#pragma once
// Reads a unit's reply, RFC-shaped or not: whether it is ok, what the unit complained about, and where its
// data lies. Pure. The data itself is not looked into; readers elsewhere do that.

#include "drivers/link.hpp"

#include <optional>
#include <string>

namespace drivers::netconf {

struct WireReply {
    RpcReply content;
    std::optional<std::string> message_id;  ///< consoles often give none
    bool closed = true;                     ///< </rpc-reply> was there; without it the unit broke off
};

/// Takes a message over and reads it. Nothing when it holds no <rpc-reply>: an echo of our own request, a
/// comment, a stray hello.
std::optional<WireReply> read_reply(std::string message);

/// What the unit complained about in a message that is no reply to us (a refusal in place of a hello).
std::vector<RpcMessage> read_messages(std::string_view xml);

}  // namespace drivers::netconf
