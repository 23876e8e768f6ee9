#pragma once
// What a unit said about itself, read from its replies: the values of yang/station-facts.yang. A member is
// empty or absent exactly when the unit did not say; nothing is invented. Knows no transport.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drivers::junos {

struct Package {
    std::string name, version;
    bool operator==(const Package&) const = default;
};

struct Software {
    std::string version, model, product_name, edition;
    std::vector<Package> packages;
    std::string pending{};  ///< the release that the next reboot starts, where `show version` says it
    bool operator==(const Software&) const = default;
};

struct Chassis {
    std::string model, serial_number;
    bool operator==(const Chassis&) const = default;
};

/// A field-replaceable or built-in part, in document order; `path` is the names from the chassis down, "FPC
/// 0/PIC 1/Xcvr 0".
struct Module {
    std::string path, name, version, part_number, serial_number, description, model_number, clei_code;
    bool operator==(const Module&) const = default;
};

struct EnvironmentItem {
    std::string name, item_class, status;  ///< `item_class` carried forward from the first item of its group
    std::optional<double> celsius;
    std::string comment;  ///< fan speed and the like, as the unit words it
    std::optional<double> rpm{};  ///< of a fan
    bool operator==(const EnvironmentItem&) const = default;
};

struct Alarm {
    std::string time, alarm_class, description;
    bool operator==(const Alarm&) const = default;
};

struct RoutingEngine {
    std::string slot, model, serial_number, mastership_state, status;
    std::optional<double> celsius;
    std::string up_time, last_reboot_reason;
    bool operator==(const RoutingEngine&) const = default;
};

struct FpcSlot {
    std::string slot, state, comment;
    std::optional<double> celsius;
    std::string description{};  ///< of the card, where the reply names it
    bool operator==(const FpcSlot&) const = default;
};

struct PicSlot {
    std::string fpc, slot, state, type;
    bool operator==(const PicSlot&) const = default;
};

struct Filesystem {
    std::string name, mounted_on;
    std::optional<std::uint64_t> total_blocks, used_blocks,
        available_blocks;  ///< of 512 bytes; the CLI text does not say them
    std::optional<unsigned> used_percent;
    std::string total{}, used{}, available{};  ///< as the unit words them, "13G"
    bool operator==(const Filesystem&) const = default;
};

struct Optic {
    std::string interface_name;
    std::optional<unsigned> lane;
    std::optional<double> bias_ma, tx_mw, tx_dbm, rx_mw, rx_dbm, celsius,
        volts;                        ///< a dark port has "- Inf" dBm: minus infinity
    std::vector<std::string> alarms;  ///< names of the alarm and warning flags that are on
    bool operator==(const Optic&) const = default;
};

struct ChassisMember {
    std::string id, status, serial_number, model, role;  ///< of a virtual chassis, or a node of a cluster
    std::string redundancy_group{};                      ///< of a cluster: the group that `role` is about
    bool operator==(const ChassisMember&) const = default;
};

/// A power supply, PEM or PSM as the power command shows it.
struct PowerSupply {
    std::string name, state, input;
    std::optional<double> capacity_watts, output_watts;
    bool operator==(const PowerSupply&) const = default;
};

/// Software below Junos: of a routing engine's BIOS, a card's boot ROM, a supply.
struct Firmware {
    std::string part, type, tag, version, available,
        status;  ///< `available`: what the unit itself holds ready to install
    bool operator==(const Firmware&) const = default;
};

/// One routing engine's, member's or node's answers; `re_name` is the unit's word for it ("re0", "fpc0",
/// "node1"), empty when unwrapped.
struct Unit {
    std::string re_name, host_name;
    std::optional<Software> software;
    std::optional<Chassis> chassis;
    std::vector<Module> modules;
    std::vector<EnvironmentItem> environment;
    std::optional<std::vector<Alarm>>
        alarms;  ///< empty list: the unit said there are none; absent: it did not say
    std::vector<RoutingEngine> routing_engines;
    std::vector<FpcSlot> fpcs;
    std::vector<PicSlot> pics;
    std::vector<Filesystem> storage;
    std::vector<Optic> optics;
    std::vector<ChassisMember> members;
    std::vector<PowerSupply> power{};
    std::vector<Firmware> firmware{};
    bool operator==(const Unit&) const = default;
};

struct Message {
    std::string severity, message;  ///< "error" or "warning"
    std::string
        about{};  ///< what it is about, where the unit said: an element, a statement, a routing engine
    bool operator==(const Message&) const = default;
};

struct Facts {
    std::vector<Unit> units;
    std::vector<Message> errors;
    bool operator==(const Facts&) const = default;

    bool empty() const { return units.empty() && errors.empty(); }
};

}  // namespace drivers::junos
