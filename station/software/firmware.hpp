#pragma once
// What the catalogue says of the software below Junos that a unit runs: at least which version, where somebody knows. Pure.

#include "drivers/junos/facts.hpp"
#include "reports/measurement.hpp"
#include "station/software/catalogue.hpp"

#include <compare>
#include <string_view>

namespace station {

/// "3.1" before "3.15", by their numbers. Unordered where letters differ: those are of different kinds. More numbers are newer, unless they are 0.
std::partial_ordering compare_firmware(std::string_view a, std::string_view b);

struct FirmwareJudgement {
    enum class Grade {
        unknown,  ///< the catalogue has no row for it
        unclear,  ///< it cannot be told from the version
        good,
        below
    };
    Grade grade = Grade::unknown;
    const FirmwareRow* row = nullptr;

    /// Only what was read at its source is held against a unit.
    bool counts() const { return row && row->known.status == "verified" && (grade == Grade::good || grade == Grade::below); }
};

FirmwareJudgement judge_firmware(const Catalogue& catalogue, std::string_view family, std::string_view model, const drivers::junos::Firmware& firmware);

/// What a record holds of one firmware.
struct FirmwareFinding {
    reports::Measurement measurement;  ///< with a limit where the judgement counts
    std::string below;                 ///< why the unit fails; empty: it does not
    std::vector<std::string> notes;
};

/// `engine` is whose reply it was in, where there are several; `query` where it comes from.
FirmwareFinding finding_of(const drivers::junos::Firmware& firmware, const FirmwareJudgement& judgement, const std::string& engine, const std::string& query);

}  // namespace station
