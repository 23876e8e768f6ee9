#include "station/software/path.hpp"

#include <algorithm>
#include <deque>
#include <map>

namespace station {
namespace {

using drivers::junos::parse_version;

/// The trains of one system in their order, and how far one installation goes among them.
class Ladder {
  public:
    Ladder(const Catalogue& catalogue, bool evolved) : catalogue_{catalogue} {
        for (const auto& row : catalogue.trains)
            if (row.train.evolved == evolved && row.train.special == 0) rungs_.push_back(&row);
        std::sort(rungs_.begin(), rungs_.end(), [](const auto* a, const auto* b) { return a->train < b->train; });
    }

    bool knows(const Train& train) const { return place(train) < rungs_.size(); }

    /// The shortest way over these stops, without its ends; nothing when there is none.
    std::optional<std::vector<Train>> way(const Train& from, const Train& to, const std::function<bool(const Train&)>& may_stop) const {
        const auto start = place(from), goal = place(to);
        std::map<std::size_t, std::size_t> came_from{{start, start}};
        for (std::deque<std::size_t> open{start}; !open.empty(); open.pop_front()) {
            const auto here = open.front();
            if (here == goal) return back(came_from, start, goal);
            // The farthest first: of ways with as many stops the one that stops latest.
            for (const auto next : within_reach(here, goal))
                if (!came_from.contains(next) && (next == goal || may_stop(rungs_[next]->train))) {
                    came_from[next] = here;
                    open.push_back(next);
                }
        }
        return std::nullopt;
    }

  private:
    std::size_t place(const Train& train) const {
        const auto found = std::find_if(rungs_.begin(), rungs_.end(), [&](const auto* row) { return row->train == train; });
        return static_cast<std::size_t>(found - rungs_.begin());
    }

    // Towards the goal and not beyond it, the farthest first.
    std::vector<std::size_t> within_reach(std::size_t here, std::size_t goal) const {
        std::vector<std::size_t> all;
        std::size_t trains = 0, extended = 0;
        for (auto at = here; at != goal;) {
            at += goal > at ? 1 : static_cast<std::size_t>(-1);
            ++trains;
            const bool climbs = goal > here && rungs_[here]->extended && rungs_[at]->extended;
            if (climbs) ++extended;
            if (trains <= catalogue_.trains_per_step || (climbs && extended <= catalogue_.extended_trains_per_step)) all.push_back(at);
        }
        std::reverse(all.begin(), all.end());
        return all;
    }

    std::vector<Train> back(const std::map<std::size_t, std::size_t>& came_from, std::size_t start, std::size_t goal) const {
        std::vector<Train> stops;
        for (auto at = came_from.at(goal); at != start && goal != start; at = came_from.at(at)) stops.push_back(rungs_[at]->train);
        std::reverse(stops.begin(), stops.end());
        return stops;
    }

    const Catalogue& catalogue_;
    std::vector<const TrainRow*> rungs_;
};

// An exception names plain trains or special ones; those of Evolved are not told apart, nobody upgrades from one system to the other.
const UpgradeException* exception_for(const Catalogue& catalogue, std::string_view family, const Train& from, const Train& to) {
    for (const auto& one : catalogue.exceptions) {
        const auto oldest = parse_train(one.from, from.evolved), latest = parse_train(one.to, to.evolved);
        if (!oldest || !latest || (!one.family.empty() && one.family != family)) continue;
        const auto low = std::min(from, to), high = std::max(from, to);
        if (*oldest <= low && high <= *latest) return &one;
    }
    return nullptr;
}

}  // namespace

Path path_between(const Catalogue& catalogue, std::string_view family, std::string_view from, std::string_view to,
                  const std::function<bool(const Train&)>& at_hand) {
    using Way = Path::Way;
    if (matches(parse_version(to), parse_version(from))) return {Way::none, {}, "it runs " + std::string{from}};
    const auto start = train_of(from), goal = train_of(to);
    if (!start || !goal) return {Way::media, {}, std::string{start ? to : from} + " is of no train that the rules speak of"};
    if (start->evolved != goal->evolved) return {Way::media, {}, "Junos and Junos Evolved are different products"};
    if (*start == *goal) return {Way::direct, {}, "both are of train " + goal->text()};
    if (const auto* exception = exception_for(catalogue, family, *start, *goal)) return {Way::direct, {}, "allowed in one go: " + exception->known.source};
    const Ladder ladder{catalogue, goal->evolved};
    for (const auto& train : {*start, *goal})
        if (!ladder.knows(train)) return {Way::media, {}, "the catalogue does not know train " + train.text() + ", so no rule speaks of it"};
    auto stops = ladder.way(*start, *goal, at_hand);
    if (!stops) stops = ladder.way(*start, *goal, [](const Train&) { return true; });
    if (!stops) return {Way::media, {}, "no chain of installations leads from " + start->text() + " to " + goal->text()};
    const auto rule = "one installation goes " + std::to_string(catalogue.trains_per_step) + " trains far, or " +
                      std::to_string(catalogue.extended_trains_per_step) + " extended ones (" + catalogue.rule_source + ")";
    return {stops->empty() ? Way::direct : Way::hops, *stops, rule};
}

}  // namespace station
