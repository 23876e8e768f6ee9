#pragma once
// What is said against an endpoint, for tests of the messages.

#include "drivers/link.hpp"

#include <optional>
#include <stdexcept>
#include <string>

namespace support {

/// The message that refuses `endpoint` for that use, or "none".
inline std::string complaint(const std::string& endpoint, drivers::Use use) {
    try {
        drivers::check_endpoint(endpoint, use);
    } catch (const std::invalid_argument& error) {
        return error.what();
    }
    return "none";
}

/// The error with which `open` ends, if it does.
template <class Open>
std::optional<drivers::LinkError> failure(Open open) {
    try {
        open();
    } catch (const drivers::LinkError& error) {
        return error;
    }
    return std::nullopt;
}

}  // namespace support
