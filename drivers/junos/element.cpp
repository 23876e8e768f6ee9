#include "drivers/junos/element.hpp"

#include <charconv>
#include <limits>

namespace drivers::junos {

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const auto& found : node.children())
        if (local_name(found) == name) return found;
    return {};
}

std::string_view child_text(const pugi::xml_node& node, std::string_view name) {
    return text_of(child(node, name));
}

std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : trimmed(text)) {
        if (static_cast<unsigned char>(c) > ' ')
            line += c;
        else if (line.back() != ' ')
            line += ' ';
    }
    return line;
}

std::optional<double> number_in(std::string_view text) {
    text = trimmed(text);
    double value = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    const bool digits =
        !text.empty() && (text.front() == '-' || (text.front() >= '0' && text.front() <= '9'));
    if (error != std::errc{} || !digits || value - value != 0)
        return std::nullopt;  // "-Inf" and "nan" are no reading
    return value;
}

std::optional<double> dbm_in(std::string_view text) {
    text = trimmed(text);
    if (!text.starts_with('-')) return number_in(text);
    const auto word = trimmed(text.substr(1)).substr(0, 3);
    const bool none = word.size() == 3 && (word[0] | 0x20) == 'i' && (word[1] | 0x20) == 'n' && (word[2] | 0x20) == 'f';
    return none ? -std::numeric_limits<double>::infinity() : number_in(text);
}

std::optional<double> rpm_in(std::string_view text) {
    const auto before = trimmed(text.substr(0, text.find(" RPM")));
    return number_in(before.substr(before.find_last_of(' ') + 1));
}

std::optional<std::uint64_t> count_in(std::string_view text) {
    text = trimmed(text);
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{}) return std::nullopt;
    return value;
}

std::optional<double> celsius_in(std::string_view text) {
    const auto degrees = text.find(" degrees C");
    if (degrees == text.npos) return std::nullopt;
    auto before = trimmed(text.substr(0, degrees));
    const auto blank = before.find_last_of(" \t\n");
    return number_in(blank == before.npos ? before : before.substr(blank + 1));
}

std::optional<double> celsius_of(const pugi::xml_node& node) {
    const auto text = text_of(node);
    if (!number_in(text) && text.find("degrees") == text.npos)
        return std::nullopt;  // "Testing" stands beside celsius="0"
    for (const auto& attribute : node.attributes())
        if (local_name(std::string_view{attribute.name()}) == "celsius")
            if (const auto value = number_in(attribute.value())) return value;
    return celsius_in(text);
}

}  // namespace drivers::junos
