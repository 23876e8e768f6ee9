#pragma once
// What people read in the place of the names that measurements have for programs.

#include "reports/measurement.hpp"

#include <string>
#include <string_view>

namespace reports {

/// "FPC 0 Intake: temperature" for "temperatures/FPC 0 Intake/celsius", measured in the step "temperatures", under whose heading it stands.
/// A name that no table knows is made readable: its dashes become blanks.
std::string title_of(std::string_view name, std::string_view step = {});

/// The engine and what was looked for, of "wiped/re0/no-users": "re0", "no users". Both empty for any other name.
struct ProofName {
    std::string engine, title;
    bool operator==(const ProofName&) const = default;
};
ProofName proof_name(std::string_view name);

}  // namespace reports
