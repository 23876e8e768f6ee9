#pragma once
// What makes one simulated unit different from another: the plain form of a file in drivers/sim/units/,
// checked by yang/station-personality.yang. Values only; what changes while the unit runs is in Engine and
// Unit.

#include "drivers/sim/boot_type.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace drivers::sim {

enum class Generation {
    legacy,    ///< old FreeBSD: loader> prompt, jinstall packages, csh
    upgraded,  ///< FreeBSD 10 and later: menu loader, software sets, sh
    vmhost     ///< upgraded Junos in a virtual machine on a Linux host: request vmhost ...
};

/// What taking software sounds like.
enum class Installer { legacy, upgraded, hosted, vmhost, evolved };

struct Part {
    std::string path;  ///< names from the chassis down: "FPC 0/PIC 1/Xcvr 0"
    std::string version, part_number, serial_number, description, model_number, clei_code;
    std::string name() const;
    std::size_t depth() const;  ///< 0 for a module
};

struct Sensor {
    std::string item_class, name, status;
    std::optional<int> celsius;
    std::string comment;
    std::optional<int> rpm;
};

struct Threshold {
    std::string name;
    int fan_normal = 0, fan_high = 0, yellow = 0, bad_fan_yellow = 0, red = 0, bad_fan_red = 0, fire = 0;
};

struct Pic {
    int slot = 0;
    std::string state, type;
};
struct Fpc {
    int slot = 0;
    std::string state, description, comment;
    std::optional<int> celsius;
    int dram_mb = 0;
    std::vector<Pic> pics;
};

struct PowerItem {
    std::string name, state;
    bool dc = false, input_ok = true;
    int watts = 0, capacity = 0;
};

/// Software below Junos.
struct Firmware {
    std::string name, part, type, tag, version, available, status = "OK";  ///< `name` is the entry's, and not shown
};

struct Filesystem {
    std::string device, mounted_on;
    std::uint64_t bytes = 0, used = 0;
};

struct FileEntry {
    std::string path, content;
    std::uint64_t bytes = 0;
    std::optional<int> engine;  ///< only on this routing engine
};

struct EngineParts {
    int slot = 0;
    std::string model, serial_number, release;  ///< release: empty is the unit's
    int celsius = 0, cpu_celsius = 0, dram_mb = 0;
};

struct Licence {
    std::string identifier, feature;
};

struct Times {
    std::chrono::seconds loader{}, boot{}, management{}, cards{}, shutdown{}, zeroize{}, install{},
        validate{}, snapshot{}, commit{};
};

enum class ConsoleFault { none, silent, garbage };
enum class InstallFault { none, corrupted, incompatible, space, busy };

struct Faults {
    ConsoleFault console = ConsoleFault::none;
    InstallFault install = InstallFault::none;
    bool boots_alternate = false;               ///< says so at login and as an alarm
    std::vector<std::string> survives_zeroize;  ///< path prefixes that a zeroize leaves behind
};

struct Personality {
    std::string name, title, deserves, label_serial;
    Generation generation = Generation::upgraded;
    Installer installer = Installer::upgraded;
    std::string model, description, serial_number,
        member;  ///< "fpc0": replies are wrapped per member; "node0": per node of a cluster, each with a chassis of its own; else empty
    std::string release, previous_release, package_pattern, product_name, management_interface;
    BootType boot;
    bool boot_unattended = false, fips = false;
    unsigned speed = 9600;  ///< of its console, in baud
    bool boots_at_start = false, chatty_when_factory = true;
    std::vector<std::string> states, schedule, may_fault;
    std::string configuration, factory_configuration, rescue;
    int commits = 1;
    std::vector<EngineParts> engines;
    std::vector<Part> parts;
    std::vector<Sensor> sensors;
    std::vector<Threshold> thresholds;
    std::vector<Fpc> fpcs;
    std::vector<PowerItem> power;
    std::vector<Firmware> firmware;  ///< none: the unit does not know the command
    std::vector<Filesystem> filesystems;
    std::vector<FileEntry> files;
    std::vector<Licence> licences;
    Times times;
    Faults faults;

    bool is_virtual_chassis() const { return member.starts_with("fpc"); }
    bool is_cluster() const { return member.starts_with("node"); }
};

/// Reads a personality and what it is based on. Throws yang::DocumentError.
Personality load_personality(const std::filesystem::path& file);

}  // namespace drivers::sim
