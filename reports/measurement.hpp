#pragma once
// One value taken from a unit, with its limits and what they make of it.

#include "reports/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace reports {

/// What a value has to be. All that is set must hold; `marginal` is the bound beyond which a passing value is
/// worth a second look.
struct Limits {
    std::optional<double> at_least, at_most;
    std::optional<double> marginal_above, marginal_below;
    std::vector<std::string> one_of;  ///< the accepted texts, when the value is a text
    bool operator==(const Limits&) const = default;

    bool any() const;
    std::string words(
        std::string_view unit = "") const;  ///< "at most 65 Cel", for a certificate; "" when there are none
};

using Value = std::variant<std::monostate, double, std::string, bool>;  ///< monostate: the unit did not say

struct Measurement {
    std::string name;  ///< "temperatures/FPC 0 Intake"
    Value value;
    std::string unit;  ///< UCUM code ("Cel", "V", "dB[mW]"); empty for texts and flags
    Limits limits;
    std::string raw;     ///< the unit's own words for the value
    std::string source;  ///< which query and where in it: "environment: FPC 0 Intake"
    Verdict verdict = Verdict::none;
    bool marginal = false;
    std::string reason;  ///< why it is no pass, or why it is marginal: "71 Cel, at most 65 Cel is allowed";
                         ///< filled in by judged()
    bool operator==(const Measurement&) const = default;
};

/// A number with the digits that its source resolves: as many as the unit's own words for it show, else three that count. More where fewer
/// would put it on the other side of a limit.
std::string rounded(double value, std::string_view raw, const Limits& limits);

std::string words(const Value& value);  ///< "41.5", "Online", "true"; "" for what the unit did not say

/// Fills in verdict, marginal and reason from value and limits. Limits are inclusive. No limits: none. No
/// value where there are limits: fail (the unit did not show it); so is a text where a number is asked for. A
/// value that is no finite number is no value.
Measurement judged(Measurement measurement);

}  // namespace reports
