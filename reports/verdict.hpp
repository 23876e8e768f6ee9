#pragma once
// The five outcomes, ordered by gravity. fail is the unit, error is the station.

#include <algorithm>
#include <optional>
#include <string_view>

namespace reports {

enum class Verdict { none, pass, fail, aborted, error };

constexpr Verdict worst(Verdict a, Verdict b) {
    return std::max(a, b);
}
std::string_view name(Verdict verdict);
std::optional<Verdict> verdict_named(std::string_view name);

}  // namespace reports
