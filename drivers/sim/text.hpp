#pragma once
// Small text forms a Junos unit uses everywhere: dates, lengths of time, columns, words of a command line.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

using WallClock = std::chrono::system_clock;

std::string date_time(WallClock::time_point when);         ///< 2026-11-22 13:40:05 UTC
std::string clock_time(WallClock::time_point when);        ///< 1:40PM
std::string ctime_text(WallClock::time_point when);        ///< Sun Nov 22 13:40:05 2026
std::string seconds_text(WallClock::time_point when);      ///< seconds since 1970, for junos:seconds
std::string length_in_words(std::chrono::seconds length);  ///< 2 days, 3 hours, 1 minute, 9 seconds
std::string length_short(std::chrono::seconds length);     ///< 2d 03:01 or 03:01:09
std::string human_bytes(std::uint64_t bytes);              ///< 20G, 793M, 60K

/// `text` in a column of at least `width`; longer text is not cut but followed by one blank.
std::string column(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// Words of a command line; "quoted words" are one and lose their quotes.
std::vector<std::string> words_of(std::string_view line);
std::vector<std::string> lines_of(std::string_view text);
std::string trimmed(std::string_view text);
/// A word as configuration text has it: quoted when it holds anything unusual.
std::string quoted(std::string_view word);

}  // namespace drivers::sim
