#include "station/engine/procedure.hpp"

#include "reports/sha256.hpp"
#include "yang/schema.hpp"

#include <map>

namespace station {
namespace {

const StepKind& kind_of(const yang::Document& document, const yang::Node& node) {
    for (const auto& kind : step_kinds())
        if (node[kind.action]) return kind;
    throw document.error(node, "says no action");
}

PlannedStep read_step(const yang::Document& document, const yang::Node& node, std::map<std::string, int>& taken) {
    const auto& kind = kind_of(document, node);
    PlannedStep planned;
    planned.action = kind.action;
    planned.name = node["name"].text_or(node[kind.action]["name"].text_or(kind.action));
    if (const int times = ++taken[planned.name]; times > 1) planned.name += "-" + std::to_string(times);
    planned.go_on_after_fail = node["on-fail"].text() == "continue";
    planned.step = kind.make(document, node[kind.action]);
    return planned;
}

// What is begun has to be closed: the one after the other, and something done in between.
void check_pairs(const yang::Document& document, const std::vector<yang::Node>& steps) {
    for (const auto& opening : step_kinds()) {
        if (opening.closed_by.empty()) continue;
        const yang::Node* open = nullptr;
        std::size_t between = 0;
        for (const auto& step : steps) {
            const bool opens = static_cast<bool>(step[opening.action]), closes = static_cast<bool>(step[opening.closed_by]);
            if (opens && open) throw document.error(*open, opening.action + " comes again before " + opening.closed_by + " does");
            if (closes && (!open || between == 0)) throw document.error(step, opening.closed_by + " needs " + opening.action + " before it, and a step in between");
            open = opens ? &step : closes ? nullptr : open;
            between = opens || closes ? 0 : between + 1;
        }
        if (open) throw document.error(*open, opening.action + " needs " + opening.closed_by + " after it");
    }
}

}  // namespace

Procedure read_procedure(const yang::Schema& schema, const std::filesystem::path& file) {
    const auto document = schema.read_yaml(file);
    const auto root = document.root();
    if (root.name() != "procedure") throw document.error(root, "is a " + root.name() + ", expected a procedure");
    Procedure procedure;
    procedure.name = root["procedure"].text();
    procedure.title = root["title"].text();
    procedure.version = static_cast<int>(root["version"].integer());
    procedure.sha256 = reports::sha256_of_file(file);
    for (const auto& family : root.all("families")) procedure.families.push_back(family.text());
    std::map<std::string, int> taken;
    for (const auto& step : root.all("steps")) procedure.steps.push_back(read_step(document, step, taken));
    check_pairs(document, root.all("steps"));
    if (procedure.steps.empty()) throw document.error(root, "has no steps");
    return procedure;
}

}  // namespace station
