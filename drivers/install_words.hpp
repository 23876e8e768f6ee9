#pragma once
// What an installer's words mean, by its family's data, and what the unit says when it is asked afterwards. Pure: text in, a value out, no unit.

#include "drivers/family.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drivers {

enum class InstallEnd { succeeded, failed, unclear };

struct InstallJudgement {
    InstallEnd end = InstallEnd::unclear;
    const InstallTrouble* trouble = nullptr;  ///< of a failure that the family describes; nullptr: none of those, or no failure
    std::vector<std::string> lines;           ///< that say so, causes first, each once and not all of many
    /// The lines for a report: "a"; "b".
    std::string quoted() const;
};

/// A failure outweighs a success, wherever it stands. A warning that is one of the troubles ("low on free disk space") is none where the
/// installer went on and says that it installed.
InstallJudgement judge_install(const Package& package, std::string_view said);

struct PendingAnswer {
    bool answered = false;              ///< the command was understood, and says what may become active or that nothing does
    std::vector<std::string> releases;  ///< that it names
};

PendingAnswer read_pending(const PendingQuery& query, std::string_view said);

}  // namespace drivers
