#pragma once
// The train a release belongs to, and their order: "21.4" of 21.4R3-S5.4, "15.1X49" of 15.1X49-D240. Junos and Junos Evolved have trains of
// their own.

#include "drivers/junos/version.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace station {

struct Train {
    bool evolved = false;
    std::uint32_t major = 0, minor = 0;
    std::uint32_t special = 0;  ///< the number of an X train; 0: none
    auto operator<=>(const Train&) const = default;

    std::string text() const;
    const char* os() const { return evolved ? "evolved" : "junos"; }
};

/// Nothing where the version belongs to none (daily builds).
std::optional<Train> train_of(const drivers::junos::Version& version);
std::optional<Train> train_of(std::string_view release);
/// "21.4" or "15.1X49", as documents have it.
std::optional<Train> parse_train(std::string_view text, bool evolved);

}  // namespace station
