#pragma once
// The storage media of a unit, and what may be claimed of them after a wipe: never more than the console said, line by line.

#include "drivers/family_reset.hpp"
#include "station/engine/context.hpp"

#include <map>
#include <string>
#include <vector>

namespace station {

struct SanitisedMedium {
    std::size_t engine = 0;
    std::string name, model, serial;
};

/// The disks of every engine by its detailed inventory; one line for all storage of an engine where it itemises none.
drivers::Task<std::vector<SanitisedMedium>> media_of(Context& context);

/// What one console said of a wipe.
struct ConsoleLog {
    std::string said;                           ///< to the command
    std::map<std::string, std::string> claims;  ///< names of those whose text came by later, and the lines that it was on
};

struct Shown {
    std::string level;  ///< "none", "clear", "purge"
    std::string words, proof;
};
/// The strongest claim for that engine: by a line that names it by its number on any console, or one that names none on its own.
Shown claim_for(const drivers::ResetLevel& level, const std::vector<ConsoleLog>& logs, std::size_t engine, std::size_t number);
/// Of one of its disks: a line that names another disk says nothing of this one.
Shown claim_for(const drivers::ResetLevel& level, const std::vector<ConsoleLog>& logs, const SanitisedMedium& medium, std::size_t number);

}  // namespace station
