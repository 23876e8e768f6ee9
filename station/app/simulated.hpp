#pragma once
// How unit-sim says where its unit can be reached: one line, read here for all who start one.

#include <string>
#include <string_view>
#include <vector>

namespace station {

struct ReadyLine {
    std::string console;                      ///< a tty's path
    std::vector<std::string> other_consoles;  ///< of the further engines or members, in their order
    unsigned ssh_port = 0;
};

/// "ready console=/x/a1 console-re1=/x/a1-re1 ssh=41234". Throws std::runtime_error with the line when it is none.
ReadyLine read_ready_line(std::string_view line);

}  // namespace station
