#pragma once
// Whether a record is true, by what the simulated unit says of itself and by its own evidence. Never by what the station says elsewhere.

#include "tests/e2e/trial.hpp"

#include <string>
#include <vector>

namespace e2e {

/// What has to hold of every run whatever it met: it ended by itself, its exit code and its record agree, only a clean unit passed, its
/// transcripts are whole and hold no password. What does not, in words.
std::vector<std::string> untruths(const Ending& ending);

}  // namespace e2e
