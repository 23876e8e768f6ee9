#pragma once
// The two hellos that open a NETCONF conversation (RFC 6241 section 8.1), as units really write theirs. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::netconf {

struct Hello {
    std::uint32_t session_id = 0;           ///< 0 when the unit gave none
    std::vector<std::string> capabilities;  ///< in the unit's order, without white space around them
    /// Other bytes stood around it (an echoed command) or its lines end in CR LF: a terminal, which may
    /// change bytes on the way.
    bool over_a_line = false;

    bool offers(std::string_view capability) const;
    /// Chunks need bytes that arrive unchanged: on a line base:1.0 is taken whenever the unit offers it.
    bool wants_chunks() const;
};

/// Reads a message that may hold the unit's hello, behind echo, banners and comments; nothing when there is
/// none in it.
std::optional<Hello> read_hello(std::string message);

/// Our own hello in answer to the unit's, not framed.
std::string client_hello(const Hello& unit);

}  // namespace drivers::netconf
