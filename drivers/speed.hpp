#pragma once
// Finds the speed a console runs at, by typing line ends and reading what comes: at a wrong speed a line gives junk, not text
// (JUNOS-FACTS 1.1). For any Terminal that offers its line.

#include "drivers/link.hpp"

#include <optional>
#include <string>
#include <vector>

namespace drivers {

/// What was heard at one speed.
struct SpeedTrial {
    unsigned baud = 0;
    std::size_t bytes = 0, readable = 0;  ///< readable: text, and what terminals are told
    bool text() const;                    ///< a unit speaks here at this speed
    bool operator==(const SpeedTrial&) const = default;
};

struct SpeedSearch {
    std::optional<unsigned> baud;  ///< the line runs at it now; nothing: the former speed is restored
    std::vector<SpeedTrial> trials;
    unsigned former = 0;  ///< the line's own; 0 while a terminal server has not told

    bool is_new() const { return baud && *baud != former; }
    bool heard_nothing() const;
};

struct SpeedRule {
    std::string line_end = "\r";                              ///< empty: nothing is typed, who speaks is listened to
    Clock::duration listen = std::chrono::seconds{3};         ///< for a first byte, at each speed
    Clock::duration quiet = std::chrono::milliseconds{300};   ///< after which an answer is over
    std::size_t enough = 64;                                  ///< bytes after which nobody needs more
};

/// Tries the speed the line has, then `speeds` in turn. What came meanwhile is in the transcript only. A line that cannot be set is
/// Fault::refused.
Task<SpeedSearch> find_speed(Terminal& terminal, std::vector<unsigned> speeds, SpeedRule rule, Deadline deadline);

/// How many of these bytes are text, or what terminals are told.
std::size_t readable_in(std::string_view bytes);

}  // namespace drivers
