#include "station/engine/text.hpp"

#include <re2/re2.h>

#include <cctype>
#include <charconv>

namespace station {
namespace {

template <class F>
void each_line(std::string_view text, F use) {
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        if (!use(line)) return;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
}

}  // namespace

bool matches(const std::string& pattern, std::string_view text) {
    return pattern.empty() || !line_matching(pattern, text).empty();
}

std::string any_of(const std::vector<std::string>& patterns) {
    std::string one;
    for (const auto& pattern : patterns) one += (one.empty() ? "(?:" : "|(?:") + pattern + ")";
    return one;
}

std::string line_matching(const std::string& pattern, std::string_view text) {
    std::string found;
    const RE2 re{pattern, RE2::Quiet};
    each_line(text, [&](std::string_view line) {
        if (re.ok() && !line.empty() && RE2::PartialMatch(re2::StringPiece{line.data(), line.size()}, re)) found = line;
        return found.empty();
    });
    return found;
}

std::string first_line_matching(const std::vector<std::string>& patterns, std::string_view text) {
    for (const auto& pattern : patterns)
        if (auto line = line_matching(pattern, text); !line.empty()) return line;
    return {};
}

drivers::Clock::duration duration_of(std::string_view text) {
    using namespace std::chrono;
    double milliseconds_in_all = 0;
    while (!text.empty()) {
        double number = 0;
        const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (failure != std::errc{}) break;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const auto unit = text.substr(0, std::min(text.find_first_of("0123456789"), text.size()));
        milliseconds_in_all += number * (unit == "ms" ? 1 : unit == "s" ? 1'000 : unit == "min" ? 60'000 : 3'600'000);
        text.remove_prefix(unit.size());
    }
    return duration_cast<drivers::Clock::duration>(duration<double, std::milli>{milliseconds_in_all});
}

std::string clock_text(std::chrono::seconds span) {
    const auto all = span.count();
    const auto two = [](long n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    if (all >= 3600) return std::to_string(all / 3600) + ":" + two(all / 60 % 60) + ":" + two(all % 60);
    return std::to_string(all / 60) + ":" + two(all % 60);
}

std::string cleaned_serial(std::string_view scanned) {
    std::string text;
    for (const char c : scanned)
        if (std::isgraph(static_cast<unsigned char>(c)) || c == ' ') text += c;
    if (text.starts_with("S/N")) text.erase(0, 3);
    const auto from = text.find_first_not_of(" :");
    const auto to = text.find_last_not_of(' ');
    return from == std::string::npos ? std::string{} : text.substr(from, to - from + 1);
}

}  // namespace station
