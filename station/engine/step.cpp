#include "station/engine/step.hpp"

#include <algorithm>

namespace station {
namespace {

// The second of the program's two registries: filled before main, read-only afterwards.
std::vector<StepKind>& kinds() {
    static std::vector<StepKind> all;
    return all;
}

}  // namespace

StepRegistration::StepRegistration(StepKind kind) {
    auto& all = kinds();
    const auto at = std::lower_bound(all.begin(), all.end(), kind,
                                     [](const StepKind& a, const StepKind& b) { return a.action < b.action; });
    all.insert(at, std::move(kind));
}

const std::vector<StepKind>& step_kinds() { return kinds(); }

std::string step_submodule() {
    std::string text =
        "submodule station-steps {\n  yang-version 1.1;\n  belongs-to station-procedure { prefix sp; }\n"
        "  import station-types { prefix st; }\n  augment \"/sp:procedure/sp:steps/sp:action\" {\n";
    for (const auto& kind : kinds()) text += "    case " + kind.action + " {\n" + kind.yang + "\n    }\n";
    return text + "  }\n}\n";
}

}  // namespace station
