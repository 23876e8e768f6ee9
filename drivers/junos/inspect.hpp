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
    bool damaged = false;             ///< some of it was not whole; what was whole is read

    bool understood() const { return !facts.empty(); }
};

Inspection inspect(std::string_view bytes);

/// Why nothing was understood: what was seen and what was expected. Empty when something was.
std::string refusal(const Inspection& inspection);

/// Prints one JSON document a file to `out`. 0 when every file was understood, 2 otherwise, with the reason
/// on `err`.
int inspect_files(const std::vector<std::filesystem::path>& files, std::ostream& out, std::ostream& err);

}  // namespace drivers::junos
