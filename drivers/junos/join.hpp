#pragma once
// Puts together what several replies said about the same unit. The later word wins, nothing said is lost.

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

/// Whether the unit said anything beyond its name in the wrapper.
bool says_anything(const Unit& unit);

/// Adds what one more element of the same reply said, to the unit of that name.
void add_unit(Facts& facts, Unit&& unit);

/// Adds one more reply: units of the same name are one unit, an unnamed one joins the only other there is -
/// unless host name, chassis serial or version show that it was another box.
void join(Facts& facts, Facts&& reply);

}  // namespace drivers::junos
