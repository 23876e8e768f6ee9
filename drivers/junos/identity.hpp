#pragma once
// Who a unit is, out of what it said: the facts by which the station tells units, families and engines apart.

#include "drivers/junos/facts.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace drivers::junos {

/// Where in a unit somebody stands, as the prompt says it: "master", "secondary"; the member's or node's number. Empty: it says nothing.
struct Place {
    std::string role, member;
    bool operator==(const Place&) const = default;
};

/// The serial number of the chassis one stands on: where nodes or members answer side by side the one of that number, where one of several
/// members answers for all and is not the one that stands here, that member's own. "" where no reply had one, or nothing says whose it is.
std::string chassis_serial(const Facts& facts, const Place& place = {});
/// The serial number of member or node `number`, as the inventory lists it; or "".
std::string member_serial(const Facts& facts, const std::string& number);

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
