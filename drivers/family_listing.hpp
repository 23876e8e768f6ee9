#pragma once
// How an engine's writable places are listed, before a wipe and after it, and what of that belongs to the system. Data, and what can be told
// from a listing without talking to a unit. The comparison of two listings is the station's: it holds the owner's names only as digests.

#include "drivers/dialogue.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace drivers {

/// A path that is accepted, and who says that it belongs there.
struct KnownPath {
    std::string path;  ///< RE2 on the path as Listed::shown() has it
    std::string source;
    bool operator==(const KnownPath&) const = default;
};

struct Listed {
    char kind = '-';  ///< as ls has it: - file, d folder, l link, ...
    std::string path, size, target;
    std::chrono::sys_seconds time;
    bool operator==(const Listed&) const = default;

    bool is_folder() const { return kind == 'd'; }
    /// The path with a slash behind a folder and "@ -> target" behind a link.
    std::string shown() const;
};

/// A listing that began, went on line by line that was understood, and came to its end.
struct WholeListing {
    std::chrono::sys_seconds clock;  ///< the unit's, as it began
    std::vector<Listed> entries;
};

/// Why a listing is not whole, in words.
struct BrokenListing {
    std::string why;
};

struct Listing {
    std::string mode = "shell";
    std::string command;                ///< empty: nobody knows how
    std::string clock;                  ///< RE2 with a group "time": the line that says when it began
    std::string entry;                  ///< RE2 with groups kind, size, time and path
    std::string end;                    ///< RE2: the line that the command prints last
    std::vector<std::string> vanished;  ///< RE2: lines of what went away meanwhile, or was never there
    std::vector<std::string> must_list; ///< paths that every unit has: without one of them the listing shows nothing
    std::vector<KnownPath> system;      ///< the system's own, however old
    std::vector<KnownPath> image;       ///< where the image's files stand: an old one that `system` does not know is for people to decide
    std::vector<KnownPath> owner;       ///< where only an owner leaves anything, however new
    Clock::duration within{};
    bool unverified = false;
    bool operator==(const Listing&) const = default;

    /// Takes apart what the command printed (lines ended by '\n').
    std::variant<WholeListing, BrokenListing> read(std::string_view printed) const;
};

}  // namespace drivers
