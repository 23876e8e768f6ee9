#pragma once
// The part of a Family that says where a unit keeps a second copy of its system, which an installation leaves as it was: how it is read, and by
// which dialogue the running system is written over it. Data, and what can be told from it without talking to a unit.

#include "drivers/deadline.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// What the unit says one medium of a copy holds: several releases where it has a set for the way back.
struct CopyShown {
    std::string medium;  ///< the unit's line that names it
    std::vector<std::string> releases;
    bool operator==(const CopyShown&) const = default;
};

struct SystemCopy {
    std::string name, title;
    std::string from, before;  ///< the first running release that keeps it like this, and the first that does not any more; empty: no end
    std::string command;      ///< shows what it holds, on the console of the engine that has it; empty: nobody knows one
    std::string medium;       ///< RE2: a line that names the medium of the lines below it
    std::string release;      ///< RE2: a line with what is on it, its group "release"
    std::string none;         ///< RE2: a line that says there is none
    std::string synchronise;  ///< the dialogue that writes the running system over it; empty: nobody knows one
    std::string unknown;      ///< what the record says where nothing can be read, or done
    Clock::duration within{};
    bool unverified = false;  ///< is told, and nothing is made to depend on it
    bool operator==(const SystemCopy&) const = default;

    /// In the order of the output (lines ended by '\n').
    std::vector<CopyShown> read(std::string_view output) const;
    /// The unit answered, and has none.
    bool is_absent(std::string_view output) const;
};

/// What of an output is that engine's: its part where a virtual chassis answers for each member, nothing where several answer and it does not, else
/// all of it.
std::string_view part_of(std::string_view engine, std::string_view output);

}  // namespace drivers
