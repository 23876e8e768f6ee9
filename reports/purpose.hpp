#pragma once
// What a procedure is for. It decides which paper a run of it deserves.

#include <optional>
#include <string_view>

namespace reports {

/// none: the record does not say (it was written before procedures had a purpose, or the run did nothing that serves one).
enum class Purpose { none, intake, test, load, wipe, certify };

std::string_view name(Purpose purpose);
std::optional<Purpose> purpose_named(std::string_view name);

/// Whether a run of `purpose` does all that one of `other` is for: certify does everything, each does its own and an intake's.
bool covers(Purpose purpose, Purpose other);

}  // namespace reports
