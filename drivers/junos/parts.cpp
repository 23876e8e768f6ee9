// FPCs and PICs, file systems, optics, and the members of a virtual chassis or cluster.
#include <array>

#include "drivers/junos/element.hpp"
#include "drivers/junos/xml_readers.hpp"

namespace drivers::junos {
namespace {

void read_pics(const pugi::xml_node& fpc, const std::string& slot, Unit& unit) {
    for (const auto& item : fpc.children()) {
        const auto kind = local_name(item);
        PicSlot pic;
        pic.fpc = slot;
        pic.slot = child_text(item, "pic-slot");
        if (kind == "pic") {
            pic.state = child_text(item, "pic-state");
            pic.type = child_text(item, "pic-type");
        } else if (kind == "pic-detail") {
            if (pic.fpc.empty()) pic.fpc = child_text(item, "slot");
            pic.state = child_text(item, "state");
            pic.type = child_text(item, "pic-type");
        } else {
            continue;
        }
        if (!pic.slot.empty()) unit.pics.push_back(std::move(pic));
    }
}

/// The element is "on": laser-bias-current-high-alarm, module-voltage-low-warn and their like.
bool raised(const pugi::xml_node& flag, std::string_view name) {
    return (name.ends_with("-alarm") || name.ends_with("-warn")) && text_of(flag) == "on";
}

/// What module and lane have in common; the receive power goes by two names.
void read_light(const pugi::xml_node& node, Optic& optic) {
    for (const auto& item : node.children()) {
        const auto name = local_name(item);
        if (name == "laser-bias-current")
            optic.bias_ma = number_in(text_of(item));
        else if (name == "laser-output-power")
            optic.tx_mw = number_in(text_of(item));
        else if (name == "laser-output-power-dbm")
            optic.tx_dbm = dbm_in(text_of(item));
        else if (name == "rx-signal-avg-optical-power" || name == "laser-rx-optical-power")
            optic.rx_mw = number_in(text_of(item));
        else if (name == "rx-signal-avg-optical-power-dbm" || name == "laser-rx-optical-power-dbm")
            optic.rx_dbm = dbm_in(text_of(item));
        else if (name == "module-temperature")
            optic.celsius = celsius_of(item);
        else if (name == "module-voltage")
            optic.volts = number_in(text_of(item));
        else if (raised(item, name))
            optic.alarms.emplace_back(name);
    }
}

}  // namespace

void read_fpcs(const pugi::xml_node& node, Unit& unit) {
    for (const auto& item : node.children()) {
        if (local_name(item) != "fpc") continue;
        FpcSlot fpc;
        fpc.slot = child_text(item, "slot");
        fpc.state = child_text(item, "state");
        fpc.comment = child_text(item, "comment");
        fpc.celsius = celsius_of(child(item, "temperature"));
        fpc.description = child_text(item, "description");
        read_pics(item, fpc.slot, unit);
        if (!fpc.slot.empty()) unit.fpcs.push_back(std::move(fpc));
    }
}

void read_storage(const pugi::xml_node& node, Unit& unit) {
    const auto said = [](const pugi::xml_node& blocks) -> std::string {
        for (const auto& attribute : blocks.attributes())
            if (local_name(std::string_view{attribute.name()}) == "format")
                return std::string{trimmed(attribute.value())};
        return {};
    };
    for (const auto& item : node.children()) {
        if (local_name(item) != "filesystem") continue;
        Filesystem filesystem;
        filesystem.name = child_text(item, "filesystem-name");
        filesystem.mounted_on = child_text(item, "mounted-on");
        const auto total = child(item, "total-blocks"), used = child(item, "used-blocks"),
                   available = child(item, "available-blocks");
        filesystem.total_blocks = count_in(text_of(total));
        filesystem.used_blocks = count_in(text_of(used));
        filesystem.available_blocks = count_in(text_of(available));
        filesystem.total = said(total);
        filesystem.used = said(used);
        filesystem.available = said(available);
        if (const auto percent = count_in(child_text(item, "used-percent")); percent && *percent <= 1000)
            filesystem.used_percent = static_cast<unsigned>(*percent);
        if (!filesystem.name.empty()) unit.storage.push_back(std::move(filesystem));
    }
}

void read_optics(const pugi::xml_node& node, Unit& unit) {
    for (const auto& port : node.children()) {
        const auto diagnostics = child(port, "optics-diagnostics");
        if (!diagnostics) continue;
        Optic module;
        module.interface_name = child_text(port, "name");
        if (module.interface_name.empty()) continue;
        read_light(diagnostics, module);
        unit.optics.push_back(module);
        for (const auto& item : diagnostics.children()) {
            if (!local_name(item).starts_with("optics-diagnostics-lane-values")) continue;
            Optic lane;
            lane.interface_name = module.interface_name;
            if (const auto index = count_in(child_text(item, "lane-index")))
                lane.lane = static_cast<unsigned>(*index);
            read_light(item, lane);
            unit.optics.push_back(std::move(lane));
        }
    }
}

void read_virtual_chassis(const pugi::xml_node& node, Unit& unit) {
    for (const auto& item : child(node, "member-list").children()) {
        if (local_name(item) != "member") continue;
        ChassisMember member;
        member.id = child_text(item, "member-id");
        member.status = child_text(item, "member-status");
        member.serial_number = child_text(item, "member-serial-number");
        member.model = child_text(item, "member-model");
        member.role = child_text(item, "member-role");
        if (!member.id.empty()) unit.members.push_back(std::move(member));
    }
}

void read_cluster(const pugi::xml_node& node, Unit& unit) {
    for (const auto& group : node.children()) {
        if (local_name(group) != "redundancy-group") continue;
        const std::string id{child_text(group, "redundancy-group-id")};
        for (const auto& stats : group.children()) {
            if (local_name(stats) != "device-stats") continue;
            // One flat sequence for all nodes; JSON has it as one list for each name. The n-th status is the
            // n-th node's.
            const auto first = unit.members.size();
            std::vector<std::string> roles;
            for (const auto& item : stats.children()) {
                if (const auto name = local_name(item); name == "device-name") {
                    auto& member = unit.members.emplace_back();
                    member.id = text_of(item);
                    member.redundancy_group = id;
                } else if (name == "redundancy-group-status") {
                    roles.emplace_back(text_of(item));
                }
            }
            for (std::size_t i = 0; i < roles.size() && first + i < unit.members.size(); ++i)
                unit.members[first + i].role = roles[i];
        }
    }
}

}  // namespace drivers::junos
