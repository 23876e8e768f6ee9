#pragma once
// Finds the command that a line of words means, abbreviations included, among those this unit has.

#include "drivers/sim/action.hpp"

#include <optional>
#include <string>
#include <vector>

namespace drivers::sim {

struct Found {
    const Query* query = nullptr;
    const Action* action = nullptr;
    Arguments arguments;
    std::size_t bad_word = 0;  ///< when there is no command: the first word that fits nowhere; the number of
                               ///< words when more were expected
    explicit operator bool() const { return query || action; }
};
Found find_command(const Unit& unit, const std::vector<std::string>& words);
Found find_rpc(const Unit& unit, std::string_view name);

/// What a line of the CLI says after its command: "| match x | count".
struct Pipe {
    std::string verb, argument;
};
struct CommandLine {
    std::string command;
    std::vector<Pipe> pipes;
    bool has(std::string_view verb, std::string_view argument = "") const;
};
CommandLine split_pipes(const std::string& line);
/// `text` after the pipes that work on lines: match, except, find, last, count.
std::string apply_pipes(const std::vector<Pipe>& pipes, std::string text);

}  // namespace drivers::sim
