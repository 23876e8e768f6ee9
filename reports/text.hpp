#pragma once
// Text and time as the record keeps them. Text comes from units and scanners and may hold anything.

#include "reports/event.hpp"

#include <string>
#include <string_view>

namespace reports {

/// Valid UTF-8 that a YANG string may hold (RFC 7950 section 14): bad bytes become U+FFFD, control bytes
/// their pictures (ESC becomes U+241B).
std::string clean(std::string_view text);

/// "2026-11-22T13:05:09.123Z" (RFC 3339, UTC, milliseconds).
std::string timestamp(Time time);
/// The reverse; throws std::runtime_error on anything else.
Time time_of(std::string_view timestamp);

/// A scanned serial as a file name: A-Z, 0-9 and dashes, at most 40; "UNREAD" when nothing is left.
std::string file_safe(std::string_view serial);

}  // namespace reports
