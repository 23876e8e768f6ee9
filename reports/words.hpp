#pragma once
// Values, times and sizes as people read them on paper and in a terminal.

#include "reports/measurement.hpp"
#include "reports/text.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace reports {

/// Clean, on one line, and with what cannot be seen spelled out: control bytes, "<ESC>", and marks that
/// change the direction of what follows or take no room, "<U+202E>".
std::string visible(std::string_view text);
/// visible(), escaped for HTML text and attributes.
std::string html(std::string_view text);

std::string day(Time time);             ///< "22 November 2026"
std::string day_and_minute(Time time);  ///< "22 November 2026, 12:00 UTC"; "-" when there is none
std::string clock_words(std::chrono::microseconds duration);  ///< "0:41", "31:02", "1:02:05"
std::string size_words(std::uint64_t bytes);                  ///< "58.6 kB"
std::string unit_words(std::string_view ucum);  ///< "°C" for "Cel"; what is not known is printed as it is
std::string value_words(
    const Measurement& measurement);  ///< "71 °C", "Online"; "not shown" when the unit did not say
std::string limit_words(const Measurement& measurement);  ///< "at most 65 °C"; "none" without limits

}  // namespace reports
