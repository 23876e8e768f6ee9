#pragma once
// Makes a unit's bytes acceptable to an XML 1.0 parser without moving any of them.

#include <string>

namespace drivers::netconf {

/// Overwrites, byte for byte, control characters with a blank and what is not UTF-8 with '?' (XML 1.0
/// section 2.2, RFC 3629). Tab, line feed and carriage return stay.
void clean(std::string& text);

}  // namespace drivers::netconf
