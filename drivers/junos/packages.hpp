#pragma once
// How Junos words versions in `show version`, in XML and in text alike. Private to this folder.

#include <string_view>

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

/// "14.1R1.10" of "JUNOS Base OS boot [14.1R1.10]"; empty without brackets.
std::string_view bracketed(std::string_view comment);

/// Takes over a version as said, "19.4R1.10 limited": the first word is the version, the rest its edition.
void add_version(Software& software, std::string_view said);

}  // namespace drivers::junos
