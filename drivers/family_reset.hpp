#pragma once
// The part of a Family that says how a unit forgets its owner, what a record may claim then, and what proves it. Data, and what can be told
// from it without talking to a unit.

#include "drivers/dialogue.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// What a record may say was reached, when the console showed it: never more than the unit itself said.
struct Claim {
    std::string name;
    std::string log;     ///< RE2 on a line of the console, from the command to the next login
    std::string claims;  ///< "none", "clear" or "purge", as NIST SP 800-88 has it
    std::string words;   ///< how the record says it
    bool unverified = false;
    bool operator==(const Claim&) const = default;
};

/// A claim, and the line that shows it.
struct ClaimShown {
    const Claim* claim = nullptr;
    std::string line;
};

enum class Reach { unit, engine };

struct ResetLevel {
    std::string level;  ///< "configuration", "unlink" files, "clear" or "purge" in the sense of NIST SP 800-88
    std::string command;
    std::string each;      ///< wipes only the engine or member it is typed on; empty: there is no such command
    std::string dialogue;  ///< in place of a command
    std::string rpc;
    Reach wipes = Reach::unit;  ///< what `command` reaches, by its description; verify each engine all the same
    std::vector<Answer> answers;
    std::vector<Claim> claims;         ///< the strongest first
    std::vector<std::string> started;  ///< RE2: any of these lines proves that it began
    Clock::duration within{};          ///< until the unit asks for a login again
    bool unverified = false;
    bool operator==(const ResetLevel&) const = default;

    /// What may be claimed after the console said this (lines ended by '\n'), and by which line of it; nothing: no claim at all.
    std::optional<ClaimShown> claim(std::string_view said) const;
};

enum class ProofScope { unit, engine, medium };
enum class Compare { nothing, before, baseline };

/// What shows that something of the owner is gone.
struct Proof {
    std::string name, title;
    ProofScope scope = ProofScope::engine;
    std::string mode = "cli";  ///< where it is asked; "login": the lines before the login prompt are looked at
    std::string command;       ///< empty: what stands at the prompt is looked at
    std::string clean;         ///< RE2 that a line has to match; empty: anything
    std::string dirty;         ///< RE2 that no line may match ...
    std::vector<std::string> expected;  ///< ... but those that one of these matches
    Compare compare = Compare::nothing;  ///< with what the unit said before the wipe, or with what is kept for model and release
    std::string part;  ///< RE2 over lines, its group "part": only that is compared, and nothing where it is not there; empty: all of it
    std::string unverifiable;            ///< what the report says when nothing can be told
    std::string remedy;                  ///< the dialogue that takes away what is still there; empty: there is none
    Clock::duration within{};
    bool unverified = false;
    bool operator==(const Proof&) const = default;
};

enum class Shown { clean, dirty, unverifiable };

struct ProofReading {
    Shown shown = Shown::unverifiable;
    std::string line;  ///< the line that shows it; unverifiable: why
    bool operator==(const ProofReading&) const = default;
};

struct FactoryState {
    std::string login;                         ///< RE2 on the lines before the login prompt
    std::string user;                          ///< who gets in without a password
    std::vector<std::string> expected_alarms;  ///< RE2: alarms that are normal for a unit without configuration
    std::vector<std::string> not_answered;     ///< RE2: lines that say the unit does not know a command
    std::string removed_by;  ///< the level of reset that takes the bench's own configuration away at the end
    std::vector<Proof> proofs;
    bool operator==(const FactoryState&) const = default;

    const Proof* proof(std::string_view name) const;
    /// What this output (lines ended by '\n') proves; `reference` is what Proof::compare compares with, where that is known.
    ProofReading read(const Proof& proof, std::string_view output, const std::optional<std::string>& reference = {}) const;
};

}  // namespace drivers
