#include "station/engine/label.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <stdexcept>

namespace station {
namespace {

constexpr std::size_t longest_serial = 64, longest_release = 200;
constexpr std::size_t most_shown = 5;  ///< characters that are named one by one

/// One character of UTF-8, or a byte that is none.
struct Character {
    char32_t code = 0;
    bool broken = false;  ///< `code` is the byte then
};

bool is_letter(char32_t code) { return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z'); }
bool is_digit(char32_t code) { return code >= '0' && code <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// The character at the front of `text`, and how many bytes it takes (RFC 3629: no overlong forms, no surrogates).
std::pair<Character, std::size_t> front_of(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {{lead, false}, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    const std::pair<Character, std::size_t> broken{{lead, true}, 1};
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return broken;
    char32_t code = lead & (0x7fu >> size);
    for (std::size_t i = 1; i < size; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        if ((next & 0xc0u) != 0x80u) return broken;
        code = (code << 6) | (next & 0x3fu);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[size] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return broken;
    return {{code, false}, size};
}

std::vector<Character> characters_of(std::string_view text) {
    std::vector<Character> all;
    while (!text.empty()) {
        const auto [character, size] = front_of(text);
        all.push_back(character);
        text.remove_prefix(size);
    }
    return all;
}

std::string name_of(const Character& character) {
    if (character.broken) return fmt::format("the byte 0x{:02X}", static_cast<unsigned>(character.code));
    if (character.code > ' ' && character.code < 0x7f)
        return fmt::format("\"{}\" (U+{:04X})", static_cast<char>(character.code), static_cast<unsigned>(character.code));
    return fmt::format("U+{:04X}", static_cast<unsigned>(character.code));
}

std::string_view without_blanks_around(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// "S/N: BK512": the serial behind the words that labels put before it, or "".
std::string behind_its_name(std::string_view text) {
    std::string capitals;
    std::transform(text.begin(), text.end(), std::back_inserter(capitals), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    for (const std::string_view name : {"SERIAL NUMBER", "SERIAL NO.", "SERIAL NO", "SERIAL", "S/N", "SN"}) {
        if (!capitals.starts_with(name)) continue;
        const auto rest = capitals.find_first_not_of(" \t:#.-", name.size());
        if (rest == std::string::npos) continue;
        const auto serial = capitals.substr(rest);
        const bool plain = std::all_of(serial.begin(), serial.end(), [](unsigned char c) { return std::isalnum(c); });
        if (plain) return serial;
    }
    return {};
}

std::vector<std::string> foreign_in(const std::vector<Character>& all) {
    std::vector<std::string> foreign;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto [code, broken] = all[i];
        const bool inner_dash = code == '-' && i > 0 && i + 1 < all.size();
        if (broken || !(is_letter(code) || is_digit(code) || inner_dash)) foreign.push_back(fmt::format("{} at place {}", name_of(all[i]), i + 1));
    }
    return foreign;
}

std::string listed(const std::vector<std::string>& names) {
    const auto shown = std::min(names.size(), most_shown);
    auto text = fmt::format("{}", fmt::join(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
    return names.size() > shown ? text + fmt::format(" and {} more", names.size() - shown) : text;
}

[[noreturn]] void refuse_label(std::string_view scanned, const std::string& why) {
    throw std::invalid_argument{fmt::format("\"{}\" is no serial: {}", escaped(scanned.substr(0, 200)), why)};
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string shown;
    for (const auto& [code, broken] : characters_of(text)) {
        const auto number = static_cast<unsigned>(code);
        if (!broken && code >= ' ' && code < 0x7f)
            shown += code == '\\' ? "\\\\" : std::string(1, static_cast<char>(code));
        else if (broken || code < 0x80)
            shown += fmt::format("\\x{:02x}", number);
        else
            shown += code > 0xffff ? fmt::format("\\U{:08x}", number) : fmt::format("\\u{:04x}", number);
    }
    return shown;
}

Label read_label(std::string_view scanned) {
    const auto text = without_blanks_around(scanned);
    if (text.empty()) refuse_label(scanned, "nothing was scanned; scan the chassis label");
    if (const auto serial = behind_its_name(text); !serial.empty() && serial.size() != text.size() && !foreign_in(characters_of(text)).empty())
        refuse_label(scanned, "it says more than the serial; scan the serial alone, which seems to be " + serial);
    const auto foreign = foreign_in(characters_of(text));
    if (!foreign.empty())
        refuse_label(scanned, "it holds " + listed(foreign) + "; a serial is letters A to Z, digits, and dashes between them: scan the label again");
    if (text.size() > longest_serial) refuse_label(scanned, fmt::format("it is longer than {} characters; scan the chassis label", longest_serial));
    Label label;
    std::transform(text.begin(), text.end(), std::back_inserter(label.serial), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    std::string changed;
    if (text.size() != scanned.size()) changed = "blanks and line ends around it dropped";
    if (label.serial != text) changed += (changed.empty() ? "" : ", ") + std::string{"small letters taken for capitals"};
    if (!changed.empty()) label.notes.push_back(fmt::format("the label was given as \"{}\" and is taken for {}: {}", escaped(scanned), label.serial, changed));
    return label;
}

bool is_reference(std::string_view reference) {
    std::string letters;
    for (const auto& [code, broken] : characters_of(reference))
        if (!broken && (is_letter(code) || is_digit(code))) letters += static_cast<char>(std::tolower(static_cast<int>(code)));
    constexpr std::string_view no_such[] = {"", "none", "na", "nil", "null", "tbd", "no"};
    return std::find(std::begin(no_such), std::end(no_such), letters) == std::end(no_such);
}

std::string read_release(std::string_view given) {
    if (given.empty()) return {};
    const auto refuse = [given](const std::string& why) {
        throw std::invalid_argument{fmt::format("\"{}\" is no reference of an owner's release: {}", escaped(given.substr(0, 200)), why)};
    };
    const auto text = without_blanks_around(given);
    if (!is_reference(text)) refuse("there is no letter A to Z and no digit in it that could be looked up");
    for (const auto& character : characters_of(text))
        if (character.broken || character.code < ' ' || (character.code >= 0x7f && character.code < 0xa0)) refuse("it holds " + name_of(character));
    if (text.size() > longest_release) refuse(fmt::format("it is longer than {} bytes", longest_release));
    return std::string{text};
}

}  // namespace station
