#pragma once
// What came before a run on the same serial number, and what of it is still unsettled. Values: where they come from is the store's business.

#include "reports/record.hpp"

#include <string>
#include <vector>

namespace reports {

struct EarlierStep {
    std::string step, action;
    Verdict verdict = Verdict::none;
    bool destructive = false;
    bool operator==(const EarlierStep&) const = default;
};

struct EarlierRun {
    enum class State { open, interrupted, ended };  ///< open: not sealed; interrupted: nobody saw its end
    std::string id;
    State state = State::open;
    Purpose purpose = Purpose::none;
    Verdict verdict = Verdict::none;
    bool identified = false;  ///< the unit's own word for its serial number was compared with the label, and passed
    std::vector<EarlierStep> steps;
    bool operator==(const EarlierRun&) const = default;
};

/// Oldest first.
using History = std::vector<EarlierRun>;

/// A sealed record as others look back at it.
EarlierRun looked_back_at(const Record& record);

/// Whether this is a reading of the serial number that the unit itself gave, not one of its label.
bool is_serial_told_by_unit(const Measurement& measurement);

/// Whether this record says whose it is: verify-serial passed with a reading that the unit itself gave.
bool is_identified(const Record& record);

/// Whether `later` settles what went wrong in `run`: it passed on an identified unit, serves the purpose of `run` too, and took every step
/// again that went wrong there (a check or a question under its own name, other steps by what they do).
bool answers(const EarlierRun& later, const EarlierRun& run);

/// One sentence for each run before `record` that is open, was interrupted, or went wrong in a way that no later one has settled, `record`
/// included. Empty: none speaks against the unit.
std::vector<std::string> unsettled(const Record& record, const History& before);

}  // namespace reports
