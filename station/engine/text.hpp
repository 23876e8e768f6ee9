#pragma once
// Small readings of text that several steps need.

#include "drivers/expect.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace station {

/// The last line of `text` that is not empty, or "nothing".
std::string last_line_of(const std::string& text);

/// What lines of a unit's output mean, by a family's patterns: the pattern that is named first matters most. Compiled once.
class LinePatterns {
  public:
    explicit LinePatterns(const std::vector<std::string>& patterns);

    /// The first line in which the pattern that matters most is found, or "".
    std::string first_line_in(std::string_view text) const;

  private:
    std::vector<drivers::TextPattern> patterns_;
};

/// "0:41", "11:20", "1:02:03".
std::string clock_text(std::chrono::seconds span);

}  // namespace station
