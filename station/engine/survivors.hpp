#pragma once
// Two listings of an engine, before its wipe and after it: whatever was there and still is was left behind, whatever it is called. What was
// there before is the owner's, and is kept as digests only.

#include "drivers/family_listing.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace station {

/// A listing from before a wipe, without a name in it.
struct BeforeWipe {
    std::set<std::string> entries;             ///< digests of kind, path, size, time and target
    std::map<std::string, std::string> sizes;  ///< by the digest of the path
    std::chrono::sys_seconds clock;            ///< the unit's
    drivers::Clock::time_point taken;          ///< ours
};

BeforeWipe remembered(const drivers::WholeListing& listing, drivers::Clock::time_point now);

struct Leftovers {
    std::vector<std::string> left;         ///< was there before the wipe, by a listing or by its time; or stands where only an owner leaves anything
    std::vector<std::string> undecided;    ///< old, where the image's files stand, and none that the family knows
    std::vector<std::string> unexplained;  ///< neither old nor surely new
    std::size_t fresh = 0;                 ///< belong to the system that the wipe left
};

/// `since` is how long ago, by our clock, the wipe began; without `before` only times and places tell.
Leftovers left_behind(const drivers::Listing& family, const std::optional<BeforeWipe>& before, const drivers::WholeListing& after,
                      drivers::Clock::duration since);

}  // namespace station
