// Firmware below Junos: show system firmware (get-system-firmware-information) and show chassis firmware (get-firmware-information).
#include "drivers/junos/element.hpp"
#include "drivers/junos/text_readers.hpp"
#include "drivers/junos/xml_readers.hpp"

namespace drivers::junos {
namespace {

constexpr int deepest = 8;  ///< parts nest three deep at most

// An element that has a type of firmware is one; what lies in it belongs to its part, or is a part of its own.
void read_system_part(const pugi::xml_node& node, std::string part, Unit& unit, int depth = 0) {
    if (depth == deepest) return;
    if (const auto name = child_text(node, "firmware-name"); !name.empty()) part = name;
    if (const auto type = child_text(node, "firmware-type"); !type.empty())
        unit.firmware.push_back({part, std::string{type}, std::string{child_text(node, "firmware-tag")},
                                 std::string{child_text(node, "firmware-revision")},
                                 std::string{child_text(node, "firmware-revision-available")},
                                 std::string{child_text(node, "firmware-status")}});
    for (const auto& item : node.children())
        if (item.type() == pugi::node_element && item.first_child()) read_system_part(item, part, unit, depth + 1);
}

void read_chassis_part(const pugi::xml_node& node, const std::string& part, Unit& unit, int depth = 0) {
    if (depth == deepest) return;
    for (const auto& item : node.children()) {
        const auto kind = local_name(item);
        if (kind == "firmware") {
            const auto type = child_text(item, "type"), version = child_text(item, "firmware-version");
            if (!type.empty()) unit.firmware.push_back({part, std::string{type}, {}, one_line(version), {}, {}});
        } else if (kind.find("module") != kind.npos) {
            read_chassis_part(item, (part.empty() ? "" : part + '/') + std::string{child_text(item, "name")}, unit, depth + 1);
        } else if (kind == "chassis") {
            read_chassis_part(item, part, unit, depth + 1);
        }
    }
}

}  // namespace

void read_system_firmware(const pugi::xml_node& node, Unit& unit) {
    for (const auto& item : node.children())
        if (item.type() == pugi::node_element) read_system_part(item, {}, unit);
}

void read_chassis_firmware(const pugi::xml_node& node, Unit& unit) { read_chassis_part(node, {}, unit); }

// The heading of one of them has two lines; its second one names no type.
void read_firmware_text(const Lines& lines, Unit& unit) {
    std::optional<Columns> columns;
    std::string part;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.starts_with("Part ") && text.find("Type") != text.npos) {
            columns.emplace(line.text, std::vector<std::string_view>{"Part", "Type", "Tag", "Current", "Version", "Available", "Status"});
            continue;
        }
        if (text.empty() || !columns || !line.whole) continue;
        const auto cells = columns->cells(line.text);
        if (!cells[0].empty()) part = cells[0];
        const auto version = cells[3].empty() ? cells[4] : cells[3];
        if (part.empty() || cells[1].empty()) continue;
        unit.firmware.push_back({part, std::string{cells[1]}, std::string{cells[2]}, one_line(version), std::string{cells[5]}, std::string{cells[6]}});
    }
}

}  // namespace drivers::junos
