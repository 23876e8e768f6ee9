#pragma once
// The few questions the readers ask of an XML element. Names are local names: Junos changes namespaces with
// every release and puts `nc:` before tags under rfc-compliant. Included by this folder's .cpp files only.

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace drivers::junos {

inline std::string_view trimmed(std::string_view text) {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
    return text;
}

inline std::string_view local_name(std::string_view name) {
    const auto colon = name.find(':');  // a name has one at most
    return colon == name.npos ? name : name.substr(colon + 1);
}
inline std::string_view local_name(const pugi::xml_node& node) {
    return local_name(std::string_view{node.name()});
}

/// The element's own text without the newlines and blanks that Junos pads it with.
inline std::string_view text_of(const pugi::xml_node& node) {
    return trimmed(node.child_value());
}

/// The first child of that name, or a null node.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
std::string_view child_text(const pugi::xml_node& node, std::string_view name);

/// Words with single blanks between them: messages come wrapped and indented.
std::string one_line(std::string_view text);

/// The number a text begins with; absent for "- Inf", "N/A" and other words.
std::optional<double> number_in(std::string_view text);
/// Power of light in dBm: minus infinity where there is none, "- Inf" or "-Inf".
std::optional<double> dbm_in(std::string_view text);
/// "8000 RPM", "8000"
std::optional<double> rpm_in(std::string_view text);
std::optional<std::uint64_t> count_in(std::string_view text);
/// "41 degrees C / 105 degrees F", also behind a status word: "OK   41 degrees C". Absent for "Testing" and
/// the like.
std::optional<double> celsius_in(std::string_view text);
/// A temperature element: its celsius attribute (any prefix) unless the text says there was no reading.
std::optional<double> celsius_of(const pugi::xml_node& node);

}  // namespace drivers::junos
