#include "reports/text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace reports {
namespace {

struct Char {
    std::uint32_t code = 0;
    std::size_t bytes = 0;  // 0: no valid UTF-8 here
};

/// One code point of UTF-8 (RFC 3629 section 4): no overlong forms, no surrogates, nothing above U+10FFFF.
Char next_char(std::string_view text) {
    const auto byte = [&text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(0);
    if (first < 0x80) return {first, 1};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
    std::uint32_t code = first & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        code = code << 6 | (byte(i) & 0x3FU);
    }
    const std::uint32_t least = bytes == 2 ? 0x80 : bytes == 3 ? 0x800 : 0x10000;
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {code, bytes};
}

bool allowed(std::uint32_t code) {
    if (code >= 0x80 && code < 0xA0) return false;  // C1 controls move terminals, too
    return (code & 0xFFFE) != 0xFFFE && !(code >= 0xFDD0 && code <= 0xFDEF);
}

std::string picture_of(std::uint32_t control) {  // U+2400 + n; all of these take three bytes
    const std::uint32_t code = control == 0x7F ? 0x2421 : 0x2400 + control;
    return {static_cast<char>(0xE2), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
            static_cast<char>(0x80 | (code & 0x3F))};
}

constexpr std::string_view replacement = "\xEF\xBF\xBD";

int digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    const char* begin = text.data() + at;
    const auto [end, failure] = std::from_chars(begin, begin + count, value);
    if (failure != std::errc{} || end != begin + count || *begin == '-') return -1;
    return value;
}

}  // namespace

std::string clean(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Char c = next_char(text);
        if (c.bytes == 0)
            out += replacement;
        else if (c.code == 0x7F || (c.code < 0x20 && c.code != '\t' && c.code != '\n' && c.code != '\r'))
            out += picture_of(c.code);
        else if (!allowed(c.code))
            out += replacement;
        else
            out += text.substr(0, c.bytes);
        text.remove_prefix(std::max<std::size_t>(c.bytes, 1));
    }
    return out;
}

std::string timestamp(Time time) {
    using namespace std::chrono;
    const auto ms = floor<milliseconds>(time);
    const auto day = floor<days>(ms);
    const year_month_day date{day};
    const hh_mm_ss clock{ms - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                       clock.subseconds().count());
}

Time time_of(std::string_view text) {
    using namespace std::chrono;
    constexpr std::string_view form = "0000-00-00T00:00:00.000Z";
    bool ok = text.size() == form.size();
    for (std::size_t i = 0; ok && i < form.size(); ++i)
        ok = form[i] == '0' ? std::isdigit(static_cast<unsigned char>(text[i])) != 0 : form[i] == text[i];
    if (ok) {
        const year_month_day date{year{digits(text, 0, 4)}, month{static_cast<unsigned>(digits(text, 5, 2))},
                                  day{static_cast<unsigned>(digits(text, 8, 2))}};
        const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
        if (date.ok() && hour < 24 && minute < 60 && second < 60)
            return sys_days{date} + hours{hour} + minutes{minute} + seconds{second} +
                   milliseconds{digits(text, 20, 3)};
    }
    throw std::runtime_error(
        fmt::format("\"{}\" is no time of the form 2026-11-22T13:05:09.123Z", clean(text)));
}

std::string file_safe(std::string_view serial) {
    constexpr std::size_t longest = 40;
    std::string out;
    for (const char c : serial) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte < 0x80 && std::isalnum(byte) != 0;
        if (plain)
            out += static_cast<char>(std::toupper(byte));
        else if (!out.empty() && out.back() != '-')
            out += '-';
        if (out.size() == longest) break;
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "UNREAD" : out;
}

}  // namespace reports
