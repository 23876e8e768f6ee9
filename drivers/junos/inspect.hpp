#pragma once
// `station inspect`: what saved files of a unit's answers say - replies, CLI text, JSON, several of them in a
// file, whole or broken.

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

struct Inspection {
    Facts facts;
    std::string format;               ///< "xml", "text", "json", or "mixed"
    std::vector<std::string> unread;  ///< what else it held, in words
    std::vector<std::string> mended;  ///< what was not well-formed and could be put right, in words
    bool damaged = false;             ///< some of it was not whole or not well-formed; what was whole is read
    bool cut = false;                 ///< some of it was not whole: something is missing, or may be

    bool understood() const { return !facts.empty(); }
};

Inspection inspect(std::string_view bytes);

/// Why nothing was understood: what was seen and what was expected. Empty when something was.
std::string refusal(const Inspection& inspection);

/// Prints one JSON document a file to `out`. 0 when every file was understood and whole, 2 otherwise, with the reason
/// on `err`; so is a word on what had to be mended.
int inspect_files(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& err);

}  // namespace drivers::junos
