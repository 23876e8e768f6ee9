#pragma once
// Who a unit is, out of what it said: the facts by which the station tells units, families and engines apart.

#include "drivers/junos/facts.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace drivers::junos {

/// The chassis' serial number, or "" when no reply had one.
std::string chassis_serial(const Facts& facts);

/// The model as `show version` has it, else the chassis' description, or "".
std::string model(const Facts& facts);

/// The routing engines of the inventory, in its order, without the parts on them.
std::vector<const Module*> routing_engine_modules(const Facts& facts);

/// The storage media of the routing engine in slot `number`, as the detailed inventory has them.
std::vector<const Module*> disk_modules(const Facts& facts, std::size_t number);

/// How many routing engines the unit has, or members where it answers member by member (a virtual chassis, a cluster); at least one.
std::size_t engines(const Facts& facts);

/// The slot of its routing engine `index`, or the number of that member: a virtual chassis may have the members 1 and 3.
std::size_t engine_number(const Facts& facts, std::size_t index);

/// What the unit calls it: "re0", "fpc1", "node1". "re0" while it has not said.
std::string engine_name(const Facts& facts, std::size_t index);

}  // namespace drivers::junos
