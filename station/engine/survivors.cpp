#include "station/engine/survivors.hpp"

#include "drivers/text_pattern.hpp"
#include "reports/sha256.hpp"

#include <algorithm>
#include <cstdlib>

namespace station {

using drivers::KnownPath;
using drivers::Listed;

namespace {

using namespace std::chrono_literals;

constexpr auto grain = 2s;  ///< two clocks that were read one after the other agree to this

std::string digest_of_path(const Listed& entry) { return reports::sha256(entry.path); }

std::string digest_of(const Listed& entry) {
    const auto time = std::to_string(entry.time.time_since_epoch().count());
    return reports::sha256(entry.kind + entry.path + '\n' + entry.size + '\n' + time + '\n' + entry.target);
}

class Known {
  public:
    explicit Known(const std::vector<KnownPath>& paths) {
        for (const auto& known : paths) patterns_.emplace_back(known.path);
    }
    bool has(const std::string& shown) const {
        return std::any_of(patterns_.begin(), patterns_.end(), [&](const auto& pattern) { return pattern.found_in(shown); });
    }

  private:
    std::vector<drivers::TextPattern> patterns_;
};

/// When the wipe began, by the unit's clock. A clock that a reboot set back says nothing against what is new: the earlier reading counts.
std::chrono::sys_seconds began(const std::optional<BeforeWipe>& before, std::chrono::sys_seconds clock, drivers::Clock::duration since) {
    const auto reckoned = clock - std::chrono::duration_cast<std::chrono::seconds>(since) - grain;
    return before ? std::min(before->clock, reckoned) : reckoned;
}

/// As large as before, or larger: it may have been kept and written to.
bool has_grown(const BeforeWipe& before, const Listed& entry) {
    const auto size = before.sizes.find(digest_of_path(entry));
    if (size == before.sizes.end()) return false;
    return std::strtoull(entry.size.c_str(), nullptr, 10) > std::strtoull(size->second.c_str(), nullptr, 10);
}

/// No link, and called as one is shown: what is known of the link says nothing of it.
bool is_disguised(const Listed& entry) { return entry.kind != 'l' && entry.path.find("@ -> ") != std::string::npos; }

}  // namespace

BeforeWipe remembered(const drivers::WholeListing& listing, drivers::Clock::time_point now) {
    BeforeWipe before;
    before.clock = listing.clock;
    before.taken = now;
    for (const auto& entry : listing.entries) {
        before.entries.insert(digest_of(entry));
        before.sizes[digest_of_path(entry)] = entry.size;
    }
    return before;
}

Leftovers left_behind(const drivers::Listing& family, const std::optional<BeforeWipe>& before, const drivers::WholeListing& after,
                      drivers::Clock::duration since) {
    const Known system{family.system}, image{family.image}, owner{family.owner};
    const auto beginning = began(before, after.clock, since);
    Leftovers found;
    for (const auto& entry : after.entries) {
        const auto shown = entry.shown();
        const bool same = before && before->entries.contains(digest_of(entry));
        const bool old = same || entry.time < beginning;
        if (system.has(shown) && !is_disguised(entry))
            ++found.fresh;
        else if (owner.has(shown))
            found.left.push_back(shown);
        else if (old && image.has(shown))
            (entry.is_folder() ? found.unexplained : found.undecided).push_back(shown);
        else if (old)
            (entry.is_folder() ? found.unexplained : found.left).push_back(shown);
        else if (before ? !entry.is_folder() && has_grown(*before, entry) : true)
            found.unexplained.push_back(shown);
        else
            ++found.fresh;
    }
    return found;
}

}  // namespace station
