#pragma once
// Small readings of text that several steps need.

#include "drivers/deadline.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace station {

/// Whether RE2 `pattern` is found in a line of `text`; an empty pattern is found in everything.
bool matches(const std::string& pattern, std::string_view text);
/// One pattern that is found where any of these is.
std::string any_of(const std::vector<std::string>& patterns);
/// The first line of `text` in which the pattern is found, or "".
std::string line_matching(const std::string& pattern, std::string_view text);
/// The first line of `text` in which any of the patterns is found, or "".
std::string first_line_matching(const std::vector<std::string>& patterns, std::string_view text);

/// A duration as the documents write it ("500ms", "30s", "1h30min"; station-types:duration, so it is known to be well-formed).
drivers::Clock::duration duration_of(std::string_view text);
/// "0:41", "11:20", "1:02:03".
std::string clock_text(std::chrono::seconds span);

/// A label as a scanner or a keyboard gives it: without blanks around it, control bytes, and an "S/N" in front.
std::string cleaned_serial(std::string_view scanned);

}  // namespace station
