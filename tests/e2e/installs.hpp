#pragma once
// The installs: every platform whose packages are known, as one unit, as two routing engines, as a virtual chassis. Rows of installs.txt, no running.

#include "reports/verdict.hpp"
#include "tests/e2e/trial.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace e2e {

struct Install {
    Trial trial;
    std::string platform;  ///< a row of the list of platforms
    std::string shape;     ///< single, dual, vc
    std::string model, kind, image, from, to;
    reports::Verdict verdict = reports::Verdict::pass;
    std::string reason;  ///< empty: any
    std::string trouble;  ///< the fault of unit-sim that comes in between; empty: none
    bool quick = false;
    bool copied = false;  ///< the second copy of the system holds `to` afterwards; else still `from`
    std::string name() const;  ///< "ex2300 vc arm EX3400-48P junos-arm-32-21.4R3-S5.4.tgz"
};

/// Throws std::runtime_error naming file and line.
std::vector<Install> read_installs(const std::filesystem::path& file);

/// What is untrue about this ending of that row; empty: it is as it has to be.
std::vector<std::string> complaints(const Install& install, const Ending& ending);

}  // namespace e2e
