#include "drivers/junos/identity.hpp"

namespace drivers::junos {

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

std::string engine_name(std::size_t index) {
    return "re" + std::to_string(index);
}

}  // namespace drivers::junos
