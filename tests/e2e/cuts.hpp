#pragma once
// A whole software load over a connection that is cut once, at one byte of the upload: what the unit then installed is asked of the unit.

#include <cstdint>
#include <string>
#include <vector>

namespace e2e {

enum class CopiedBy { scp, sftp };
std::string name(CopiedBy by);

struct Cut {
    CopiedBy by;
    std::uint64_t at, of;  ///< bytes
};

struct CutEnding {
    std::uint64_t resumed_at = 0;    ///< 0: begun anew
    double seconds = 0;
    std::vector<std::string> wrong;  ///< nothing: the unit installed the very bytes that the station has
};
CutEnding attempt(const Cut& cut);

/// `count` places of a file, the same for the same seed.
std::vector<std::uint64_t> places(std::uint64_t seed, unsigned count, std::uint64_t bytes);

}  // namespace e2e
