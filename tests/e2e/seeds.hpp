#pragma once
// Random runs that can be repeated: a seed chooses unit, state, procedure and faults; and what a run may end in under such faults.

#include "reports/verdict.hpp"
#include "tests/e2e/trial.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace e2e {

/// The same for the same seed, always.
Trial trial_of(std::uint64_t seed);
/// "unit-sim ... --faults-seed 7", to look at it by hand.
std::string words_of(const Trial& trial);

/// By fault: the verdicts of faults.txt. Throws std::runtime_error naming file and line.
class FaultTable {
  public:
    explicit FaultTable(const std::filesystem::path& file);
    /// For a schedule as unit-sim tells it, "NAME:VALUE@SECONDS,...". Throws std::runtime_error where a fault has no row.
    std::set<reports::Verdict> allowed(std::string_view schedule) const;

  private:
    std::map<std::string, std::set<reports::Verdict>, std::less<>> rows_;
};

/// What is untrue about this ending; empty: nothing.
std::vector<std::string> complaints(const FaultTable& table, const Ending& ending);

}  // namespace e2e
