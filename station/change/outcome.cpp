#include "station/change/outcome.hpp"

#include "drivers/names.hpp"
#include "station/engine/text.hpp"

#include <chrono>

namespace station {
namespace {

using drivers::joined;
using reports::PlannedChange;

std::string different(std::size_t count) {
    return count == 0 ? "nothing is different" : count == 1 ? "1 thing is different" : std::to_string(count) + " things are different";
}

}  // namespace

std::vector<std::string> parts_gone(const reports::UnitState& before, const reports::UnitState& after) {
    std::vector<std::string> gone;
    for (const auto& difference : differences(before, after))
        if (is_part_gone(difference)) gone.push_back(difference.before + " (" + difference.what + ")");
    return gone;
}

std::string window_words(const PlannedChange& change) {
    const auto took = std::chrono::duration_cast<std::chrono::seconds>(change.review->took);
    return clock_text(took) + " of " + clock_text(change.begun.window);
}

Outcome outcome_of(const PlannedChange& change) {
    const auto tail = "; " + different(change.review->differences.size()) + "; window " + (change.review->window_kept ? "kept, " : "overrun, ") + window_words(change);
    if (change.review->goal_met) return {.summary = "goal met (" + joined(change.measured_by) + ")" + tail};
    return {reports::Verdict::fail, "goal-not-met", "goal not met: " + joined(change.open_items, "; ") + tail,
            "look after what is open, or go back: " + change.begun.backout};
}

}  // namespace station
