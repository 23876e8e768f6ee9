#include "station/engine/procedure.hpp"

#include "drivers/names.hpp"
#include "reports/sha256.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <map>

namespace station {
namespace {

using reports::Purpose;

const StepKind& kind_of(const yang::Document& document, const yang::Node& node) {
    for (const auto& kind : step_kinds())
        if (node[kind.action]) return kind;
    throw document.error(node, "says no action");
}

PlannedStep read_step(const yang::Document& document, const yang::Node& node, std::map<std::string, int>& taken) {
    const auto& kind = kind_of(document, node);
    PlannedStep planned;
    planned.action = kind.action;
    planned.does = kind.does;
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

bool does(const Procedure& procedure, Does wanted) {
    return std::any_of(procedure.steps.begin(), procedure.steps.end(), [wanted](const auto& step) { return step.does == wanted; });
}

std::string actions_that(Does wanted) {
    std::vector<std::string> actions;
    for (const auto& kind : step_kinds())
        if (kind.does == wanted) actions.push_back(kind.action);
    return drivers::joined(actions, " or ");
}

struct Needs {
    Purpose purpose;
    std::vector<Does> steps;
};

// Certify may do without verify-serial or checks: its paper then says that the parts which these answer are open, and lets no unit out.
const std::vector<Needs>& needs() {
    static const std::vector<Needs> all{{Purpose::intake, {Does::identify}},
                                        {Purpose::test, {Does::identify, Does::test}},
                                        {Purpose::load, {Does::identify, Does::load}},
                                        {Purpose::wipe, {Does::identify, Does::wipe}},
                                        {Purpose::certify, {Does::identify, Does::wipe, Does::load}}};
    return all;
}

// An intake changes nothing on the unit, and a test no more than what its own bench configured.
bool too_much_for(Purpose purpose, const PlannedStep& step) {
    if (purpose == Purpose::intake) return !step.step->unsafe_to_stop().empty();
    return purpose == Purpose::test && (step.does == Does::wipe || step.does == Does::load);
}

void check_purpose(const yang::Document& document, const yang::Node& node, const Procedure& procedure) {
    const auto purpose = "purpose " + std::string{name(procedure.purpose)};
    for (const auto& [of, steps] : needs())
        for (const auto step : steps)
            if (of == procedure.purpose && !does(procedure, step)) throw document.error(node, purpose + " needs a step " + actions_that(step));
    for (const auto& step : procedure.steps)
        if (too_much_for(procedure.purpose, step)) throw document.error(node, purpose + " does not go with the step " + step.name + " (" + step.action + ")");
}

// Of a procedure that does not state it. Nothing is ever meant for certified pre-owned unsaid.
Purpose purpose_of(const Procedure& procedure) {
    if (does(procedure, Does::wipe)) return Purpose::wipe;
    if (does(procedure, Does::load)) return Purpose::load;
    if (does(procedure, Does::test)) return Purpose::test;
    return does(procedure, Does::identify) ? Purpose::intake : Purpose::none;
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
    const auto purpose = root["purpose"];
    procedure.purpose = purpose ? reports::purpose_named(purpose.text()).value_or(Purpose::none) : purpose_of(procedure);
    if (purpose) check_purpose(document, purpose, procedure);
    return procedure;
}

}  // namespace station
