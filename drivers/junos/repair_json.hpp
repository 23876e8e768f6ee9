#pragma once
// Makes JSON of what a unit meant as JSON: a lone backslash (py-junos-eznc issue 1379), quotes, control characters and words that nobody
// quoted, commas too many or too few. Private to this folder.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::junos {

struct RepairedJson {
    std::string text;                ///< as far as it could be made out
    std::size_t end = 0;             ///< behind the document, in what was given
    bool whole = false;              ///< its last bracket is closed; else it breaks off, or nobody can tell how it goes on
    bool certain = true;             ///< else a name or a bracket was damaged: what belongs where is a guess
    std::vector<std::string> notes;  ///< what was mended, each kind once: "a lone backslash (line 34)"
};

/// The document that `bytes` begin with.
RepairedJson repair_json(std::string_view bytes);

}  // namespace drivers::junos
