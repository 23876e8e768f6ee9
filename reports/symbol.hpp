#pragma once
// A QR symbol as inline SVG, and what is in it on our papers.

#include <string>
#include <string_view>

namespace reports {

/// "REC:1|<id>|<serial>|<first 32 digits of the record's SHA-256>": enough to check a paper against an
/// exported record, offline.
std::string symbol_text(std::string_view id, std::string_view serial, std::string_view sha256);

/// Letters, digits, dots and dashes of a text, at most 64; anything else becomes an underscore. No scanner's
/// keyboard, separator or style sheet is upset by it.
std::string symbol_field(std::string_view text);

/// One black path on white, with its quiet zone. Throws std::runtime_error when the text does not fit.
std::string qr_svg(std::string_view text);

}  // namespace reports
