#pragma once
// What a console shows, said for people: what stands there, what was read, and what a run would do next. Pure: talks to no unit.

#include "drivers/family.hpp"
#include "drivers/seen.hpp"

#include <string>
#include <vector>

namespace station {

struct Outlook {
    bool known = false;              ///< something that a family describes stands there
    std::string state;               ///< "options menu (certain)"
    std::vector<std::string> saw;    ///< the last lines, as they were
    std::vector<std::string> wrong;  ///< defects and refusals in them, one sentence each
    std::string next;                ///< what a run would do from here
};

/// `credentials`: how many the bench has to try.
Outlook outlook(const drivers::Family& family, const drivers::Seen& seen, std::size_t credentials);

}  // namespace station
