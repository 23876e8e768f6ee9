#pragma once
// Days as our documents write them. Knows no clock.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace station {

using Day = std::chrono::sys_days;

/// Of "2026-11-22"; nothing when it is no day of the calendar.
std::optional<Day> parse_day(std::string_view text);
std::string day_text(Day day);

}  // namespace station
