#pragma once
// The matrix: which units are tried, found in which states, over which wires, and what has to come of it. Rows of matrix.txt, no running.

#include "reports/verdict.hpp"
#include "tests/e2e/trial.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace e2e {

struct Cell {
    Trial trial;
    std::string family;  ///< a file of drivers/families that the unit is there for
    std::string state;   ///< as the table has it
    reports::Verdict verdict = reports::Verdict::pass;
    std::string reason;  ///< empty: any
    bool quick = false;
    std::string name() const;  ///< "mx204-good loader pty"
};

/// Throws std::runtime_error naming file and line.
std::vector<Cell> read_matrix(const std::filesystem::path& file);

/// What is untrue about this ending of that cell; empty: it is as it has to be.
std::vector<std::string> complaints(const Cell& cell, const Ending& ending);

std::string_view name(Wire wire);
Wire wire_of(std::string_view name);
reports::Verdict verdict_of(std::string_view name);

}  // namespace e2e
