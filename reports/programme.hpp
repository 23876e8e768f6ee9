#pragma once
// The six parts of certified pre-owned, each answered from one record. What a record does not show is not
// answered; nothing is assumed.

#include "reports/record.hpp"

#include <string>
#include <vector>

namespace reports {

enum class Answer { done, not_needed, not_answered };

struct PartOfProgramme {
    std::string key, title;
    Answer answer = Answer::not_answered;
    std::string basis;  ///< what in the record says so, or "not shown by this record"
    bool operator==(const PartOfProgramme&) const = default;
};

/// Software, reset and test follow from what the run did. Any part can be answered by a person: a question
/// "cpo/<key>" (repair, software, reset, packaging, test, orders) with an answer "done: ..." or "not needed:
/// <reason>". A person's "done" does not outweigh a step that did not pass.
std::vector<PartOfProgramme> parts_of_programme(const Record& record);

/// What keeps the release that a run brought the unit to from being shown as the latest; judged by the catalogue's row, as it is in the
/// record. Empty: nothing.
std::vector<std::string> why_not_latest(const Record& record);

bool all_answered(const std::vector<PartOfProgramme>& parts);

}  // namespace reports
