#include "drivers/junos/wrapped.hpp"

#include <cctype>

#include "drivers/junos/element.hpp"
#include "drivers/junos/lines.hpp"

namespace drivers::junos {
namespace {

bool is_lower(char c) { return std::islower(static_cast<unsigned char>(c)) != 0; }

}  // namespace

bool may_be_broken(std::size_t length) { return (length >= 78 && length <= 82) || (length >= 130 && length <= 134); }

bool may_be_rest(std::string_view line) {
    const auto indent = line.find_first_not_of(' ');
    return indent < 2 && cells_of(line).size() == 1;
}

std::string with_rest(std::string_view row, std::string_view rest) {
    const auto before = trimmed(row), after = trimmed(rest);
    const bool blank_kept = row.ends_with(' ') || rest.starts_with(' ');
    const auto last_word = before.substr(before.find_last_of(' ') + 1);
    // "Fan" and "Tray", but "F" and "ull", "AC i" and "n", "S" and "CB 2".
    const bool two_words = !before.empty() && !after.empty() && last_word.size() > 1 && is_lower(before.back()) && !is_lower(after.front()) &&
                           std::isalnum(static_cast<unsigned char>(after.front()));
    const auto end = row.find_last_not_of(' ') + 1;
    return std::string{row.substr(0, end)} + (blank_kept || two_words ? " " : "") + std::string{after};
}

}  // namespace drivers::junos
