#pragma once
// All evidence of one run as one value: the fold of its journal. Sealed once, never edited.

#include "reports/change.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace reports {

struct StepRecord {
    StepStarted started;
    Time began, ended;
    std::chrono::microseconds duration{};
    Verdict verdict = Verdict::none;
    std::string reason, summary, advice;
    std::vector<Measurement> measurements;
    std::vector<Noted> notes;
    std::vector<Answered> answers;
    bool operator==(const StepRecord&) const = default;
};

/// What a planned change came to.
struct ChangeReview {
    ChangeReviewed reviewed;
    Time at;
    std::chrono::microseconds took{};  ///< of the window, by a monotonic clock
    bool window_kept = false;
    bool goal_met = false;                ///< every step in between passed, and no part is gone
    std::vector<Difference> differences;  ///< of the unit, before and after
    bool operator==(const ChangeReview&) const = default;
};
struct PlannedChange {
    ChangeBegun begun;
    Time began, latest_end;
    std::vector<std::string> measured_by;  ///< the steps in between, "load-software: pass"
    std::vector<std::string> open_items;   ///< steps that did not pass, values near a limit, parts gone
    std::optional<ChangeReview> review;    ///< absent: the run ended before anybody reviewed it
    bool operator==(const PlannedChange&) const = default;
};

struct Record {
    std::string id;  ///< "<serial>-<n>", n counting the runs of that serial on this store
    RunStarted run;
    Time began, ended;
    Verdict verdict = Verdict::none;
    std::string reason, summary;
    std::string facts_json;  ///< the last Identified, or empty
    std::vector<StepRecord> steps;
    std::vector<ReleaseWanted> wanted;
    std::vector<SoftwareLoaded> software;
    std::vector<MediumSanitised> media;
    std::vector<PlannedChange> changes;
    std::vector<EvidenceKept> evidence;
    std::vector<Noted> notes;       ///< of the run as a whole: those that name no step
    std::vector<Answered> answers;  ///< likewise
    Time sealed_at;                 ///< set by the seal, as is the next
    std::string
        previous_sha256;  ///< of the record sealed before this one on the same store; empty for the first
    bool operator==(const Record&) const = default;
};

/// The fold. A pass is only ever claimed when RunEnded says pass, at least one step ran, and every step ended
/// and passed with no failed measurement in it, and every planned change was reviewed; else the run gets the
/// worst there is. A journal without an end yields verdict error, reason "interrupted" when it says so,
/// "unfinished" otherwise. What names a step that never started is kept under a step of that name, which then
/// has no verdict.
Record fold(std::string id, const std::vector<Event>& journal);

/// The record document: RFC 7951 JSON of station-record, members sorted, no insignificant white space, so
/// that its SHA-256 is stable. Text is made valid first (text.hpp, clean); times are kept to the millisecond,
/// durations to the microsecond.
std::string canonical_json(const Record& record);
/// The reverse; throws std::runtime_error when it is no record document.
Record record_from_json(std::string_view json);

}  // namespace reports
