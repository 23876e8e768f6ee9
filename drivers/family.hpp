#pragma once
// A Family: what all units of a kind share, read from one YAML file (yang/station-family.yang says what may
// stand there). Data only: who acts on it is the Console and the station's steps. Patterns are RE2; keys to
// type are text with <enter>, <space>, <ctrl-c> and the like in it.

#include "drivers/deadline.hpp"
#include "drivers/family_copies.hpp"
#include "drivers/family_recovery.hpp"
#include "drivers/family_reset.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace yang {
class Schema;
}

namespace drivers {

/// What a unit waits for when a mode's prompt stands.
enum class ModeKind {
    login,
    password,
    shell,
    cli,
    config,
    pager,
    confirm,
    question,
    loader,
    menu,
    halted,
    debugger,
    elsewhere
};

struct Move {
    std::string to;    ///< a mode's name
    std::string send;  ///< keys
    Clock::duration within{};
    bool operator==(const Move&) const = default;
};

struct Mode {
    std::string name;
    ModeKind kind{};
    std::string
        prompt;  ///< on the unterminated last line; groups named user, host, role, member are taken from it
    std::string after;        ///< what the line before has to match; empty: anything
    std::string ends;         ///< characters it may end in besides punctuation
    bool ended = false;       ///< it stands also when its line has ended
    std::string answer;       ///< keys to go on with in the middle of a command (pager)
    Clock::duration quiet{};  ///< how long nothing may follow the prompt before it is believed
    std::vector<Move> moves;
    bool unverified = false;  ///< written from experience, not seen on a unit
    bool operator==(const Mode&) const = default;
};

/// A command to type when logged in, and what the unit says when it took it.
struct QuietCommand {
    std::string command, acknowledgement;
    bool operator==(const QuietCommand&) const = default;
};

struct ConsoleLine {
    std::vector<unsigned> speeds;      ///< in the order to try
    std::string line_end;              ///< keys
    std::vector<std::string> refused;  ///< RE2: lines that say the password was wrong
    std::string netconf;               ///< the command at the CLI that begins NETCONF on this line; empty: there is none
    std::string other_engine;          ///< the command at the CLI of one routing engine that leads to the CLI of the other; empty: none
    std::vector<QuietCommand> quiet_commands;
    bool operator==(const ConsoleLine&) const = default;
};

enum class MarkKind { progress, window, fault, halted };

/// A text on a booting unit's console.
struct Mark {
    std::string name;
    std::string text;    ///< RE2, searched in a line; no `$` (a line may still be on its way)
    bool whole = false;  ///< searched only in lines that have ended, or that nothing follows: `$` is their end
    MarkKind kind{};
    Clock::duration within{};  ///< from power-on or reboot; zero: no limit
    std::string interrupt;     ///< keys that stop the boot here
    bool unverified = false;
    bool operator==(const Mark&) const = default;
};

/// How to read a fact: structured first, the command's text where there is no other way.
struct Query {
    std::string name;
    std::string rpc;  ///< the XML inside <rpc>; {names} are the caller's to fill in
    std::string cli;
    std::string facts;  ///< what readers make of it: inventory, software, environment, ...
    std::string row;    ///< RE2 with the group row, on lines of the command's text, where no reader takes it apart
    Clock::duration within{};
    bool operator==(const Query&) const = default;

    /// The rows in what the command printed, in their order.
    std::vector<std::string> rows(std::string_view text) const;
};

/// What an installer says that did not install, whose fault that is, and what may be done about it.
struct InstallTrouble {
    /// station: the plan, the family, the configuration; the others are what their words say. `path` is the way the plan chose.
    enum class Blame { unit, station, image, path, clock, room, pending };
    enum class Remedy {
        roll_back,   ///< what waits from before, then install again
        make_space,  ///< which takes the image along: it is copied again
        wait,        ///< another installation runs
        copy_again,  ///< the image
        set_clock,
        other_path   ///< a medium, where packages do not lead
    };
    std::string name, text;  ///< text: RE2 on a line of its output
    std::string means, advice;
    Blame blame = Blame::unit;
    std::vector<Remedy> remedies;  ///< each once, in this order; none: it stands
    bool operator==(const InstallTrouble&) const = default;
};

/// How a unit is asked what it boots next, where its installer said neither that it installed nor that it did not.
struct PendingQuery {
    std::string command;
    std::string release;  ///< RE2 with the group release: lines that say what is installed to become active
    std::string none;     ///< RE2: a line that says, without one of those, that nothing waits; empty: the answer cannot say so
    Clock::duration within{};
    bool unverified = false;
    bool operator==(const PendingQuery&) const = default;
};

/// How a unit's clock is set.
struct ClockSetting {
    std::string command;  ///< {date} is filled in: YYYYMMDDhhmm.ss, in UTC
    std::string set;      ///< RE2: a line that says it was
    Clock::duration within{};
    bool operator==(const ClockSetting&) const = default;
};

struct Package {
    std::string name;
    std::string file;      ///< file name with {release} in it
    std::string model;  ///< RE2 on the chassis model; empty: all of the family
    std::string from, before;  ///< the first release that comes like this, and the first that does not any more; empty: no end
    std::string stage;     ///< the folder on the unit
    std::string fetch;     ///< the CLI command by which the unit fetches {url} to {path}; empty: files are brought to it
    std::string checksum, install, reboot, rollback;  ///< CLI commands; {path}, {file}, {release} are filled in
    std::string checksum_rpc, install_rpc, reboot_rpc;
    std::string install_each;    ///< the install command for one engine of several: {engine} is filled in; empty: `install` is for all
    std::string install_member;  ///< the same for one member of a virtual chassis: {member} is filled in
    std::string reboot_all;      ///< the reboot command for a unit with several engines
    std::string reboot_members;  ///< the same for a virtual chassis
    std::vector<std::string> rebooting;  ///< RE2: any of these lines proves that the reboot began
    std::vector<Answer> answers;
    std::vector<std::string> success,
        failure;  ///< RE2 on lines of the installer's output; a failure outweighs
    std::vector<InstallTrouble> troubles;  ///< by importance; looked for before `failure`
    std::vector<PendingQuery> pending;     ///< asked in turn until one answers
    ClockSetting clock;
    std::vector<std::string> space;  ///< commands that make room, before anything is copied: they take staged files too
    Clock::duration space_within{};
    std::string remove, list;  ///< commands: delete the staged file; show whether it is there
    std::string absent;        ///< RE2: a line of `list` that says it is not
    std::string media;         ///< file name of the installation medium, with {release}; empty: not known
    bool unverified = false;        ///< nobody here has seen its commands work on a unit
    bool space_unverified = false;  ///< the same of making room
    Clock::duration install_within{}, reboot_within{}, checksum_within{};
    bool operator==(const Package&) const = default;

    /// The release in a file name of this package, or "" when it is none of it.
    std::string release_of(std::string_view file_name) const;
    std::string file_for(std::string_view release) const;
};

/// How a unit without configuration is made reachable.
struct Management {
    std::string interface;
    std::string members_interface;  ///< in place of it where several members are one unit; empty: none
    std::vector<std::string>
        configuration;  ///< lines; {interface}, {address}, {gateway}, {user}, {password-hash} are filled in
    std::string load_rpc;   ///< loads the lines by NETCONF, {lines} is all of them; empty: only the CLI can
    std::string by_shell;   ///< the shell's command that has the CLI execute {command}; empty: none
    std::string host_keys;  ///< the shell's command that prints the public SSH host keys; empty: none
    std::string check, commit;
    std::string committed;  ///< RE2 that says it was
    bool operator==(const Management&) const = default;
};

/// A part that units of some models are built without, such as fans: none shown is no defect there.
struct Omission {
    std::string part;    ///< as checks name it
    std::string model;   ///< RE2 on the chassis model
    std::string source;  ///< who says so
    bool unverified = false;
    bool operator==(const Omission&) const = default;
};

/// Something a unit really prints, and what has to be made of it: each family's own test.
struct Sample {
    std::string text;
    std::map<std::string, std::string> expected;  ///< leaf of station-family.yang -> value
    int line = 0;                                 ///< in the family's file
    bool operator==(const Sample&) const = default;
};

struct Family {
    std::string name, title, based_on;
    std::string model;           ///< RE2 on the chassis model; empty: only others build on it
    std::string routing_engine;  ///< RE2 on the routing engine's model, where the chassis does not decide
    ConsoleLine console;
    std::vector<Mode> modes;  ///< by priority
    std::vector<std::string>
        banners;  ///< RE2 with groups role, member, host: lines before a prompt that say who asks
    std::vector<std::string> noise;  ///< RE2: what comes at any time and means nothing here
    std::vector<std::string> interruptions;  ///< RE2: what comes at any time, in the middle of a line too, and is worth keeping
    std::vector<Mark> marks;
    std::vector<Query> queries;
    std::vector<ResetLevel> resets;  ///< from the weakest to the strongest
    std::vector<std::string> never_reset;  ///< refusals: a unit whose CLI prompt shows one would not survive a reset
    FactoryState factory;
    std::vector<Package> packages;
    std::vector<SystemCopy> copies;
    Management management;
    std::vector<Omission> omissions;
    std::vector<Defect> defects;
    std::vector<Dialogue> dialogues;
    Recovery recovery;
    std::vector<Sample> samples;  ///< its own, not those of the family it is based on
    std::size_t layer = 0;        ///< of the folders that were read, the last that said something of it
    bool operator==(const Family&) const = default;

    const Mode* mode(std::string_view name) const;
    /// The first move on the shortest way between two modes; nothing when there is none.
    const Move* way(std::string_view from, std::string_view to) const;
    const Mark* mark(std::string_view name) const;
    const Query* query(std::string_view name) const;
    const Dialogue* dialogue(std::string_view name) const;
    const SystemCopy* copy(std::string_view name) const;
    /// That units of this model are built without such a part; nullptr where nobody says so.
    const Omission* built_without(std::string_view part, std::string_view model) const;
    /// What the marks of one boot, in their order, show to be wrong with the unit.
    std::vector<const Defect*> defects_of(const std::vector<MarkSeen>& boot) const;
    const ResetLevel* reset(std::string_view level) const;  ///< "best": the strongest
    const Package* package_of(std::string_view file_name) const;
};

/// All families of a folder, or of several: a later folder says more, and differently, than those before it.
class Families {
  public:
    /// Throws yang::DocumentError (file and line) for a file that is wrong, a parent that is missing, a
    /// pattern that is none. A family that a folder before had by that name is read over it, entry by entry.
    Families(const yang::Schema& schema, const std::vector<std::filesystem::path>& folders);
    Families(const yang::Schema& schema, const std::filesystem::path& folder) : Families{schema, std::vector<std::filesystem::path>{folder}} {}

    const std::vector<Family>& all() const { return all_; }
    const Family* by_name(std::string_view name) const;
    /// "junos", on which all others are based: what a unit is taken for until its model is known. Throws std::runtime_error where it is missing.
    const Family& base() const;
    /// Whether only a routing engine's model says which family that chassis is of: every family that
    /// describes the chassis names one.
    bool told_by_routing_engine(std::string_view model) const;
    /// Whose patterns match, or nullptr; one that names a routing engine is only found by that. A later folder's comes before an earlier one's.
    const Family* by_model(std::string_view model, std::string_view routing_engine = {}) const;

  private:
    std::vector<Family> all_;
};

/// The bytes of keys as the families' data has them: "cli<enter>", "<ctrl-c>", "5". Throws
/// std::invalid_argument for a key without a name.
std::string keystrokes(std::string_view keys);

/// `text` with every {name} that `values` has replaced; others stay.
std::string filled(std::string text, const std::map<std::string, std::string>& values);

}  // namespace drivers
