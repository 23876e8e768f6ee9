#pragma once
// Kinds of PDUs, each one file of pdus/ (yang/station-pdu.yang says what may stand there). Data only.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace yang {
class Schema;
}

namespace drivers::power {

struct OutletPosition {
    int write = 0;
    std::vector<int> reads;
    bool operator==(const OutletPosition&) const = default;
};

struct Pdu {
    std::string name, control, state;  ///< object identifiers with {outlet} in them; state may be empty
    OutletPosition on, off;
    bool unverified = false;

    /// Which of the two a value that was read means.
    std::optional<bool> is_on(int value) const;
    bool operator==(const Pdu&) const = default;
};

/// `oid` for one outlet.
std::string for_outlet(std::string oid, std::string_view outlet);

/// Throws yang::DocumentError.
Pdu read_pdu(const yang::Schema& schema, const std::filesystem::path& file);
/// Those that come with the program, read once.
const std::vector<Pdu>& pdus();
/// Throws std::invalid_argument that names those there are.
const Pdu& pdu(std::string_view name);

}  // namespace drivers::power
