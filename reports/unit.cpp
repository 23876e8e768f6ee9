#include "reports/unit.hpp"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using nlohmann::json;

const json nothing = json::object();

const json& at(const json& object, const char* member) {
    if (!object.is_object()) return nothing;
    const auto found = object.find(member);
    return found == object.end() ? nothing : *found;
}

std::string text(const json& object, const char* member) {
    const json& value = at(object, member);
    return value.is_string() ? value.get<std::string>() : std::string{};
}

Part part_of(const json& module, const std::string& where) {
    const std::string path = text(module, "path").empty() ? text(module, "name") : text(module, "path");
    return {.where = where.empty() ? path : where + ": " + path,
            .name = text(module, "name"),
            .version = text(module, "version"),
            .part_number = text(module, "part-number"),
            .serial = text(module, "serial-number"),
            .description = text(module, "description"),
            .model = text(module, "model-number")};
}

}  // namespace

Unit unit_of(std::string_view facts_json) {
    const json document = json::parse(facts_json, nullptr, false);
    const json* facts = &document;
    if (document.is_object() && document.size() == 1 && document.begin()->is_object())
        facts = &*document.begin();
    const json& units = at(*facts, "units");
    Unit unit;
    if (!units.is_array()) return unit;
    for (const json& one : units) {
        const std::string where = units.size() > 1 ? text(one, "re-name") : std::string{};
        const json& chassis = at(one, "chassis");
        if (unit.model.empty()) unit.model = text(chassis, "model");
        if (unit.model.empty()) unit.model = text(at(one, "software"), "model");
        if (unit.serial.empty()) unit.serial = text(chassis, "serial-number");
        if (unit.host_name.empty()) unit.host_name = text(one, "host-name");
        if (const std::string version = text(at(one, "software"), "version"); !version.empty())
            unit.software.push_back({.where = text(one, "re-name"), .version = version});
        if (const json& modules = at(one, "modules"); modules.is_array())
            for (const json& module : modules) unit.parts.push_back(part_of(module, where));
    }
    return unit;
}

}  // namespace reports
