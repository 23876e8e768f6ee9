#pragma once
// Text as lines, and the first of them that a pattern finds. Pure.

#include "drivers/text_pattern.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// The lines of `text` without their ends; they point into it.
std::vector<std::string_view> lines_of(std::string_view text);

std::string_view without_end_blanks(std::string_view text);
std::string without_blanks(std::string_view text);

/// The first line in which the pattern is found.
std::optional<std::string> line_with(const TextPattern& pattern, std::string_view text);

/// One pattern that is found where any of these is; "" when there are none.
std::string alternatives(const std::vector<std::string>& patterns);

}  // namespace drivers
