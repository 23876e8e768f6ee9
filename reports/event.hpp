#pragma once
// What happens during a run, one small value at a time: the journal is the list of these, committed as they
// happen, and the Record is its fold.

#include "reports/measurement.hpp"
#include "reports/purpose.hpp"
#include "reports/verdict.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace reports {

using Time = std::chrono::system_clock::time_point;  ///< UTC

struct RunStarted {
    std::string procedure, procedure_title, procedure_sha256;  ///< the hash of the procedure file's bytes
    int procedure_version = 0;
    Purpose purpose = Purpose::none;  ///< of the procedure
    std::string bench, slot, station_host, station_version;
    std::string operator_name;
    std::string scanned_serial;  ///< as the label was scanned or typed at intake
    std::string owner_release;   ///< reference of the owner's permission to wipe; empty: none on file
    bool simulated = false;      ///< the unit is a simulated one: every paper says so
    bool operator==(const RunStarted&) const = default;
};
struct StepStarted {
    std::string step, action;  ///< the step's name in this procedure, and the kind of step
    int index = 0, count = 0;
    std::optional<std::chrono::seconds> expected;  ///< learnt from earlier runs
    bool destructive = false;                      ///< while it runs the unit cannot be left safely
    bool operator==(const StepStarted&) const = default;
};
struct Measured {
    std::string step;
    Measurement measurement;
    bool operator==(const Measured&) const = default;
};
struct Noted {
    std::string step, text;  ///< one sentence of what was done or seen
    bool operator==(const Noted&) const = default;
};
/// The unit as it described itself: a station-facts document (RFC 7951), and the digest of the reply it came
/// from.
struct Identified {
    std::string step, facts_json;
    bool operator==(const Identified&) const = default;
};
/// The release a step is to bring the unit to, and what the catalogue knows of it. Papers judge by this whether it
/// is the latest.
struct ReleaseWanted {
    std::string step, release;
    std::string as_of, source, status;  ///< of the catalogue's row; empty: no row names this release
    std::vector<std::string> against;   ///< why it may not be the latest, one sentence each
    bool operator==(const ReleaseWanted&) const = default;
};
/// What runs on one engine. No package: it ran already, and was left alone.
struct SoftwareLoaded {
    std::string step, routing_engine, before, after, package, sha256;
    bool operator==(const SoftwareLoaded&) const = default;
};
/// One storage medium and what was done to it; one row per medium. `level` is what `proof` shows ("clear",
/// "purge", "none"), never what was asked for.
struct MediumSanitised {
    std::string step, routing_engine, medium, model, serial, method, level, proof;
    bool operator==(const MediumSanitised&) const = default;
};
struct EvidenceKept {
    std::string step, name, file, mime, sha256;  ///< `file` relative to the run's folder
    std::uint64_t bytes = 0;
    bool operator==(const EvidenceKept&) const = default;
};
struct Answered {
    std::string step, question, answer, by;
    std::string comment{};  ///< what the person added to the answer
    bool operator==(const Answered&) const = default;
};
/// One thing a unit told of itself, as planned changes compare it: "software", "re0", "21.4R3-S5.4".
struct StateRow {
    std::string about, what, value;
    bool operator==(const StateRow&) const = default;
};
struct UnitState {
    std::vector<StateRow> rows;
    std::vector<std::string> not_told;  ///< what it was asked about and did not tell: "licences"
    bool operator==(const UnitState&) const = default;
};
/// What was agreed before a planned change, and the unit as it was then. On the disk before anything changes.
struct ChangeBegun {
    std::string step, goal, backout;
    std::vector<std::string> plan;        ///< what is going to be done, in order
    std::string contact, backup_contact;  ///< empty: not named
    std::string notice;                   ///< given to whom and when, or why there is none
    std::chrono::seconds window{};        ///< from this event on
    UnitState before;
    bool operator==(const ChangeBegun&) const = default;
};
/// The unit after a planned change. What that says of the change is worked out by the fold.
struct ChangeReviewed {
    std::string step;
    UnitState after;
    bool operator==(const ChangeReviewed&) const = default;
};
struct StepEnded {
    std::string step;
    Verdict verdict = Verdict::none;
    std::string reason;   ///< a code: "serial-mismatch", "timeout", ...; empty for pass
    std::string summary;  ///< one line for the technician: "label says X, wire says Y"
    std::string advice;   ///< what to do next; empty when there is nothing
    bool operator==(const StepEnded&) const = default;
};
struct RunEnded {
    Verdict verdict = Verdict::none;
    std::string reason, summary;
    bool operator==(const RunEnded&) const = default;
};
/// Written by a later start when it finds a run without an end whose process is gone.
struct RunInterrupted {
    std::string during_step;
    bool destructive = false;  ///< the step was one that leaves the unit in an unknown state
    bool operator==(const RunInterrupted&) const = default;
};

using Happening =
    std::variant<RunStarted, StepStarted, Measured, Noted, Identified, SoftwareLoaded, MediumSanitised,
                 EvidenceKept, Answered, StepEnded, RunEnded, RunInterrupted, ChangeBegun, ChangeReviewed, ReleaseWanted>;

struct Event {
    std::uint64_t sequence = 0;               ///< 1, 2, 3 ... within the run
    Time at;                                  ///< wall clock
    std::chrono::microseconds since_start{};  ///< monotonic, so that a stepped clock does no harm
    Happening what;
    bool operator==(const Event&) const = default;
};

}  // namespace reports
