#pragma once
// Rows that a terminal has broken at its last column: what stands on the next line is the rest of the one above. Private to this folder.

#include <cstddef>
#include <string>
#include <string_view>

namespace drivers::junos {

/// A line of so many characters may have been broken: terminals have 80 columns or 132, and a blank at the end may be gone.
bool may_be_broken(std::size_t length);

/// This line may be the rest of a row: one piece of words at the left edge.
bool may_be_rest(std::string_view line);

/// Both in one: a blank between them only where the terminal has eaten one.
std::string with_rest(std::string_view row, std::string_view rest);

}  // namespace drivers::junos
