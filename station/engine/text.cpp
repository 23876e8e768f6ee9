#include "station/engine/text.hpp"

#include "drivers/lines.hpp"

namespace station {

std::string last_line_of(const std::string& text) {
    const auto end = text.find_last_not_of(" \r\n");
    if (end == std::string::npos) return "nothing";
    const auto from = text.rfind('\n', end);
    return text.substr(from == std::string::npos ? 0 : from + 1, end - (from == std::string::npos ? 0 : from + 1) + 1);
}

LinePatterns::LinePatterns(const std::vector<std::string>& patterns) {
    for (const auto& pattern : patterns) patterns_.emplace_back(pattern);
}

std::string LinePatterns::first_line_in(std::string_view text) const {
    for (const auto& pattern : patterns_)
        if (auto line = drivers::line_with(pattern, text)) return std::move(*line);
    return {};
}

std::string clock_text(std::chrono::seconds span) {
    const auto all = span.count();
    const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    if (all >= 3600) return std::to_string(all / 3600) + ":" + two(all / 60 % 60) + ":" + two(all % 60);
    return std::to_string(all / 60) + ":" + two(all % 60);
}

}  // namespace station
