#pragma once
// One reader per kind of CLI output: each gets the lines from the output's heading on and adds what they say
// to a Unit. Lines of another shape are passed over. Private to this folder.

#include "drivers/junos/facts.hpp"
#include "drivers/junos/lines.hpp"

namespace drivers::junos {

void read_inventory_text(const Lines& lines, Unit& unit);
/// Whether a part of the chassis is named so: "CB 0", "Fan Tray 1".
bool begins_part(std::string_view text);
void read_software_text(const Lines& lines, Unit& unit);
void read_environment_text(const Lines& lines, Unit& unit);
void read_fans_text(const Lines& lines, Unit& unit);
void read_component_text(const Lines& lines, Unit& unit);
void read_alarms_text(const Lines& lines, Unit& unit);
void read_routing_engines_text(const Lines& lines, Unit& unit);
void read_power_text(const Lines& lines, Unit& unit);
void read_fpcs_text(const Lines& lines, Unit& unit);
void read_fpc_detail_text(const Lines& lines, Unit& unit);
void read_pics_text(const Lines& lines, Unit& unit);
void read_pic_detail_text(const Lines& lines, Unit& unit);
void read_storage_text(const Lines& lines, Unit& unit);
void read_optics_text(const Lines& lines, Unit& unit);
void read_members_text(const Lines& lines, Unit& unit);
void read_cluster_text(const Lines& lines, Unit& unit);
void read_firmware_text(const Lines& lines, Unit& unit);

}  // namespace drivers::junos
