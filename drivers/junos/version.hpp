#pragma once
// A Junos version string taken apart, with an order where there is one: trains are different products (X
// against R, Evolved against not), and asking which is newer there has no answer. Knows no file names and no
// network.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::junos {

struct Version {
    /// The letter after the main release. `daily` has none ("15.1-20161209.0"); `evolved_build` has no
    /// release either ("X100-202310100600.0-EVO").
    enum class Train {
        unknown,
        release,
        service,
        feature,
        exception,
        internal,
        beta,
        development,
        daily,
        evolved_build
    };

    std::string text;  ///< as the unit or the file said it
    Train train = Train::unknown;
    std::uint32_t major = 0, minor = 0;
    std::uint32_t number = 0;   ///< R3 -> 3, X49 -> 49
    std::uint32_t service = 0;  ///< -S5 -> 5, and 0 without; the D of an X train: -D240 -> 240
    std::optional<std::uint32_t> spin;
    std::uint32_t continuity = 0, continuity_spin = 0;  ///< -C1.12
    std::uint64_t date = 0;  ///< of daily and internal builds, as it stands: 20161209
    std::string build;       ///< what follows the date or the spin: "dev_common", "_user", "secure"
    bool evolved = false;

    bool known() const { return train != Train::unknown; }
};

/// Never throws: what is no version of a kind known here is kept as text with Train::unknown.
Version parse_version(std::string_view text);

/// Older or newer, or unordered where the two are different products or of different kinds. A missing spin is
/// equal to any.
std::partial_ordering compare(const Version& a, const Version& b);

/// Whether a unit running `running` has what was asked for: all fields equal, a spin only where `wanted`
/// names one.
bool matches(const Version& wanted, const Version& running);

}  // namespace drivers::junos
