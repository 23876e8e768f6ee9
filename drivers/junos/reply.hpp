#pragma once
// One reply of a unit, as bytes, read into facts: the XML of a NETCONF or `| display xml` reply, the text of
// a CLI command, or Junos JSON. Damaged replies are read as far as they go; a value that may be cut short is
// left out rather than reported. Pure: no I/O, never throws for what is in the bytes.

#include <string>
#include <string_view>
#include <vector>

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

/// What a reply yielded.
struct Reading {
    Facts facts;
    std::vector<std::string> unread;  ///< what it held that nobody reads, in words: "<interface-information>"
    std::vector<std::string> mended;  ///< what was not well-formed and could be put right, in words
    bool damaged = false;             ///< it was not whole or not well-formed
    bool cut = false;                 ///< it was not whole: something is missing or stands in a wrong place, or may
};

Reading read_xml(std::string_view reply);
Reading read_text(std::string_view reply);
Reading read_json(std::string_view reply);

}  // namespace drivers::junos
