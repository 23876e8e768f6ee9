#include "drivers/output.hpp"

#include "drivers/lines.hpp"

#include <algorithm>
#include <optional>

namespace drivers {
namespace {

/// So much of a command says that it is the one: long ones may be scrolled sideways by the unit's line
/// editor.
constexpr std::size_t enough = 24;
/// An echo begins within so many lines of the typing; anything may have come in between.
constexpr std::size_t echo_lines = 40;
/// A message that runs over a prompt is no longer, and it is the last that comes.
constexpr std::size_t message_lines = 12;

/// The number of lines up to and including the one that completes the first `size` characters of the command.
std::size_t lines_of_echo(const std::vector<Line>& lines, const std::string& command, std::size_t size) {
    const auto needle = std::string_view{command}.substr(0, size);
    std::string shown;
    for (std::size_t i = 0; i < std::min(lines.size(), echo_lines); ++i) {
        shown += without_blanks(lines[i].text);
        if (shown.find(needle) != shown.npos) return i + 1;
    }
    return 0;
}

/// The line on which the last prompt begins that is whole or in two pieces.
std::optional<std::size_t> torn_prompt(const std::vector<std::string>& printed, const std::string& whole) {
    const auto furthest = printed.size() - std::min(printed.size(), message_lines);
    for (auto end = printed.size(); end-- > furthest;) {
        const auto rest = without_blanks(printed[end]);
        if (rest.empty() || !whole.ends_with(rest)) continue;
        const auto beginning = whole.substr(0, whole.size() - rest.size());
        if (beginning.empty()) return end;
        for (auto first = end; first-- > furthest;)
            if (without_blanks(printed[first]) == beginning) return first;
    }
    return std::nullopt;
}

}  // namespace

bool is_echoed(const std::vector<Line>& lines, std::string_view tail, std::string_view command) {
    const auto needle = without_blanks(command).substr(0, enough);
    std::string shown;
    for (std::size_t i = 0; i < std::min(lines.size(), echo_lines); ++i)
        shown += without_blanks(lines[i].text);
    shown += without_blanks(tail);
    return shown.find(needle) != shown.npos;
}

std::size_t size_of_echo(const std::vector<Line>& lines, std::string_view command) {
    const auto text = without_blanks(command);
    const auto whole = lines_of_echo(lines, text, text.size());
    return whole == 0 ? lines_of_echo(lines, text, enough) : whole;
}

std::vector<std::string> after_echo(std::vector<Line> lines, std::string_view command) {
    std::vector<std::string> printed;
    for (auto i = size_of_echo(lines, command); i < lines.size(); ++i)
        if (!lines[i].overwritten) printed.push_back(std::move(lines[i].text));
    while (!printed.empty() && printed.back().empty()) printed.pop_back();
    return printed;
}

void drop_torn_prompts(std::vector<std::string>& printed, std::string_view prompt) {
    const auto whole = without_blanks(prompt);
    while (const auto first = torn_prompt(printed, whole)) printed.resize(*first);
}

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

}  // namespace drivers
