#pragma once
// What a simulated unit answers to a command that changes nothing: the same reply as XML and as CLI text,
// from the same state.

#include "drivers/sim/element.hpp"
#include "drivers/sim/unit.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

/// The words after a command, or the input leaves of an rpc flattened to words (<fpc-slot>1</fpc-slot> is
/// "fpc-slot 1").
struct Arguments {
    std::vector<std::string> words;
    bool has(std::string_view word) const;
    std::optional<std::string> after(std::string_view word) const;
    std::string last() const { return words.empty() ? "" : words.back(); }
};

struct View {
    const Unit& unit;
    const Engine& engine;
    /// Namespace of a reply: "junos-chassis" -> "http://xml.juniper.net/junos/21.4R3/junos-chassis".
    std::string ns(std::string_view module) const;
};

struct Answer {
    std::vector<Element> xml;
    std::string text;
    std::string error;  ///< when set there is nothing else: "error: ..." in the CLI, an rpc-error in NETCONF
};

enum class Audience { anyone, master_only, vmhost_only, classic_only, sets_only, redundant_only, firmware_only };

struct Query {
    std::string_view cli, rpc;
    Answer (*answer)(const View&, const Arguments&);
    Audience audience = Audience::anyone;
    std::string_view options = "";  ///< words it takes; "slot=" takes a value; "*" takes any words
};
const std::vector<Query>& queries();

/// Whether this unit has such a command at all.
bool offered(Audience audience, const Unit& unit);
/// The answer, wrapped per member where the unit does that, or the refusal of a backup routing engine.
Answer answer(const Query& query, const View& view, const Arguments& arguments);

// Chassis
Answer chassis_inventory(const View&, const Arguments&);
Answer environment(const View&, const Arguments&);
Answer chassis_alarms(const View&, const Arguments&);
Answer system_alarms(const View&, const Arguments&);
Answer routing_engines(const View&, const Arguments&);
Answer fpcs(const View&, const Arguments&);
Answer pics(const View&, const Arguments&);
Answer power(const View&, const Arguments&);
Answer fans(const View&, const Arguments&);
Answer thresholds(const View&, const Arguments&);
Answer mac_addresses(const View&, const Arguments&);
Answer system_firmware(const View&, const Arguments&);
Answer chassis_firmware(const View&, const Arguments&);
// System
Answer software(const View&, const Arguments&);
Answer software_sets(const View&, const Arguments&);
Answer vmhost_version(const View&, const Arguments&);
Answer snapshot_information(const View&, const Arguments&);
Answer vmhost_snapshot(const View&, const Arguments&);
Answer certificates(const View&, const Arguments&);
Answer uptime(const View&, const Arguments&);
Answer users(const View&, const Arguments&);
Answer storage(const View&, const Arguments&);
Answer commits(const View&, const Arguments&);
Answer core_dumps(const View&, const Arguments&);
Answer licences(const View&, const Arguments&);
Answer rescue(const View&, const Arguments&);
Answer file_list(const View&, const Arguments&);
Answer file_checksum(const View&, const Arguments&);
Answer file_show(const View&, const Arguments&);
Answer switchover(const View&, const Arguments&);
Answer interfaces_terse(const View&, const Arguments&);
/// What /etc/hosts.junos holds.
std::string internal_hosts(const Unit& unit);
Answer virtual_chassis(const View&, const Arguments&);
Answer cluster_status(const View&, const Arguments&);
Answer install_pending(const View&, const Arguments&);
Answer boot_media(const View&, const Arguments&);

}  // namespace drivers::sim
