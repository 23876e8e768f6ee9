#pragma once
// The part of a Family that says what is wrong with a unit that boots, and how one gets into a unit whose password nobody knows. Data, and
// what can be told from it without talking to a unit.

#include "drivers/dialogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// A mark of a boot, and when it came by.
struct MarkSeen {
    std::string name;
    Clock::time_point at;
    bool operator==(const MarkSeen&) const = default;
};

/// Something wrong with a unit, known by the marks of its boot.
struct Defect {
    std::string name;
    std::string means, advice;       ///< for the report: one sentence each
    std::vector<std::string> marks;  ///< any of them
    unsigned more_than = 0;          ///< the same mark more often than this ...
    Clock::duration within{};        ///< ... in this time; zero: in the whole boot
    bool ends_boot = false;          ///< no login is to be waited for any more
    std::string repair;              ///< the recovery path that may mend it; empty: none
    bool unverified = false;
    bool operator==(const Defect&) const = default;

    /// The marks of one boot, in their order, show it.
    bool shown_by(const std::vector<MarkSeen>& boot) const;
};

/// A step on the way into a unit, done at its own console. The keys are sent when what is awaited is seen, and sent again (at most `repeat`
/// times, each after `every` without an answer) until what a later step awaits, or the path's end, is seen.
struct RecoveryStep {
    std::string await;  ///< a mode's or a mark's name
    std::string send;   ///< keys
    unsigned repeat = 1;
    Clock::duration every{};
    bool optional = false;  ///< it may not come: a later one does then
    Clock::duration within{};
    bool operator==(const RecoveryStep&) const = default;
};

enum class Purpose { access, repair };

struct RecoveryPath {
    std::string name, title;
    Purpose purpose = Purpose::access;
    std::vector<std::string> when;  ///< marks or modes: any of them chooses this path
    std::string after;              ///< only when that path was tried and came to nothing
    bool unverified = false;        ///< nobody here has seen it work: `confirm` is shown to the operator first
    std::string confirm;            ///< what the operator has to agree to; empty: nothing
    std::vector<RecoveryStep> steps;
    std::string reaches;       ///< the mode it ends in
    Clock::duration within{};  ///< until then, from the last step
    std::string set_password;  ///< the dialogue that sets the root password there; empty: none
    std::string boot_on;       ///< the dialogue that boots the unit as usual; empty: none
    bool operator==(const RecoveryPath&) const = default;
};

/// What a unit says that does not let itself be recovered.
struct Refusal {
    std::string name;
    std::string text;   ///< RE2, on a line or on the prompt that stands
    std::string means;  ///< one sentence for the report
    std::string left;   ///< the way that is left
    bool unverified = false;
    bool operator==(const Refusal&) const = default;
};

struct Recovery {
    std::vector<RecoveryPath> paths;  ///< by priority
    std::vector<Refusal> refusals;
    bool operator==(const Recovery&) const = default;

    const RecoveryPath* path(std::string_view name) const;
    /// The way in that the first of these marks and modes to choose one chooses; none of those that were tried in vain. Nothing: power
    /// the unit on again and look on, or there is no way.
    const RecoveryPath* way_in(const std::vector<std::string>& seen, const std::vector<std::string>& tried = {}) const;
    const Refusal* refusal_named(std::string_view name) const;
    /// The refusal in this line or prompt, or nothing.
    const Refusal* refusal(std::string_view line) const;
};

}  // namespace drivers
