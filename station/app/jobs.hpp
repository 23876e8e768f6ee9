#pragma once
// Runs procedures on several slots side by side on the station thread, shows them, takes Ctrl-C, and makes the papers at the end.

#include "station/engine/pulse.hpp"
#include "station/engine/run.hpp"
#include "station/terminal/live.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace station {

struct Job {
    const Slot* slot;
    const Procedure* procedure;
    Intake intake;
};

struct JobResult {
    std::string slot;
    reports::SealedRecord record;
    reports::Verdict verdict = reports::Verdict::none;
    std::vector<std::filesystem::path> papers;
    std::string way_in;   ///< how to get into a unit that has a password of the run's
    std::string trouble;  ///< why a paper is missing; the record is sealed all the same
};

struct JobResults {
    std::vector<JobResult> units;  ///< in the order of the jobs
    Stalls stalls;
};

/// What all jobs of a bench share.
struct Floor {
    const Bench& bench;
    const drivers::Families& families;
    const Catalogue& catalogue;
    const yang::Schema& schema;
    reports::Store& store;
    bool pdf = true;
};

/// Returns when every run has a sealed record. The third Ctrl-C leaves at once: the journals then tell the next start what was going on.
JobResults run_jobs(const Floor& floor, const std::vector<Job>& jobs, Live& live, Person& person);

}  // namespace station
