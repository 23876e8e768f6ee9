#include "drivers/lines.hpp"

#include <algorithm>

namespace drivers {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        lines.push_back(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(lines.back().size() + 1, text.size()));
    }
    return lines;
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
