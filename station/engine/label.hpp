#pragma once
// What is scanned or typed at intake, before anything is compared with it: the serial on a label, the reference of the owner's release.
// Pure: knows no unit.

#include <string>
#include <string_view>
#include <vector>

namespace station {

/// A label's serial as it is compared: in capitals, without the blanks that a scanner adds.
struct Label {
    std::string serial;
    std::vector<std::string> notes;  ///< what was changed of what was scanned, for the record
    bool operator==(const Label&) const = default;
};

/// Throws std::invalid_argument that shows what was scanned, and each character in it that no serial contains, with its code point and place.
Label read_label(std::string_view scanned);

/// The reference of an owner's release, without blanks around it; empty where none was given. Throws std::invalid_argument for one that holds
/// nothing to refer to (blanks, dashes and other punctuation of any script), or what cannot be printed.
std::string read_release(std::string_view given);

/// Whether there is anything in `reference` that could be looked up: a letter or a digit, and not just a word for "none".
bool is_reference(std::string_view reference);

/// `text` on one line of plain ASCII: other characters stand as \u0412, control characters and bytes that are no UTF-8 as \x1b.
std::string escaped(std::string_view text);

}  // namespace station
