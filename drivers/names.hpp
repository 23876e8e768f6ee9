#pragma once
// Lists of names, as families have them.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

inline bool holds(const std::vector<std::string>& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

}  // namespace drivers
