#pragma once
// Takes a saved file apart: XML replies (with or without a common root), Junos JSON, and the CLI text around
// them. Private to this folder.

#include <string_view>
#include <vector>

namespace drivers::junos {

struct Piece {
    enum class Kind { xml, json, text } kind;
    std::string_view bytes;
};

/// In the order of the file; text that is only blanks and framing marks is left out.
std::vector<Piece> pieces_of(std::string_view bytes);

}  // namespace drivers::junos
