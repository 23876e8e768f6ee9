#include "drivers/lines.hpp"

#include <algorithm>
#include <iterator>

namespace drivers {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        lines.push_back(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(lines.back().size() + 1, text.size()));
    }
    return lines;
}

std::string_view without_end_blanks(std::string_view text) { return text.substr(0, text.find_last_not_of(" \t\r") + 1); }

std::string without_blanks(std::string_view text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != ' ' && c != '\t'; });
    return out;
}

std::optional<std::string> line_with(const TextPattern& pattern, std::string_view text) {
    for (const auto line : lines_of(text))
        if (pattern.found_in(line)) return std::string{line};
    return std::nullopt;
}

std::string alternatives(const std::vector<std::string>& patterns) {
    std::string one;
    for (const auto& pattern : patterns) one += (one.empty() ? "(?:" : "|(?:") + pattern + ")";
    return one;
}

}  // namespace drivers
