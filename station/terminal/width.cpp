#include "station/terminal/width.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace station {
namespace {

struct Char {
    std::uint32_t code = 0;
    std::size_t bytes = 0;  ///< 0: no UTF-8 begins here
};

// RFC 3629 section 4, without overlong forms, which no terminal draws.
Char first_char(std::string_view text) {
    const auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = byte(0);
    if (first < 0x80) return {first, 1};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
    std::uint32_t code = first & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return {};
        code = code << 6U | (byte(i) & 0x3FU);
    }
    const std::uint32_t least = bytes == 2 ? 0x80 : bytes == 3 ? 0x800 : 0x10000;
    return code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? Char{} : Char{code, bytes};
}

using Range = std::pair<std::uint32_t, std::uint32_t>;

template <std::size_t size>
bool in_any(const std::array<Range, size>& ranges, std::uint32_t code) {
    return std::any_of(ranges.begin(), ranges.end(), [code](const Range& range) { return code >= range.first && code <= range.second; });
}

// What takes no column of its own: combining marks, joiners, marks of direction, variation selectors.
constexpr std::array<Range, 16> no_columns{{{0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x610, 0x61A}, {0x64B, 0x65F}, {0xE31, 0xE31},
                                            {0xE34, 0xE3A}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2028, 0x202E},
                                            {0x2060, 0x206F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xE0100, 0xE01EF}}};
// Unicode's East Asian Width W and F (UAX 11), by blocks.
constexpr std::array<Range, 14> two_columns{{{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F},
                                             {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6},
                                             {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}}};

std::size_t columns_of(std::uint32_t code) {
    if (code < 0x300) return 1;
    if (code == 0xFEFF || in_any(no_columns, code)) return 0;
    return in_any(two_columns, code) ? 2 : 1;
}

bool moves_the_cursor(std::uint32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

/// So many bytes of harmless text fill at most `width` columns.
std::size_t bytes_within(std::string_view text, std::size_t width) {
    std::size_t done = 0;
    for (std::size_t taken = 0; done < text.size();) {
        const auto next = first_char(text.substr(done));
        taken += columns_of(next.code);
        if (taken > width) break;
        done += next.bytes;
    }
    return done;
}

}  // namespace

std::size_t columns(std::string_view text) {
    std::size_t sum = 0;
    while (!text.empty()) {
        const auto next = first_char(text);
        sum += next.bytes == 0 ? 1 : columns_of(next.code);
        text.remove_prefix(std::max<std::size_t>(next.bytes, 1));
    }
    return sum;
}

std::string harmless(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto next = first_char(text);
        if (next.bytes == 0)
            out += '?';
        else if (moves_the_cursor(next.code))
            out += ' ';
        else
            out += text.substr(0, next.bytes);
        text.remove_prefix(std::max<std::size_t>(next.bytes, 1));
    }
    return out;
}

std::string fitted(std::string_view text, std::size_t width) {
    auto out = harmless(text);
    out.resize(bytes_within(out, width));
    return out;
}

std::string padded(std::string_view text, std::size_t width) {
    auto out = fitted(text, width);
    out.append(width - columns(out), ' ');
    return out;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> rows;
    const auto whole = harmless(text);
    width = std::max<std::size_t>(width, 2);  // the widest character there is
    for (std::string_view rest = whole; !rest.empty();) {
        auto end = bytes_within(rest, width);
        const bool cut = end < rest.size();
        if (const auto blank = cut ? rest.rfind(' ', end) : rest.npos; blank != rest.npos && blank > 0) end = blank;
        rows.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end);
        if (cut && rest.starts_with(' ')) rest.remove_prefix(1);
    }
    return rows;
}

}  // namespace station
