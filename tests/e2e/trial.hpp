#pragma once
// One run of a procedure on one simulated unit: how the unit was found, over which wire, what goes wrong with it; how the run ended, and what is
// left of the previous owner by the unit's own account. What that is worth says truth.hpp.

#include "reports/record.hpp"
#include "tests/e2e/bench.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace e2e {

struct Trial {
    std::string unit;    ///< a file of drivers/sim/units, without .yaml
    std::string personality;  ///< lines of a personality based on it; empty: it as it is
    std::string states;  ///< as unit-sim --state takes them; empty: as its personality has it
    std::vector<std::string> faults;
    std::optional<std::uint64_t> seed;  ///< chooses further faults
    Wire wire = Wire::pty;
    std::filesystem::path procedure;
    std::string steps;   ///< of a procedure made for this; empty: `procedure`
    std::string serial;  ///< that is scanned; empty: what the unit's label says
    std::vector<std::pair<std::string, std::string>> images;  ///< file name and release of software the bench has
    int time_scale = 1000;
    std::chrono::seconds longest_wait{45};  ///< of the station's single waits: the unit's clock runs faster than real ones
    std::chrono::seconds limit{240};        ///< of the whole run
};

struct Ending {
    std::optional<int> code;  ///< none: it had not ended by itself at the limit
    std::string output;
    std::string faults;   ///< all that were scheduled, "NAME:VALUE@SECONDS,..."
    std::string remains;  ///< "none", "re0:configuration re1:/var/log/messages"
    std::string software;  ///< what each engine runs by its own word, "re0=21.4R3-S5.4,other:20.4R3 re1=..."
    std::optional<reports::Record> record;
    std::filesystem::path folder;          ///< of the bench, with all evidence; whoever has seen enough removes it
    std::filesystem::path evidence;        ///< of the record
    std::chrono::milliseconds took{};
};

/// With somebody at the keyboard who gives every question its first answer, and mains that the station switches.
Ending attempt(const Trial& trial);

}  // namespace e2e
