#include "station/app/unattended.hpp"

#include "station/bench/bench.hpp"

namespace station {

std::string unattended_words(const Procedure& procedure, const Slot& slot, const std::string& why) {
    std::string asked, possible, first;
    for (const auto& planned : procedure.steps) {
        if (const auto question = planned.step->question()) {
            asked += "  " + planned.name + " asks: " + question->text + "\n";
            if (first.empty()) first = planned.name;
        }
        for (const auto& what : planned.step->may_ask(slot)) possible += "  " + planned.name + " may ask: " + what + "\n";
    }
    if (asked.empty() && possible.empty()) return {};
    auto text = slot.name + ": " + why + ", so these questions stay open:\n" + asked + possible;
    if (!asked.empty())
        text += "this run cannot pass: it ends as error (nobody-there) at " + first + ", and no step after that is done\n";
    else
        text += "a run that has to ask one of these ends as error there; one that has not may pass\n";
    return text;
}

}  // namespace station
