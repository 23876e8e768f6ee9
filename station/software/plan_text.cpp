// A plan as a page for the person who is to agree to it.

#include "station/software/plan.hpp"

#include <fmt/format.h>

namespace station {
namespace {

std::string clock_words(std::chrono::seconds span) {
    const auto s = span.count();
    return s >= 3600 ? fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60) : fmt::format("{}:{:02}", s / 60, s % 60);
}

std::string way_words(const LoadPlan& plan) {
    switch (plan.path.way) {
        case Path::Way::none: return "nothing to do";
        case Path::Way::direct: return "one installation";
        case Path::Way::hops: break;
        case Path::Way::media:
            return "installation from a USB stick by a person, which erases the configuration and all data; the station does not do that";
    }
    std::string words = fmt::format("{} installations: {}", plan.hops.size(), plan.from);
    for (const auto& hop : plan.hops) words += " -> " + hop.release;
    return words;
}

std::string time_words(const PlannedAction& action) {
    if (action.expected.count() == 0) return "";
    return action.learnt ? "about " + clock_words(action.expected) : "at most " + clock_words(action.expected);
}

}  // namespace

std::string plan_text(const LoadPlan& plan) {
    auto text = fmt::format("{} -> {}\n  way     {}\n  why     {}\n", plan.from.empty() ? "unknown" : plan.from, plan.to, way_words(plan), plan.path.why);
    for (const auto& unverified : plan.unverified()) text += "  not verified on hardware: " + unverified + "\n";
    for (const auto& missing : plan.missing) text += "  MISSING " + missing + "\n";
    int number = 0;
    bool all_learnt = true;
    for (const auto& action : plan.actions) {
        text += fmt::format("  {:>2}  {:<60}{}\n", ++number, action.what, time_words(action));
        if (!action.destroys.empty()) text += "      at stake: " + action.destroys + "\n";
        all_learnt = all_learnt && (action.learnt || action.expected.count() == 0);
    }
    if (!plan.actions.empty())
        text += fmt::format("  {} {} altogether{}\n", all_learnt ? "about" : "at most", clock_words(plan.expected()),
                            all_learnt ? ", as earlier runs took on this model" : "; \"at most\" is the family's limit, where no earlier run on this model tells");
    return text;
}

}  // namespace station
