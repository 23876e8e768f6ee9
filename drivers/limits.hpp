#pragma once
// How much a unit may send before it is at fault: nothing that it says may fill the station's memory or its disk.

#include "drivers/error.hpp"

#include <cstdint>
#include <string>

namespace drivers {

/// In bytes. The bench's file may say others (limits in yang/station-bench.yang).
struct Limits {
    std::uint64_t reply = 64'000'000;          ///< to one thing that was asked, or typed
    std::uint64_t line = 1'000'000;            ///< without an end
    std::uint64_t transcript = 1'000'000'000;  ///< of one conversation
    bool operator==(const Limits&) const = default;
};

/// The LinkError for a unit that sent more than `most` bytes of `what` ("one line").
LinkError flood(const std::string& where, const std::string& what, std::uint64_t most, std::string last_seen = {});

}  // namespace drivers
