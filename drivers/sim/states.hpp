#pragma once
// What a unit is found doing when somebody first looks at it: at a loader, at a login prompt with a
// stranger's password, in the middle of somebody's configuration.

#include "drivers/sim/boot.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

struct FoundState {
    std::string_view name, meaning;
    Stage stage = Stage::multi_user;  ///< where its boot stands
    std::string_view keys = {};       ///< what was typed last on the console, once somebody had logged in
    bool logged_in = false;
    std::string_view needs = {};  ///< countdown, menus, firmware: only units that have such
};
const std::vector<FoundState>& found_states();

/// What `names` (several may be given: unknown-password and pager) come to.
struct Beginning {
    Stage stage = Stage::multi_user;
    std::string keys;
    bool logged_in = false, off = false, halted = false;
};
/// Changes the unit's past to fit, and says where to begin. Throws std::invalid_argument about names that are
/// none or do not fit.
Beginning begin_with(const std::vector<std::string>& names, Personality& personality);
/// What has to be done to an engine that was made.
void prepare(const std::vector<std::string>& names, Engine& engine);

}  // namespace drivers::sim
