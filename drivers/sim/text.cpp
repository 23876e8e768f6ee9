#include "drivers/sim/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace drivers::sim {
namespace {

std::tm utc(WallClock::time_point when) {
    return fmt::gmtime(WallClock::to_time_t(when));
}

std::string counted(std::int64_t n, std::string_view unit) {
    return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s");
}

}  // namespace

std::string date_time(WallClock::time_point when) {
    return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", utc(when));
}

std::string clock_time(WallClock::time_point when) {
    const std::tm t = utc(when);
    return fmt::format("{}:{:02}{}", t.tm_hour % 12 == 0 ? 12 : t.tm_hour % 12, t.tm_min,
                       t.tm_hour < 12 ? "AM" : "PM");
}

std::string ctime_text(WallClock::time_point when) {
    return fmt::format("{:%a %b %e %H:%M:%S %Y}", utc(when));
}

std::string seconds_text(WallClock::time_point when) {
    return std::to_string(WallClock::to_time_t(when));
}

std::string length_in_words(std::chrono::seconds length) {
    const auto n = length.count();
    std::string out;
    if (n >= 86400) out += counted(n / 86400, "day") + ", ";
    if (n >= 3600) out += counted(n / 3600 % 24, "hour") + ", ";
    if (n >= 60) out += counted(n / 60 % 60, "minute") + ", ";
    return out + counted(n % 60, "second");
}

std::string length_short(std::chrono::seconds length) {
    const auto n = length.count();
    if (n >= 86400) return fmt::format("{}d {:02}:{:02}", n / 86400, n / 3600 % 24, n / 60 % 60);
    return fmt::format("{:02}:{:02}:{:02}", n / 3600, n / 60 % 60, n % 60);
}

std::string human_bytes(std::uint64_t bytes) {
    const double n = static_cast<double>(bytes);
    const auto in = [](double value, char unit) {
        return value < 9.95 ? fmt::format("{:.1f}{}", value, unit) : fmt::format("{:.0f}{}", value, unit);
    };
    if (bytes >= 1ULL << 30) return in(n / (1 << 30), 'G');
    if (bytes >= 1ULL << 20) return in(n / (1 << 20), 'M');
    if (bytes >= 1ULL << 10) return in(n / (1 << 10), 'K');
    return fmt::format("{}B", bytes);
}

std::string column(std::string_view text, std::size_t width) {
    if (text.size() >= width) return std::string{text} + " ";
    return std::string{text} + std::string(width - text.size(), ' ');
}

std::string right(std::string_view text, std::size_t width) {
    return text.size() >= width ? std::string{text}
                                : std::string(width - text.size(), ' ') + std::string{text};
}

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < line.size();) {
        if (line[i] == ' ' || line[i] == '\t') {
            ++i;
        } else if (line[i] == '"') {
            const std::size_t end = line.find('"', i + 1);
            words.emplace_back(line.substr(i + 1, end == line.npos ? line.npos : end - i - 1));
            i = end == line.npos ? line.size() : end + 1;
        } else {
            const std::size_t end = std::min(line.find_first_of(" \t", i), line.size());
            words.emplace_back(line.substr(i, end - i));
            i = end;
        }
    }
    return words;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t\r\n");
    if (from == text.npos) return {};
    return std::string{text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1)};
}

std::string quoted(std::string_view word) {
    const bool plain = !word.empty() && word.find_first_of(" \t;{}[]\"#$<>&()|*") == word.npos;
    return plain ? std::string{word} : "\"" + std::string{word} + "\"";
}

}  // namespace drivers::sim
