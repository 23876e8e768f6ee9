#pragma once
// A bench and its slots, read once from the YAML a person wrote. Plain values; opens nothing.

#include "drivers/link.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace yang {
class Schema;
}

namespace station {

/// What a unit's network port is given while it stands in the slot.
struct Management {
    std::string address;  ///< with prefix length, "198.51.100.11/24"
    std::string gateway;
    unsigned ssh_port = 22;

    std::string host() const { return address.substr(0, address.find('/')); }
};

struct Slot {
    std::string name;
    drivers::Endpoint console;
    std::vector<drivers::Endpoint> other_consoles;
    std::optional<Management> management;
    std::optional<drivers::Endpoint> power;
    drivers::Clock::duration power_pause = std::chrono::seconds{10};
    drivers::Clock::duration console_patience = std::chrono::minutes{2};  ///< for a port that vanished during a run
    bool allow_legacy_crypto = false;
};

struct Laboratory {
    std::string name, address, facility_appointment;
};

/// Whom to call while a planned change goes on. Empty: not named.
struct Contacts {
    std::string technical, backup;
};

/// Data that the bench brings along, over what comes with the program. Empty: none of its own.
struct OwnData {
    std::filesystem::path catalogue;             ///< a file
    std::filesystem::path families, procedures;  ///< folders
};

struct Bench {
    std::string name, location, operator_name;
    Laboratory laboratory;
    Contacts contacts;
    std::vector<drivers::Credentials> credentials;  ///< in the order to try
    std::filesystem::path credentials_file;         ///< empty: there is none
    std::filesystem::path images;
    std::string images_address;  ///< of this machine, for units that fetch; empty: none does
    OwnData own;
    std::uintmax_t records_space = 0;  ///< bytes that have to be free before anything is destroyed
    bool simulated = false;
    drivers::Limits limits;  ///< of what a unit may send
    std::vector<Slot> slots;

    /// Throws std::invalid_argument that names the slots there are.
    const Slot& slot(const std::string& wanted) const;
};

/// Throws yang::DocumentError (file, line, what was expected), also for endpoints that no transport understands.
Bench read_bench(const yang::Schema& schema, const std::filesystem::path& file);

}  // namespace station
