#pragma once
// A transcript as somebody would read it: what the unit said and what was typed, in their order, with the time of each line. Pure.

#include "drivers/transcript.hpp"

#include <string>
#include <vector>

namespace station {

/// One line of text for each line that passed: "  0:41.250 < login: ", "> root\r". Control bytes are shown as \xHH (\r and \t as that), for a
/// unit's words must not steer the reader's terminal. A line that stood still for a second, or that the other side spoke after, ends there.
std::string replay_text(const std::vector<drivers::TranscriptFrame>& frames);

}  // namespace station
