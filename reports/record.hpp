#pragma once
// All evidence of one run as one value: the fold of its journal. Sealed once, never edited.

#include "reports/event.hpp"

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
};

struct Record {
    std::string id;       ///< "<serial>-<n>", n counting the runs of that serial on this store
    RunStarted run;
    Time began, ended;
    Verdict verdict = Verdict::none;
    std::string reason, summary;
    std::string facts_json;  ///< the last Identified, or empty
    std::vector<StepRecord> steps;
    std::vector<SoftwareLoaded> software;
    std::vector<MediumSanitised> media;
    std::vector<EvidenceKept> evidence;
};

/// The fold. A journal without an end yields verdict error, reason "interrupted" when it says so, "unfinished" otherwise; never pass.
/// A run whose RunEnded claims pass although a step did not pass is folded to the worst of its steps.
Record fold(std::string id, const std::vector<Event>& journal);

/// The record document: RFC 7951 JSON of station-record, members sorted, no insignificant white space, so that its SHA-256 is stable.
std::string canonical_json(const Record& record);
Record record_from_json(std::string_view json);

}  // namespace reports
