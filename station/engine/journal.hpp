#pragma once
// Writes a run's happenings to the store, each committed before the run goes on, and tells whoever watches.

#include "drivers/worker.hpp"
#include "reports/event.hpp"
#include "reports/store.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace station {

/// Sees a run from outside: the terminal, a test. Called on the station thread, after the event is on the disk.
class Watcher {
  public:
    virtual ~Watcher() = default;
    virtual void happened(const std::string& run, const reports::Event& event) = 0;
    /// Something moved inside a step: a short text, and a fraction 0..1 where it is known (else negative). Not evidence.
    virtual void progressed(const std::string& run, const std::string& text, double fraction) = 0;
};

class Journal {
  public:
    /// `worker` is the one thread that uses the store.
    Journal(reports::Store& store, drivers::Worker& worker, Watcher& watcher);

    drivers::Task<> begin(reports::RunStarted started);
    drivers::Task<> record(reports::Happening happening);
    drivers::Task<> record(std::vector<reports::Happening> happenings);
    /// Records the run's end and seals, all or nothing: no run has ended as long as its record is not written.
    drivers::Task<reports::SealedRecord> seal(reports::RunEnded ended);
    /// What the record would be if the run ended now.
    drivers::Task<reports::Record> so_far();
    /// The last run of this unit, begun since then, that changed it by a plan; or "".
    drivers::Task<std::string> planned_change_since(std::string serial, reports::Time since);
    drivers::Task<std::optional<std::chrono::seconds>> usual_duration(std::string action);

    void progress(const std::string& text, double fraction = -1);

    const std::string& run() const { return run_; }
    const std::filesystem::path& folder() const { return folder_; }

  private:
    reports::Store& store_;
    drivers::Worker& worker_;
    Watcher& watcher_;
    std::string run_, procedure_;
    bool simulated_ = false;
    std::filesystem::path folder_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace station
