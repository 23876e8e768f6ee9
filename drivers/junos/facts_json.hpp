#pragma once
// Facts as documents: what `station inspect` prints, and RFC 7951 JSON of yang/station-facts.yang for
// records. Absent stays absent.

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "drivers/junos/facts.hpp"

namespace drivers::junos {

/// {"source", "format", "units": [...], "errors": [...]}, pretty with two spaces. Bytes that are no UTF-8 are
/// replaced.
std::string to_json(const Facts& facts, std::string_view source, std::string_view format);

/// The "units" of that document as a value, for those who look things up in it.
nlohmann::ordered_json units_as_json(const Facts& facts);

/// {"station-facts:facts": {...}}, as yang::Schema accepts it.
std::string to_yang_json(const Facts& facts);

/// Back again, of a document that was checked against the module. Throws std::invalid_argument for text that
/// is no such document.
Facts from_yang_json(std::string_view json);

}  // namespace drivers::junos
