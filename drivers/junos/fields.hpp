#pragma once
// The names that facts go by in documents, once for all who write and read them. `visit(name, member)` is
// called for each member in document order. Private to this folder.

#include <concepts>
#include <type_traits>

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

template <typename Value, typename Struct>
concept Is = std::same_as<std::remove_const_t<Value>, Struct>;

void fields(Is<Package> auto& package, auto&& visit) {
    visit("name", package.name);
    visit("version", package.version);
}
void fields(Is<Software> auto& software, auto&& visit) {
    visit("version", software.version);
    visit("model", software.model);
    visit("product-name", software.product_name);
    visit("edition", software.edition);
    visit("pending", software.pending);
    visit("packages", software.packages);
}
void fields(Is<Chassis> auto& chassis, auto&& visit) {
    visit("model", chassis.model);
    visit("serial-number", chassis.serial_number);
}
void fields(Is<Module> auto& module, auto&& visit) {
    visit("path", module.path);
    visit("name", module.name);
    visit("version", module.version);
    visit("part-number", module.part_number);
    visit("serial-number", module.serial_number);
    visit("description", module.description);
    visit("model-number", module.model_number);
    visit("clei-code", module.clei_code);
}
void fields(Is<EnvironmentItem> auto& item, auto&& visit) {
    visit("name", item.name);
    visit("class", item.item_class);
    visit("status", item.status);
    visit("celsius", item.celsius);
    visit("rpm", item.rpm);
    visit("comment", item.comment);
}
void fields(Is<Alarm> auto& alarm, auto&& visit) {
    visit("time", alarm.time);
    visit("class", alarm.alarm_class);
    visit("description", alarm.description);
}
void fields(Is<RoutingEngine> auto& engine, auto&& visit) {
    visit("slot", engine.slot);
    visit("model", engine.model);
    visit("serial-number", engine.serial_number);
    visit("mastership-state", engine.mastership_state);
    visit("status", engine.status);
    visit("celsius", engine.celsius);
    visit("up-time", engine.up_time);
    visit("last-reboot-reason", engine.last_reboot_reason);
}
void fields(Is<Filesystem> auto& filesystem, auto&& visit) {
    visit("name", filesystem.name);
    visit("mounted-on", filesystem.mounted_on);
    visit("total-blocks", filesystem.total_blocks);
    visit("used-blocks", filesystem.used_blocks);
    visit("available-blocks", filesystem.available_blocks);
    visit("used-percent", filesystem.used_percent);
    visit("total", filesystem.total);
    visit("used", filesystem.used);
    visit("available", filesystem.available);
}
void fields(Is<Optic> auto& optic, auto&& visit) {
    visit("interface", optic.interface_name);
    visit("lane", optic.lane);
    visit("bias-ma", optic.bias_ma);
    visit("tx-mw", optic.tx_mw);
    visit("tx-dbm", optic.tx_dbm);
    visit("rx-mw", optic.rx_mw);
    visit("rx-dbm", optic.rx_dbm);
    visit("celsius", optic.celsius);
    visit("volts", optic.volts);
    visit("alarms", optic.alarms);
}
void fields(Is<FpcSlot> auto& fpc, auto&& visit) {
    visit("slot", fpc.slot);
    visit("state", fpc.state);
    visit("description", fpc.description);
    visit("comment", fpc.comment);
    visit("celsius", fpc.celsius);
}
void fields(Is<PicSlot> auto& pic, auto&& visit) {
    visit("fpc", pic.fpc);
    visit("slot", pic.slot);
    visit("state", pic.state);
    visit("type", pic.type);
}
void fields(Is<ChassisMember> auto& member, auto&& visit) {
    visit("id", member.id);
    visit("redundancy-group", member.redundancy_group);
    visit("status", member.status);
    visit("serial-number", member.serial_number);
    visit("model", member.model);
    visit("role", member.role);
}
void fields(Is<PowerSupply> auto& supply, auto&& visit) {
    visit("name", supply.name);
    visit("state", supply.state);
    visit("input", supply.input);
    visit("capacity-watts", supply.capacity_watts);
    visit("output-watts", supply.output_watts);
}
void fields(Is<Firmware> auto& firmware, auto&& visit) {
    visit("part", firmware.part);
    visit("type", firmware.type);
    visit("tag", firmware.tag);
    visit("version", firmware.version);
    visit("available", firmware.available);
    visit("status", firmware.status);
}
void fields(Is<Unit> auto& unit, auto&& visit) {
    visit("re-name", unit.re_name);
    visit("host-name", unit.host_name);
    visit("software", unit.software);
    visit("chassis", unit.chassis);
    visit("modules", unit.modules);
    visit("environment", unit.environment);
    visit("alarms", unit.alarms);
    visit("routing-engines", unit.routing_engines);
    visit("storage", unit.storage);
    visit("optics", unit.optics);
    visit("fpcs", unit.fpcs);
    visit("pics", unit.pics);
    visit("members", unit.members);
    visit("power", unit.power);
    visit("firmware", unit.firmware);
}
void fields(Is<Message> auto& message, auto&& visit) {
    visit("severity", message.severity);
    visit("message", message.message);
    visit("about", message.about);
}

}  // namespace drivers::junos
