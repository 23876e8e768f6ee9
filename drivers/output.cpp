#include "drivers/output.hpp"

#include <algorithm>

namespace drivers {
namespace {

/// So much of a command says that it is the one: long ones may be scrolled sideways by the unit's line
/// editor.
constexpr std::size_t enough = 24;
/// An echo begins within so many lines of the typing; anything may have come in between.
constexpr std::size_t echo_lines = 40;

void append_without_blanks(std::string& out, std::string_view text) {
    std::copy_if(text.begin(), text.end(), std::back_inserter(out),
                 [](char c) { return c != ' ' && c != '\t'; });
}

std::string without_blanks(std::string_view text) {
    std::string out;
    append_without_blanks(out, text);
    return out;
}

/// The number of lines up to and including the one that completes the first `size` characters of the command.
std::size_t lines_of_echo(const std::vector<Line>& lines, const std::string& command, std::size_t size) {
    const auto needle = std::string_view{command}.substr(0, size);
    std::string shown;
    for (std::size_t i = 0; i < std::min(lines.size(), echo_lines); ++i) {
        append_without_blanks(shown, lines[i].text);
        if (shown.find(needle) != shown.npos) return i + 1;
    }
    return 0;
}

}  // namespace

bool is_echoed(const std::vector<Line>& lines, std::string_view tail, std::string_view command) {
    const auto needle = without_blanks(command).substr(0, enough);
    std::string shown;
    for (std::size_t i = 0; i < std::min(lines.size(), echo_lines); ++i)
        append_without_blanks(shown, lines[i].text);
    append_without_blanks(shown, tail);
    return shown.find(needle) != shown.npos;
}

std::vector<std::string> after_echo(const std::vector<Line>& lines, std::string_view command) {
    const auto text = without_blanks(command);
    auto first = lines_of_echo(lines, text, text.size());
    if (first == 0) first = lines_of_echo(lines, text, enough);
    std::vector<std::string> printed;
    for (auto i = first; i < lines.size(); ++i)
        if (!lines[i].overwritten) printed.push_back(lines[i].text);
    while (!printed.empty() && printed.back().empty()) printed.pop_back();
    return printed;
}

std::string joined_lines(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line + "\n";
    return text;
}

}  // namespace drivers
