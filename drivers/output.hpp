#pragma once
// What a command printed, cut out of what the console showed: between the echo of the command and the prompt
// that followed. Pure.

#include "drivers/expect.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// The beginning of `command` was echoed in these lines or the tail. Blanks do not count: long commands are
/// wrapped.
bool is_echoed(const std::vector<Line>& lines, std::string_view tail, std::string_view command);

/// The lines after the echo, without those that a carriage return wiped away and without blank ones at the
/// end.
std::vector<std::string> after_echo(std::vector<Line> lines, std::string_view command);
/// How many of the lines come before what the command printed: those up to its echo.
std::size_t size_of_echo(const std::vector<Line>& lines, std::string_view command);

/// Takes from the end what begins with this prompt, whole or in two pieces: a message ran over it, and it was asked for again.
void drop_torn_prompts(std::vector<std::string>& printed, std::string_view prompt);

std::string joined_lines(const std::vector<std::string>& lines);

}  // namespace drivers
