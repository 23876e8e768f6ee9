#pragma once
// How many columns of a terminal a text takes, and text made to fit so many. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace station {

/// Columns of valid UTF-8: two for East Asian and pictures, none for what combines with the character before it.
std::size_t columns(std::string_view text);

/// `text` with what moves a cursor replaced by blanks and what is no UTF-8 by '?'.
std::string harmless(std::string_view text);

/// harmless(), cut to at most so many columns.
std::string fitted(std::string_view text, std::size_t width);
/// fitted(), filled up with blanks.
std::string padded(std::string_view text, std::size_t width);

/// harmless(), broken at blanks where there are any: nothing is cut off.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

}  // namespace station
