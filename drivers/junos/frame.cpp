#include "drivers/junos/frame.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "drivers/junos/element.hpp"
#include "drivers/junos/lines.hpp"

namespace drivers::junos {
namespace {

constexpr std::size_t shortest_rule = 4, telling_rule = 8;  ///< under a long one any name is an engine's

/// "re0", "fpc12", "node1", "member0", "localre"
bool is_engine(std::string_view word) {
    if (word == "localre") return true;
    static constexpr std::array<std::string_view, 7> kinds{"re", "fpc", "node", "member", "lcc", "sfc", "bsys-re"};
    const auto number = word.find_first_of("0123456789");
    if (number == word.npos || number == 0) return false;
    const auto rest = word.substr(number);
    const auto kind = word.substr(0, number);
    const bool numbered = std::all_of(rest.begin(), rest.end(), [](unsigned char c) { return std::isdigit(c) || c == '-' || std::islower(c); });
    return numbered && std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// "node: re0", "re0:", "node re0"; with a role behind it, in brackets or without: "re0 (master):"
std::string_view named_in(std::string_view text) {
    const auto words = words_of(text);
    if (words.empty() || words.size() > 4) return {};
    for (const auto* label : {"node:", "Node:", "node", "Node", "member:", "engine:", "re:"})
        if (words[0] == label && words.size() > 1) {
            const auto name = words[1].substr(0, words[1].find(':'));
            return is_engine(name) ? name : std::string_view{};
        }
    const auto name = words[0].substr(0, words[0].find(':'));
    const bool closed = text.ends_with(':') || words.size() == 1;
    return closed && is_engine(name) ? name : std::string_view{};
}

}  // namespace

bool is_rule(std::string_view text) { return text.size() >= shortest_rule && text.find_first_not_of('-') == text.npos; }

std::string_view framed_engine(std::string_view text, std::string_view next) {
    text = trimmed(text);
    if (text.starts_with("---") && text.ends_with("---") && !is_rule(text)) {  // all on one line
        const auto begin = text.find_first_not_of("- /"), end = text.find_last_not_of("- /");
        return begin == text.npos ? std::string_view{} : named_in(text.substr(begin, end - begin + 1));
    }
    if (!is_rule(trimmed(next))) return {};
    const bool named = text.size() > 1 && text.ends_with(':') && trimmed(next).size() >= telling_rule;
    const auto engine = named_in(text);
    return engine.empty() && named ? text.substr(0, text.size() - 1) : engine;
}

}  // namespace drivers::junos
