#include "reports/words.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <utility>

namespace reports {
namespace {

/// Of valid UTF-8 only.
std::uint32_t code_point(std::string_view one) {
    const auto first = static_cast<std::uint8_t>(one[0]);
    std::uint32_t code = one.size() == 1 ? first : first & (0x7FU >> one.size());
    for (const char c : one.substr(1)) code = code << 6 | (static_cast<std::uint8_t>(c) & 0x3FU);
    return code;
}

std::size_t length(char lead) {
    const auto byte = static_cast<std::uint8_t>(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// Direction marks, joiners, soft hyphens, separators, tags: what makes a text read otherwise than it is.
bool unseen(std::uint32_t code) {
    constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 9> ranges{{{0xAD, 0xAD},
                                                                             {0x61C, 0x61C},
                                                                             {0x180E, 0x180E},
                                                                             {0x200B, 0x200F},
                                                                             {0x2028, 0x202E},
                                                                             {0x2060, 0x206F},
                                                                             {0xFE00, 0xFE0F},
                                                                             {0xFEFF, 0xFEFF},
                                                                             {0xE0000, 0xE0FFF}}};
    return std::ranges::any_of(
        ranges, [code](const auto& range) { return code >= range.first && code <= range.second; });
}

constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                            "July",    "August",   "September", "October", "November", "December"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> units{{{"Cel", "°C"},
                                                                              {"dB[mW]", "dBm"},
                                                                              {"/min", "rpm"},
                                                                              {"{rev}/min", "rpm"},
                                                                              {"MiBy", "MiB"},
                                                                              {"GiBy", "GiB"},
                                                                              {"By", "bytes"},
                                                                              {"MBy/s", "MB/s"},
                                                                              {"1", ""}}};

/// Of the pictures that clean() put in the place of control bytes (U+2400 and on): fonts draw them badly, if
/// at all.
std::string_view control_name(std::uint32_t code) {
    constexpr std::array<std::string_view, 32> names{"NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL",
                                                     "BS",  "HT",  "LF",  "VT",  "FF",  "CR",  "SO",  "SI",
                                                     "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
                                                     "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US"};
    if (code >= 0x2400 && code < 0x2400 + names.size()) return names.at(code - 0x2400);
    return code == 0x2421 ? "DEL" : "";
}

}  // namespace

std::string visible(std::string_view text) {
    const std::string valid = clean(text);
    std::string out;
    for (std::size_t i = 0, n = 0; i < valid.size(); i += n) {
        n = length(valid[i]);
        const std::string_view one{valid.data() + i, n};
        const std::uint32_t code = code_point(one);
        if (code < 0x20)
            out += ' ';  // tab, line feed, carriage return: no text makes lines of its own
        else if (const auto control = control_name(code); !control.empty())
            out += fmt::format("<{}>", control);
        else if (unseen(code))
            out += fmt::format("<U+{:04X}>", code);
        else
            out += one;
    }
    return out;
}

std::string html(std::string_view text) {
    std::string out;
    for (const char c : visible(text)) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    return out;
}

std::string day(Time time) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                       months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()));
}

std::string day_and_minute(Time time) {
    if (time == Time{}) return "-";
    return fmt::format("{}, {} UTC", day(time), timestamp(time).substr(11, 5));
}

std::string clock_words(std::chrono::microseconds duration) {
    const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
    if (seconds >= 3600)
        return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string size_words(std::uint64_t bytes) {
    if (bytes < 1000) return fmt::format("{} B", bytes);
    auto size = static_cast<double>(bytes);
    for (const char* unit : {"kB", "MB", "GB"})
        if ((size /= 1000) < 1000) return fmt::format("{:.1f} {}", size, unit);
    return fmt::format("{:.1f} TB", size / 1000);
}

std::string unit_words(std::string_view ucum) {
    for (const auto& [code, word] : units)
        if (code == ucum) return std::string{word};
    return std::string{ucum};
}

std::string value_words(const Measurement& measurement) {
    if (std::holds_alternative<std::monostate>(measurement.value)) return "not shown";
    const std::string unit =
        std::holds_alternative<double>(measurement.value) ? unit_words(measurement.unit) : std::string{};
    const auto* number = std::get_if<double>(&measurement.value);
    const std::string value = number != nullptr ? rounded(*number, measurement.raw, measurement.limits) : words(measurement.value);
    return value + (unit.empty() || unit == "%" ? "" : " ") + unit;
}

std::string limit_words(const Measurement& measurement) {
    const std::string text = measurement.limits.words(unit_words(measurement.unit));
    return text.empty() ? "none" : text;
}

}  // namespace reports
