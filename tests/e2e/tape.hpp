#pragma once
// Whether a transcript is what went over the wire, by the tape of the simulated unit (drivers/sim/tape.hpp).

#include <filesystem>
#include <string>
#include <vector>

namespace e2e {

/// What in the transcript `NAME.transcript` does not replay: bytes that never went over the console NAME in that direction, or not
/// in that order, or bytes in between that are missing. Masked secrets ('*') stand for any that are printed. Nobody's loss is what the
/// unit said while the station held the port and did not read any more, what was typed on a port that was just going, and what a
/// terminal server kept to itself: between two of its visitors, or typed while its port was away. In words.
std::vector<std::string> strays(const std::filesystem::path& transcript, const std::filesystem::path& tape);

}  // namespace e2e
