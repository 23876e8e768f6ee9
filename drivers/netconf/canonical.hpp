#pragma once
// What libnetconf2 is told in place of the unit's own words: the same, in the shape of RFC 6241. And what it
// asks, in the unit's words. Pure.

#include "drivers/netconf/hello.hpp"
#include "drivers/netconf/operations.hpp"

#include <string>
#include <string_view>

namespace drivers {
struct RpcReply;
}

namespace drivers::netconf {

/// A hello with base:1.1 (libnetconf2 reads chunks ten times as fast), the RFC's own capabilities of the
/// unit, and nothing that would make libnetconf2 fetch modules.
std::string canonical_hello(const Hello& unit);

std::string canonical_reply(const RpcReply& reply, Operation::Answer answer, std::string_view message_id);

/// An <rpc> of libnetconf2 as the unit gets it: station-rpc:execute unpacked, anything else unchanged.
std::string unit_request(std::string canonical_rpc);

}  // namespace drivers::netconf
