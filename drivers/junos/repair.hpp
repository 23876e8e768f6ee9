#pragma once
// Makes XML of what a unit meant as XML: stray `<` in texts, tags that nobody closes, bells and wall messages
// of a console, a broken end. Private to this folder.

#include <string>
#include <string_view>

namespace drivers::junos {

/// Whether there are bytes that have no business in XML or text (bell, escape sequences, NUL).
bool has_control_bytes(std::string_view bytes);

/// Without control bytes, terminal escape sequences, carriage returns, and the wall messages that a console
/// mixes in.
std::string without_noise(std::string_view bytes);

/// Well-formed, with the same elements. An element that was open at the end is closed; a text that the end
/// cut off is dropped, for it may be half a value.
struct RepairedXml {
    std::string text;
    bool whole = true;  ///< no element was open at the end
};
RepairedXml repair_xml(std::string_view bytes);

}  // namespace drivers::junos
