// Environment, alarms, routing engines and power: what the unit says about how it is.
#include "drivers/junos/element.hpp"
#include "drivers/junos/xml_readers.hpp"

namespace drivers::junos {

void read_environment(const pugi::xml_node& node, Unit& unit) {
    std::string group;  // the class stands on the first item of its group only
    for (const auto& item : node.children()) {
        if (local_name(item) != "environment-item") continue;
        EnvironmentItem entry;
        entry.name = child_text(item, "name");
        if (const auto said = child_text(item, "class"); !said.empty()) group = said;
        entry.item_class = group;
        entry.status = child_text(item, "status");
        entry.celsius = celsius_of(child(item, "temperature"));
        entry.comment = child_text(item, "comment");
        if (entry.comment.ends_with(" RPM")) entry.rpm = rpm_in(entry.comment);
        if (!entry.name.empty()) unit.environment.push_back(std::move(entry));
    }
}

void read_fans(const pugi::xml_node& node, Unit& unit) {
    for (const auto& item : node.children()) {
        if (!local_name(item).starts_with("fan-information-")) continue;  // -rpm-item, -percent-rpm-item
        EnvironmentItem fan;
        fan.name = child_text(item, "name");
        fan.item_class = "Fans";
        fan.status = child_text(item, "status");
        fan.rpm = rpm_in(child_text(item, "rpm"));
        fan.comment = child_text(item, "comment");
        if (!fan.rpm && fan.comment.ends_with(" RPM")) fan.rpm = rpm_in(fan.comment);
        if (!fan.name.empty()) unit.environment.push_back(std::move(fan));
    }
}

void read_environment_components(const pugi::xml_node& node, Unit& unit) {
    for (const auto& item : node.children()) {
        const std::string name{child_text(item, "name")};
        if (name.empty()) continue;
        unit.environment.push_back({name, {}, std::string{child_text(item, "state")}, {}, {}});
        for (const auto& part : item.children()) {
            const auto kind = local_name(part);
            const bool temperature = kind == "temperature-reading";
            if (!temperature && kind != "fan-speed-reading") continue;
            const auto sensor = child_text(part, temperature ? "temperature-name" : "fan-name");
            if (sensor.empty()) continue;
            EnvironmentItem entry;
            entry.name = name + ' ' + std::string{sensor};
            if (temperature) {
                const auto said = child(part, "temperature");
                entry.celsius = celsius_of(said);
                const auto words = text_of(said);  // "OK   41 degrees C / 105 degrees F"
                if (!words.empty() && !number_in(words)) entry.status = words.substr(0, words.find(' '));
            } else {
                entry.comment = child_text(part, "fan-speed");
                if (entry.comment.ends_with(" RPM")) entry.rpm = rpm_in(entry.comment);
            }
            unit.environment.push_back(std::move(entry));
        }
    }
}

void read_alarms(const pugi::xml_node& node, Unit& unit) {
    std::vector<Alarm> alarms;
    bool said = false;
    for (const auto& item : node.children()) {
        const auto name = local_name(item);
        if (name == "alarm-detail") {
            said = true;
            alarms.push_back({one_line(child_text(item, "alarm-time")),
                              std::string{child_text(item, "alarm-class")},
                              one_line(child_text(item, "alarm-description"))});
        } else if (name == "alarm-summary") {
            said = said || child(item, "no-active-alarms") ||
                   count_in(child_text(item, "active-alarm-count")) == 0u;
        }
    }
    if (said) unit.alarms = std::move(alarms);
}

void read_routing_engines(const pugi::xml_node& node, Unit& unit) {
    for (const auto& item : node.children()) {
        if (local_name(item) != "route-engine") continue;
        RoutingEngine engine;
        engine.slot = child_text(item, "slot");
        engine.model = child_text(item, "model");
        engine.serial_number = child_text(item, "serial-number");
        engine.mastership_state = child_text(item, "mastership-state");
        engine.status = child_text(item, "status");
        engine.celsius = celsius_of(child(item, "temperature"));
        engine.up_time = child_text(item, "up-time");
        engine.last_reboot_reason = one_line(child_text(item, "last-reboot-reason"));
        if (engine != RoutingEngine{}) unit.routing_engines.push_back(std::move(engine));
    }
}

void read_power(const pugi::xml_node& node, Unit& unit) {
    for (const auto& item : node.children()) {
        if (local_name(item) != "power-usage-item") continue;
        PowerSupply supply;
        supply.name = child_text(item, "name");
        supply.state = child_text(item, "state");
        for (const auto& detail : item.children()) {  // numbered variants for other kinds of supplies:
                                                      // ac-input-detail2, dc-output-detail3
            const auto name = local_name(detail);
            if (name.starts_with("ac-input-detail") || name.starts_with("dc-input-detail")) {
                for (const auto* leaf : {"ac-input", "dc-input", "ac-input_status", "dc-input-status"})
                    if (supply.input.empty()) supply.input = child_text(detail, leaf);
            } else if (name == "pem-capacity-detail") {
                supply.capacity_watts = number_in(child_text(detail, "capacity-actual"));
            } else if (name.starts_with("dc-output-detail") && !supply.output_watts) {
                for (const auto* leaf : {"dc-power", "str-dc-power", "str2-dc-power", "dc-power1"})
                    if (!supply.output_watts) supply.output_watts = number_in(child_text(detail, leaf));
            }
        }
        if (!supply.name.empty()) unit.power.push_back(std::move(supply));
    }
}

}  // namespace drivers::junos
