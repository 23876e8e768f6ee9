#include "station/engine/procedure.hpp"

#include "drivers/family.hpp"
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

std::string given_name(const yang::Node& node, const StepKind& kind) { return node["name"].text_or(node[kind.action]["name"].text_or("")); }

/// Which names steps have by now: those that somebody gave are there once, others are numbered.
class Names {
  public:
    std::string take(const yang::Document& document, const yang::Node& node, const StepKind& kind) {
        auto name = given_name(node, kind);
        const bool is_given = !name.empty();
        if (!is_given) {
            name = kind.action;
            if (const int times = ++times_[kind.action]; times > 1) name += "-" + std::to_string(times);
        }
        const auto [first, is_new] = lines_.emplace(name, node.line());
        if (!is_new)
            throw document.error(node["name"] ? node["name"] : node, "\"" + name + "\" is the name of the step on line " + std::to_string(first->second) + " too; expected another name:");
        return name;
    }

  private:
    std::map<std::string, int> times_, lines_;
};

PlannedStep read_step(const yang::Document& document, const yang::Node& node, Names& names) {
    const auto& kind = kind_of(document, node);
    PlannedStep planned;
    planned.action = kind.action;
    planned.does = kind.does;
    planned.name = names.take(document, node, kind);
    planned.go_on_after_fail = node["on-fail"].text() == "continue";
    planned.step = kind.make(document, node[kind.action]);
    return planned;
}

// What a check measures is recorded under its own name, whatever the step is called.
void check_measured_names(const yang::Document& document, const std::vector<yang::Node>& steps, yang::Complaints& complaints) {
    std::map<std::string, int> lines;
    for (const auto& step : steps) {
        const auto name = step["check"]["name"];
        if (!name) continue;
        const auto [first, is_new] = lines.emplace(name.text(), name.line());
        if (!is_new) complaints.add(document.error(name, "\"" + name.text() + "\" is what line " + std::to_string(first->second) + " measures too; expected another name").what());
    }
}

// What a step builds on has to be done before it.
void check_order(const yang::Document& document, const std::vector<yang::Node>& steps, yang::Complaints& complaints) {
    std::vector<std::string> done;
    for (const auto& step : steps)
        for (const auto& kind : step_kinds()) {
            if (!step[kind.action]) continue;
            if (!kind.needs_before.empty() && std::find(done.begin(), done.end(), kind.needs_before) == done.end())
                complaints.add(document.error(step, kind.action + " needs " + kind.needs_before + " before it").what());
            done.push_back(kind.action);
        }
}

void check_settings(const yang::Document& document, const std::vector<yang::Node>& steps, const Known& known, yang::Complaints& complaints) {
    for (const auto& step : steps)
        for (const auto& kind : step_kinds())
            if (kind.check && step[kind.action]) kind.check(document, step[kind.action], known, complaints);
}

// The families that the procedure is for; all, where it names none.
std::vector<const drivers::Family*> families_of(const yang::Document& document, const drivers::Families* families, yang::Complaints& complaints) {
    std::vector<const drivers::Family*> chosen;
    if (!families) return chosen;
    std::vector<std::string> names;
    for (const auto& family : families->all()) names.push_back(family.name);
    for (const auto& node : document.root().all("families")) {
        const auto* family = families->by_name(node.text());
        const auto near = yang::nearest(node.text(), names);
        if (family)
            chosen.push_back(family);
        else
            complaints.add(document.error(node, "there is no family \"" + node.text() + "\"" + (near.empty() ? "" : "; did you mean " + near + "?")).what());
    }
    if (chosen.empty())
        for (const auto& family : families->all()) chosen.push_back(&family);
    return chosen;
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

struct Demand {
    Purpose purpose;
    std::vector<Does> steps;
};

// Certify may do without verify-serial or checks: its paper then says that the parts which these answer are open, and lets no unit out.
const std::vector<Demand>& demands() {
    static const std::vector<Demand> all{{Purpose::intake, {Does::identify}},
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
    for (const auto& [of, steps] : demands())
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

Procedure read_procedure(const yang::Schema& schema, const std::filesystem::path& file, const drivers::Families* families) {
    const auto document = schema.read_yaml(file);
    const auto root = document.root();
    if (root.name() != "procedure") throw document.error(root, "is a " + root.name() + ", expected a procedure");
    const auto steps = root.all("steps");
    if (steps.empty()) throw document.error(root, "has no steps");
    Procedure procedure;
    procedure.name = root["procedure"].text();
    procedure.title = root["title"].text();
    procedure.version = static_cast<int>(root["version"].integer());
    procedure.sha256 = reports::sha256_of_file(file);
    for (const auto& family : root.all("families")) procedure.families.push_back(family.text());
    yang::Complaints wrong;
    Names names;
    for (const auto& step : steps) wrong.gather([&] { procedure.steps.push_back(read_step(document, step, names)); });
    wrong.gather([&] { check_pairs(document, steps); });
    check_measured_names(document, steps, wrong);
    check_order(document, steps, wrong);
    const Known known{schema, families_of(document, families, wrong), file.parent_path()};
    check_settings(document, steps, known, wrong);
    const auto purpose = root["purpose"];
    procedure.purpose = purpose ? reports::purpose_named(purpose.text()).value_or(Purpose::none) : purpose_of(procedure);
    if (purpose) wrong.gather([&] { check_purpose(document, purpose, procedure); });
    wrong.tell();
    return procedure;
}

}  // namespace station
