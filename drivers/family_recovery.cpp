#include "drivers/family_recovery.hpp"

#include "drivers/expect.hpp"
#include "drivers/names.hpp"

#include <algorithm>

namespace drivers {

bool Defect::shown_by(const std::vector<MarkSeen>& boot) const {
    for (std::size_t first = 0; first < boot.size(); ++first) {
        if (!holds(marks, boot[first].name)) continue;
        const auto counted = std::count_if(
            boot.begin() + static_cast<std::ptrdiff_t>(first), boot.end(), [&](const MarkSeen& mark) {
                const bool in_time = within == Clock::duration::zero() || mark.at - boot[first].at <= within;
                return mark.name == boot[first].name && in_time;
            });
        if (counted > static_cast<std::ptrdiff_t>(more_than)) return true;
    }
    return false;
}

const RecoveryPath* Recovery::path(std::string_view name) const {
    const auto found = std::find_if(paths.begin(), paths.end(), [&](const auto& path) { return path.name == name; });
    return found == paths.end() ? nullptr : &*found;
}

const RecoveryPath* Recovery::way_in(const std::vector<std::string>& seen, const std::vector<std::string>& tried) const {
    for (const auto& name : seen)
        for (const auto& path : paths) {
            const bool its_turn = path.after.empty() || holds(tried, path.after);
            if (path.purpose == Purpose::access && its_turn && holds(path.when, name) && !holds(tried, path.name)) return &path;
        }
    return nullptr;
}

const Refusal* Recovery::refusal_named(std::string_view name) const {
    const auto found = std::find_if(refusals.begin(), refusals.end(), [&](const auto& refusal) { return refusal.name == name; });
    return found == refusals.end() ? nullptr : &*found;
}

const Refusal* Recovery::refusal(std::string_view line) const {
    const auto found = std::find_if(refusals.begin(), refusals.end(),
                                    [&](const auto& refusal) { return TextPattern{refusal.text}.found_in(line); });
    return found == refusals.end() ? nullptr : &*found;
}

}  // namespace drivers
