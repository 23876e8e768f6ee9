// get-chassis-inventory. This is the reply that is read most and the largest: one walk, each child looked at
// once.
#include "drivers/junos/element.hpp"
#include "drivers/junos/xml_readers.hpp"

#include <optional>

namespace drivers::junos {
namespace {

/// The levels below the chassis, and the parts a routing engine lists in the detailed form.
bool is_module(std::string_view name) {
    return name.starts_with("chassis-") && name.ends_with("-module");
}

/// The leaf of `module` that an element of this name fills, or null.
std::string* leaf_of(Module& module, std::string_view name) {
    switch (name.size()) {
        case 4:
            return name == "name" ? &module.name : nullptr;
        case 5:
            return name == "model" ? &module.model_number : nullptr;  // of a disk
        case 7:
            return name == "version"   ? &module.version
                   : name == "product" ? &module.model_number
                                       : nullptr;  // of a USB part
        case 9:
            return name == "clei-code" ? &module.clei_code : nullptr;
        case 11:
            return name == "part-number"   ? &module.part_number
                   : name == "description" ? &module.description
                                           : nullptr;
        case 12:
            return name == "model-number" ? &module.model_number : nullptr;
        case 13:
            return name == "serial-number" ? &module.serial_number : nullptr;
        default:
            return nullptr;
    }
}

constexpr int deepest = 8;  ///< levels of parts; Junos has four below the chassis

/// Reads a module and what it holds, in document order. A module without a name says nothing that could be
/// told apart. `above` is the place of the one that holds it in `modules`.
void read_module(const pugi::xml_node& node, std::optional<std::size_t> above, int level,
                 std::vector<Module>& modules) {
    const auto at = modules.size();
    auto& module = modules.emplace_back();
    pugi::xml_node first_part;
    for (auto item = node.first_child(); item; item = item.next_sibling()) {
        const auto name = local_name(item);
        if (auto* leaf = leaf_of(module, name)) {
            if (leaf->empty()) *leaf = text_of(item);
        } else if (!first_part && is_module(name)) {
            first_part = item;
        }
    }
    if (module.name.empty()) {
        modules.pop_back();
        return;
    }
    if (above) (module.path = modules[*above].path) += '/';
    module.path += module.name;
    if (!first_part || level == deepest) return;
    for (auto part = first_part; part; part = part.next_sibling())
        if (is_module(local_name(part))) read_module(part, at, level + 1, modules);
}

/// The serial of a chassis that does not say its own: its backplane's, else its midplane's.
std::string_view plane_serial(const std::vector<Module>& modules) {
    for (const auto* plane : {"Backplane", "Midplane"})
        for (const auto& module : modules)
            if (module.path == plane && !module.serial_number.empty()) return module.serial_number;
    return {};
}

}  // namespace

namespace {

/// Takes a serial; whether another one was told before.
bool tell(std::string& serial, std::string_view told) {
    const bool another = !serial.empty() && serial != told;
    serial = told;
    return another;
}

}  // namespace

void read_inventory(const pugi::xml_node& inventory, Unit& unit) {
    for (const auto& node : inventory.children()) {
        if (local_name(node) != "chassis") continue;
        Chassis chassis;
        bool says_two = false;  // nobody can tell then which of them it is
        std::vector<Module> modules;
        modules.reserve(256);
        for (auto item = node.first_child(); item; item = item.next_sibling()) {
            const auto name = local_name(item);
            if (name == "serial-number")
                says_two |= tell(chassis.serial_number, text_of(item));
            else if (name == "description")
                chassis.model = text_of(item);
            else if (is_module(name))
                read_module(item, std::nullopt, 1, modules);
        }
        if (chassis.serial_number.empty()) chassis.serial_number = plane_serial(modules);
        if (unit.chassis) says_two |= tell(chassis.serial_number, unit.chassis->serial_number);
        if (says_two) chassis.serial_number.clear();
        if (!chassis.model.empty() || !chassis.serial_number.empty()) unit.chassis = std::move(chassis);
        if (unit.modules.empty())
            unit.modules = std::move(modules);
        else
            unit.modules.insert(unit.modules.end(), modules.begin(), modules.end());
    }
}

}  // namespace drivers::junos
