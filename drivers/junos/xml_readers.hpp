#pragma once
// One reader per kind of reply element: each adds what the element says to a Unit. They never fail: what is
// not there is not added. Private to this folder; the way in is drivers/junos/reply.hpp.

#include <pugixml.hpp>

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

void read_inventory(const pugi::xml_node& chassis_inventory, Unit& unit);
void read_software(const pugi::xml_node& software_information, Unit& unit);
void read_system(const pugi::xml_node& system_information, Unit& unit);
void read_environment(const pugi::xml_node& environment_information, Unit& unit);
void read_fans(const pugi::xml_node& fan_information, Unit& unit);
void read_environment_components(const pugi::xml_node& environment_component_information, Unit& unit);
void read_alarms(const pugi::xml_node& alarm_information, Unit& unit);
void read_routing_engines(const pugi::xml_node& route_engine_information, Unit& unit);
void read_fpcs(const pugi::xml_node& fpc_information, Unit& unit);
void read_storage(const pugi::xml_node& system_storage_information, Unit& unit);
void read_optics(const pugi::xml_node& interface_information, Unit& unit);
void read_virtual_chassis(const pugi::xml_node& virtual_chassis_information, Unit& unit);
void read_cluster(const pugi::xml_node& chassis_cluster_status, Unit& unit);
void read_system_firmware(const pugi::xml_node& system_firmware_information, Unit& unit);
void read_chassis_firmware(const pugi::xml_node& firmware_information, Unit& unit);
void read_power(const pugi::xml_node& power_usage_information, Unit& unit);

}  // namespace drivers::junos
