#pragma once
// Lists of names, as families have them.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

inline bool holds(const std::vector<std::string>& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

/// All in one, for a person to read.
inline std::string joined(const std::vector<std::string>& names, std::string_view between = ", ") {
    std::string text;
    for (const auto& name : names) {
        if (!text.empty()) text += between;
        text += name;
    }
    return text;
}

}  // namespace drivers
