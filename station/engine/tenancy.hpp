#pragma once
// How long whoever stands on a console is known to be the same one.

#include <cstdint>

namespace station {

/// Changes whenever another unit may have come to stand on a console: its line was opened anew or set to another speed, a login prompt or a
/// sign of a boot came. What was read of a unit is good for one tenancy.
struct Tenancy {
    std::uint64_t openings = 0, arrivals = 0;
    bool operator==(const Tenancy&) const = default;
};

}  // namespace station
