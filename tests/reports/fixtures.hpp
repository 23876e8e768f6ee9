#pragma once
// Journals of invented runs, in the order and the words a station writes them. No real unit has these
// serials.

#include "reports/event.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace fixtures {

using Journal = std::vector<reports::Event>;

struct Named {
    std::string name;
    Journal journal;
};
inline void PrintTo(const Named& named, std::ostream* out) {
    *out << named.name;
}

reports::Time noon();  ///< 2026-11-22T12:00:00Z, when every run here begins
reports::RunStarted started();

Journal passed();       ///< a router with two routing engines, wiped, loaded and qualified
Journal failed();       ///< a dead fan and a hot line card
Journal errored();      ///< the terminal server did not answer
Journal interrupted();  ///< the station lost power in the middle of a wipe
Journal aborted();
Journal simulated();
Journal changed();     ///< the passed one's wipe and load as a planned change, with something left open
Journal unreviewed();  ///< a planned change whose wipe failed: nobody came to review it
Journal hostile();  ///< a unit whose texts are markup, escapes and direction marks
std::vector<Named> all();

}  // namespace fixtures
