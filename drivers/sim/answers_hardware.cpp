// The hardware inventory, and what is read off the boards.
#include "drivers/sim/answer.hpp"

#include <fmt/format.h>

#include <array>

namespace drivers::sim {
namespace {

constexpr std::array levels{"chassis-module", "chassis-sub-module", "chassis-sub-sub-module",
                            "chassis-sub-sub-sub-module"};

std::string row(std::string_view item, const Part& part) {
    std::string line = column(item, 17) + column(part.version, 9) + column(part.part_number, 13) +
                       column(part.serial_number, 18) + part.description;
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

void describe(Element& element, const Part& part, bool models) {
    element.add("name", part.name());
    element.add_if("version", part.version);
    element.add_if("part-number", part.part_number);
    element.add_if("serial-number", part.serial_number);
    element.add_if("description", part.description);
    if (!models) return;
    element.add_if("clei-code", part.clei_code);
    element.add_if("model-number", part.model_number);
}

/// Each node of a cluster has a chassis of its own, with the parts of its kind.
const std::string& chassis_serial(const View& view) {
    const Personality& p = view.unit.personality();
    return p.is_cluster() && view.engine.slot() > 0 ? view.engine.parts().serial_number : p.serial_number;
}

/// For what follows from a unit's serial number: the same unit always has the same.
unsigned sum_of(const std::string& serial_number) {
    unsigned sum = 0;
    for (const char c : serial_number) sum = sum * 31 + static_cast<unsigned char>(c);
    return sum;
}

}  // namespace

Answer chassis_inventory(const View& view, const Arguments& arguments) {
    const Personality& p = view.unit.personality();
    const std::string& serial = chassis_serial(view);
    const bool models = arguments.has("models") || arguments.has("clei-models") || arguments.has("detail") ||
                        arguments.has("extensive");
    Answer out;
    Element info{"chassis-inventory", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    Element& chassis = info.add("chassis").with("junos:style", "inventory");
    chassis.add("name", "Chassis");
    chassis.add("serial-number", serial);
    chassis.add("description", p.description);
    out.text = "Hardware inventory:\n" + column("Item", 17) + column("Version", 9) +
               column("Part number", 13) + column("Serial number", 18) + "Description\n";
    out.text += row("Chassis", {"Chassis", "", "", serial, p.description, "", ""});
    std::array<Element*, levels.size() + 1> last{&chassis};
    for (Part part : view.unit.visible_parts()) {
        if (part.serial_number == p.serial_number) part.serial_number = serial;
        const std::size_t depth = std::min(part.depth(), levels.size() - 1);
        Element& element = last[depth]->add(levels[depth]);
        describe(element, part, models);
        last[depth + 1] = &element;
        out.text += row(std::string(depth * 2, ' ') + part.name(), part);
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer mac_addresses(const View& view, const Arguments&) {
    const unsigned sum = sum_of(chassis_serial(view));
    const std::string base = fmt::format("2c:6b:f5:{:02x}:{:02x}:00", sum >> 8 & 0xff, sum & 0xff);
    Answer out;
    Element info{"chassis-mac-addresses", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    Element& address = info.add("mac-address-information").with("junos:style", "mac-address");
    address.add("public-base-address", base);
    address.add("public-count", "1008");
    address.add("private-base-address", base.substr(0, 15) + "f0");
    address.add("private-count", "16");
    out.text = fmt::format(
        "    MAC address information:\n      Public base address     {}\n      Public count            1008\n"
        "      Private base address    {}\n      Private count           16\n",
        base, base.substr(0, 15) + "f0");
    out.xml.push_back(std::move(info));
    return out;
}

Answer virtual_chassis(const View& view, const Arguments&) {
    const Personality& p = view.unit.personality();
    if (!p.is_virtual_chassis()) return Answer{{}, "", "the virtual-chassis-control subsystem is not running"};
    const std::string chassis_id = fmt::format("8c3d.51e0.{:04x}", sum_of(p.serial_number) & 0xffff);
    Answer out;
    Element info{"virtual-chassis-information", "", {}, {}};
    Element& id = info.add("virtual-chassis-id-information").with("junos:style", "brief");
    id.add("virtual-chassis-id", chassis_id);
    id.add("virtual-chassis-mode", "Enabled");
    out.text =
        "\nVirtual Chassis ID: " + chassis_id + "\nVirtual Chassis Mode: Enabled\n"
        "                                                Mstr           Mixed Route Neighbor List\n"
        "Member ID  Status   Serial No    Model          prio  Role      Mode  Mode ID  Interface\n";
    Element& list = info.add("member-list");
    for (const Engine& engine : view.unit.engines()) {
        const std::string slot = std::to_string(engine.slot());
        const std::string role =
            std::string{engine.master ? "Master" : "Backup"} + (&engine == &view.engine ? "*" : "");
        const char* status = engine.phase == Phase::up ? "Prsnt" : "NotPrsnt";
        Element& member = list.add("member");
        member.add("member-status", status);
        member.add("member-id", slot);
        member.add("fpc-slot", "(FPC " + slot + ")");
        member.add("member-serial-number", engine.parts().serial_number);
        member.add("member-model", p.model);
        member.add("member-priority", "128");
        member.add("member-role", role);
        out.text += fmt::format("{} (FPC {})  {:<8} {} {} 128   {:<9} N  VC\n", slot, slot, status,
                                column(engine.parts().serial_number, 12), column(p.model, 14), role);
    }
    out.xml.push_back(std::move(info));
    return out;
}

// As captured from branch firewalls: both nodes in each redundancy group, a node that is away as "lost".
Answer cluster_status(const View& view, const Arguments&) {
    if (!view.unit.personality().is_cluster()) return Answer{{}, "", "Chassis cluster is not enabled."};
    Answer out;
    Element info{"chassis-cluster-status", "", {}, {}};
    info.add("cluster-id", "1");
    Element& group = info.add("redundancy-group");
    group.add("cluster-id", "1");
    group.add("redundancy-group-id", "0");
    group.add("redundancy-group-failover-count", "1");
    Element& stats = group.add("device-stats");
    out.text =
        "Cluster ID: 1\nNode   Priority Status         Preempt Manual   Monitor-failures\n\n"
        "Redundancy group: 0 , Failover count: 1\n";
    for (const Engine& engine : view.unit.engines()) {
        const bool here = engine.phase == Phase::up;
        const std::string status = !here ? "lost" : engine.master ? "primary" : "secondary";
        const std::string priority = here ? "100" : "0", no = here ? "no" : "n/a";
        stats.add("device-name", engine.name());
        stats.add("device-priority", priority);
        stats.add("redundancy-group-status", status);
        stats.add("preempt", no);
        stats.add("failover-mode", no);
        out.text += fmt::format("{:<6} {:<8} {:<14} {:<7} {:<8} {}\n", engine.name(), priority, status, no, no, here ? "None" : "n/a");
    }
    out.xml.push_back(std::move(info));
    return out;
}

}  // namespace drivers::sim
