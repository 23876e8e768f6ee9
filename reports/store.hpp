#pragma once
// The journal and the sealed records in one SQLite file (WAL, synchronous=FULL). Synchronous: the station
// calls it through a Worker, from any of its threads; calls wait for one another. Several processes may use
// one store. Throws std::runtime_error with file and reason when it cannot work.

#include "reports/history.hpp"
#include "reports/record.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace reports {

struct SealedRecord {
    std::string id, json, sha256;  ///< of the json's bytes
    std::string previous_sha256;   ///< of the record sealed before this one on this store: a chain
    Time sealed_at;
};

struct RecordLine {  ///< one row of `station records list`
    std::string id, serial, model, procedure, slot;
    Verdict verdict = Verdict::none;
    Time began;
    bool sealed = false;
    bool interrupted = false;  ///< it was cut off; sealed as that, or by the next start
};

class Store {
  public:
    /// Opens or makes the store; `folder` holds records.sqlite and one folder per run. Throws
    /// std::runtime_error with file and reason.
    explicit Store(const std::filesystem::path& folder);
    /// An archive that nobody writes to, and that need not be writable; what writes throws then. Throws when there is none.
    static Store to_read(const std::filesystem::path& folder);
    Store(Store&&) noexcept;
    ~Store();

    /// Begins a run: gives it an id, its folder, and holds it open (a lock that a kill -9 releases). Commits
    /// RunStarted.
    std::string begin(const RunStarted& started, Time at);
    std::filesystem::path folder(const std::string& id) const;

    /// Appends to the journal, in one transaction, on the disk when it returns. Sequence numbers are given
    /// here. Throws std::logic_error when the run is sealed, or when a facts document is no JSON object.
    void append(const std::string& id, std::vector<Event> events);
    std::vector<Event> journal(const std::string& id) const;

    /// Appends these events, the run's end, folds, seals and writes record.json into the run's folder, all or nothing; the run is closed. Throws std::logic_error
    /// if it is sealed already. When the disk is full nothing is sealed and the journal stays as it was: seal
    /// again when there is room.
    SealedRecord seal(const std::string& id, Time at, const std::vector<Event>& end = {});

    /// Closes every run that is not sealed and that no living process holds: a RunInterrupted is added where
    /// the journal has no end or claims a pass (which only the run itself may seal), and the run is sealed. Returns their ids, oldest first; their records say what
    /// happened.
    /// A sealed record whose record.json is gone gets it again.
    std::vector<std::string> close_interrupted(Time at);

    std::vector<RecordLine> list() const;  ///< newest first
    std::optional<SealedRecord> sealed(const std::string& id) const;
    /// What came before this run on its serial number, oldest first. Throws std::logic_error when there is no such run.
    History history(const std::string& id) const;
    /// Median duration of the steps of this kind that passed in this procedure, for "about 31 min"; nothing
    /// without history. Simulated units keep a time of their own.
    std::optional<std::chrono::seconds> usual_duration(const std::string& action,
                                                       const std::string& procedure,
                                                       bool simulated = false) const;
    /// Median of the newest values measured under this name ("duration/install", also with where: "duration/install re0") on units of
    /// this model; nothing without history.
    std::optional<double> usual_number(const std::string& measurement, const std::string& model, bool simulated = false) const;
    /// What does not add up: records whose bytes do not give their SHA-256, links that do not meet, copies on
    /// disk that differ. Empty: all is well.
    std::vector<std::string> damage() const;

  private:
    struct Impl;
    explicit Store(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace reports
