#include "drivers/junos/identity.hpp"

#include <algorithm>
#include <string_view>

namespace drivers::junos {
namespace {

/// The kernel's names of disks and sticks: ad0, ada1, da0, usb0, ...
bool is_disk(std::string_view name) {
    for (const std::string_view kind : {"ada", "ad", "da", "nvd", "nvme", "vtbd", "mmcsd", "usb", "disk"}) {
        if (!name.starts_with(kind) || name.size() == kind.size()) continue;
        const auto number = name.substr(kind.size());
        if (std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; })) return true;
    }
    return false;
}

}  // namespace

std::string chassis_serial(const Facts& facts) {
    for (const auto& unit : facts.units)
        if (unit.chassis && !unit.chassis->serial_number.empty()) return unit.chassis->serial_number;
    return {};
}

std::string model(const Facts& facts) {
    for (const auto& unit : facts.units) {
        if (unit.software && !unit.software->model.empty()) return unit.software->model;
        if (unit.chassis && !unit.chassis->model.empty()) return unit.chassis->model;
    }
    return {};
}

std::vector<const Module*> routing_engine_modules(const Facts& facts) {
    std::vector<const Module*> engines;
    for (const auto& unit : facts.units)
        for (const auto& module : unit.modules)
            if (module.path.starts_with("Routing Engine") && module.path == module.name)
                engines.push_back(&module);
    return engines;
}

std::vector<const Module*> disk_modules(const Facts& facts, std::size_t engine) {
    const auto parent = "Routing Engine " + std::to_string(engine) + "/";
    std::vector<const Module*> disks;
    for (const auto& unit : facts.units)
        for (const auto& module : unit.modules)
            if (module.path == parent + module.name && is_disk(module.name)) disks.push_back(&module);
    return disks;
}

std::string engine_name(std::size_t index) {
    return "re" + std::to_string(index);
}

}  // namespace drivers::junos
