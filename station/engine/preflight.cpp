#include "station/engine/preflight.hpp"

#include <algorithm>

namespace station {

using drivers::Task;

Task<std::vector<Lack>> preflight(Context& context, std::span<const PlannedStep> steps) {
    const Around around{.bench = context.bench(),
                        .slot = context.slot(),
                        .somebody_there = context.person().is_there(),
                        .engines = context.engines(),
                        .free_bytes = context.free_bytes()};
    std::vector<Lack> all;
    const auto add = [&all](Lack lack, const std::string& step) {
        lack.step = step;
        const bool known = std::any_of(all.begin(), all.end(), [&](const Lack& other) { return other.reason == lack.reason && other.what == lack.what; });
        if (!known) all.push_back(std::move(lack));
    };
    for (const auto& planned : steps) {
        for (auto& lack : lacking(planned.name, planned.step->needs(), around)) add(std::move(lack), planned.name);
        auto told = co_await planned.step->lacks(context);
        for (auto& lack : told) add(std::move(lack), planned.name);
    }
    co_return all;
}

std::optional<Outcome> refusal_for(const std::vector<Lack>& lacks) {
    std::vector<const Lack*> stop;
    for (const auto& lack : lacks)
        if (lack.stops) stop.push_back(&lack);
    if (stop.empty()) return std::nullopt;
    const auto& first = *stop.front();
    Outcome outcome{reports::Verdict::error, first.reason, first.step + " cannot be done, so nothing was destroyed: " + first.what, first.advice};
    if (stop.size() == 1) return outcome;
    outcome.summary = "nothing was destroyed, for " + std::to_string(stop.size()) + " things are lacking";
    outcome.advice.clear();
    for (std::size_t i = 0; i < stop.size(); ++i) {
        const auto number = std::to_string(i + 1);
        outcome.summary += (i == 0 ? ": " : "; ") + number + ". " + stop[i]->step + ": " + stop[i]->what;
        if (!stop[i]->advice.empty()) outcome.advice += (outcome.advice.empty() ? "" : "; ") + number + ". " + stop[i]->advice;
    }
    return outcome;
}

}  // namespace station
