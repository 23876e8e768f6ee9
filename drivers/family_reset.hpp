#pragma once
// The part of a Family that says how a unit forgets its owner, what a record may claim then, and what proves it. Data, and what can be told
// from it without talking to a unit.

#include "drivers/dialogue.hpp"
#include "drivers/family_listing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// What a record may say was reached, when the console showed it: never more than the unit itself said.
struct Claim {
    std::string name;
    std::string log;     ///< RE2 on a line of the console, from the command to the next login
    std::string unless;  ///< RE2: a line that has this claims nothing ("not" in the file): what is supported, what failed
    std::string claims;  ///< "none", "clear" or "purge", as NIST SP 800-88 has it
    std::string words;   ///< how the record says it
    bool unverified = false;
    bool operator==(const Claim&) const = default;

    bool is_excluded(std::string_view line) const;
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
    std::vector<std::string> answered;  ///< RE2: any of these lines is a sign that the command worked; without one nothing is proven
    std::string lists;  ///< the folder that the command lists, whose header is that sign
    Compare compare = Compare::nothing;  ///< with what the unit said before the wipe, or with what is kept for model and release
    std::string part;  ///< RE2 over lines, its group "part": only that is compared, and nothing where it is not there; empty: all of it
    bool may_be_absent = false;          ///< the unit's word that there is no such folder is a proof too
    bool needed = true;                  ///< a run that got no answer to it does not pass
    std::string unverifiable;            ///< what the report says when nothing can be told
    std::string remedy;                  ///< the dialogue that takes away what is still there; empty: there is none
    Clock::duration within{};
    bool unverified = false;
    bool operator==(const Proof&) const = default;

    /// There is something to ask or to look at; else the proof only says what nobody can tell.
    bool asks() const { return !command.empty() || !clean.empty() || !dirty.empty(); }
};

/// What came of asking for a proof: what the unit printed (lines ended by '\n'), or why it gave no answer. The words of a reason are the
/// station's, and never stand where the unit's are looked for.
struct ProofAnswer {
    std::optional<std::string> output;
    std::string why{};
};

/// unverifiable: nobody can tell, by the family's own word; unanswered: the unit could have told, and did not.
enum class Shown { clean, dirty, unverifiable, unanswered };

struct ProofReading {
    Shown shown = Shown::unverifiable;
    std::string line;  ///< the line that shows it; unverifiable and unanswered: why
    bool operator==(const ProofReading&) const = default;
};

/// How a listing of files is told from an error; `{path}` is what Proof::lists says.
struct ListWords {
    std::string header;  ///< RE2: the line above the names
    std::string total;   ///< RE2: the line that counts them
    std::string absent;  ///< RE2: there is no such folder
    bool operator==(const ListWords&) const = default;
};

/// How an answer without an end of its own is known to be whole.
struct Count {
    std::string command;  ///< a proof's
    std::string by;       ///< the command that counts its lines
    std::string line;     ///< RE2: the lines that are counted; others came by
    std::string count;    ///< RE2 with a group "count"
    bool operator==(const Count&) const = default;

    /// Why the answer is not whole, or nothing.
    std::optional<std::string> missing_in(std::string_view output, std::string_view counted) const;
};

struct FactoryState {
    std::string login;                         ///< RE2 on the lines before the login prompt
    std::string user;                          ///< who gets in without a password
    std::vector<std::string> expected_alarms;  ///< RE2: alarms that are normal for a unit without configuration
    std::vector<std::string> not_answered;     ///< RE2: lines that say a command is not known, or did not work
    ListWords list_words;
    std::string removed_by;  ///< the level of reset that takes the bench's own configuration away at the end
    Listing listing;         ///< of every place that can be written, for what survives a wipe
    std::vector<Count> counts;
    std::vector<Proof> proofs;
    bool operator==(const FactoryState&) const = default;

    const Proof* proof(std::string_view name) const;
    const Count* count_of(std::string_view command) const;
    /// What this answer proves; `reference` is what Proof::compare compares with, where that is known.
    ProofReading read(const Proof& proof, const ProofAnswer& answer, const std::optional<std::string>& reference = {}) const;

  private:
    std::string list_pattern(const std::string& words, const Proof& proof) const;
    std::optional<std::string> sign_of(const Proof& proof, std::string_view output) const;
    std::string names_in(const Proof& proof, std::string_view output) const;
    ProofReading read_printed(const Proof& proof, const std::string& output, const std::optional<std::string>& reference) const;
};

}  // namespace drivers
