#include "drivers/http/range.hpp"

#include <algorithm>
#include <charconv>

namespace drivers::http {
namespace {

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

std::optional<Range> range_of(std::string_view header, std::uint64_t size) {
    constexpr std::string_view unit = "bytes=";
    const Range all{0, size};
    if (!header.starts_with(unit)) return all;
    header.remove_prefix(unit.size());
    const auto dash = header.find('-');
    if (dash == header.npos) return all;
    const auto first = number(header.substr(0, dash)), last = number(header.substr(dash + 1));
    const bool open = header.size() == dash + 1;
    if (dash == 0) {  // the last so many
        if (!last) return all;
        if (*last == 0 || size == 0) return std::nullopt;
        return Range{size - std::min(*last, size), size};
    }
    if (!first || (!open && (!last || *last < *first))) return all;
    if (*first >= size) return std::nullopt;
    return Range{*first, open ? size : std::min(*last, size - 1) + 1};
}

}  // namespace drivers::http
