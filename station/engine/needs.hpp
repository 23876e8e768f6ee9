#pragma once
// What steps need of the bench around a unit, and what of that it lacks: values, so that `station plan` and a run say the same list. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace station {

struct Bench;
struct Slot;

/// What one step needs, by its settings alone.
struct Needs {
    std::vector<std::string> questions{};  ///< for the person at the bench
    bool every_console = false;          ///< each engine's or member's own
    bool mains = false;                  ///< somebody or something that can switch them, where the unit lets nobody in
    bool credentials = false;            ///< to log in with
    bool contacts = false;               ///< persons to call
    bool room = false;                   ///< on the disk, for what is recorded of it
    std::string release{};               ///< of software, or "target"; empty: brings none
};

/// Something that is not there.
struct Lack {
    std::string reason;  ///< a code for statistics, "no-network"
    std::string what;    ///< one sentence: what is lacking, and what it is for
    std::string advice;  ///< what to do about it
    bool stops = true;   ///< nothing is destroyed while it is lacking; else it is told, and the run goes on
    std::string step{};  ///< whose need it is
    bool operator==(const Lack&) const = default;
};

/// What is around the unit, as far as it is known.
struct Around {
    const Bench& bench;
    const Slot& slot;
    bool somebody_there = false;
    std::size_t engines = 0;                    ///< or members; 0: not known yet
    std::optional<std::uintmax_t> free_bytes;  ///< where records go
};

/// What of a step's needs is not there.
std::vector<Lack> lacking(const std::string& step, const Needs& needs, const Around& around);

/// All of it as one page: one line each, those that stop first.
std::string lacks_text(const std::vector<Lack>& lacks);

}  // namespace station
