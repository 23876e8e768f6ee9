// check: values from a query the family names, each against its limits. What to look at is said in the procedure, in the words of
// station-facts; the unit is asked once.

#include "drivers/family.hpp"
#include "drivers/junos/facts_json.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/engine/measures.hpp"
#include "station/engine/values.hpp"
#include "yang/schema.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace station {
namespace {

using drivers::Task;
using reports::Verdict;

constexpr auto fragment = R"(      container check {
        presence "measures something";
        description "Takes values from the unit and holds them against limits.";
        leaf name { type st:slug; mandatory true; description "what it measures, such as temperatures"; }
        leaf query { type st:slug; mandatory true; description "the family's query that is asked, such as environment"; }
        leaf list { type st:slug; description "the list of station-facts that is looked at; what the query tells by default"; }
        leaf part { type st:slug; description "what kind of part it looks at, such as fans: a unit whose family says that its model is built without passes when it shows none"; }
        leaf each { type string; description "a regular expression: only items whose class or name matches"; }
        leaf-list except { type string; ordered-by user; description "regular expressions: items whose words match one are left out, and noted"; }
        leaf at-least-items { type uint16; default 1; description "how many items there have to be; fewer is a failure"; }
        list measure {
          key "field"; min-elements 1; ordered-by user;
          description "A field of each item and its limits; the field `count` is the number of items.";
          leaf field { type st:slug; }
          leaf unit { type string; description "UCUM code of the field, such as Cel; mandatory where the field has one"; }
          leaf at-least { type decimal64 { fraction-digits 4; } }
          leaf at-most { type decimal64 { fraction-digits 4; } }
          leaf marginal { type decimal64 { fraction-digits 4; } description "beyond this a passing value is worth a second look; within the limits"; }
          leaf-list one-of { type string; ordered-by user; description "the texts that pass"; }
          leaf optional { type boolean; default false; description "items without the field are passed over"; }
        }
      })";

struct Settings {
    std::string name, query, part;
    Selection selection;  ///< an empty list: what the query tells
    std::size_t at_least_items = 1;
    std::vector<Wanted> wanted;
};

class Check : public Step {
  public:
    explicit Check(Settings settings) : settings_{std::move(settings)} {}

    Task<Outcome> run(Context& context) const override {
        const auto& [name, query, part, selection, at_least_items, wanted] = settings_;
        const auto facts = co_await context.query(query);
        auto selected = select(drivers::junos::units_as_json(facts), selection, list(context));
        if (!selected.answered && !facts.errors.empty())
            co_return Outcome{Verdict::fail, name + "-refused", query + ": the unit says \"" + facts.errors.front().message + "\"", {}};
        if (const auto* omission = selected.answered ? built_without(context) : nullptr) {
            leave_out_absent(selected);
            if (selected.items.empty()) co_return Outcome{.summary = "none, and " + context.model() + " is built without " + part + source_of(*omission)};
        }
        for (const auto& item : selected.left_out) co_await context.note("left out of " + name + ": " + item);
        const auto findings = taken(selected, wanted, name, query);
        std::vector<reports::Measurement> measurements;
        for (const auto& finding : findings) measurements.push_back(finding.measurement);
        co_await context.measured(std::move(measurements));
        co_return outcome_of(selected, findings, name, at_least_items);
    }

  private:
    std::string list(Context& context) const {
        const auto* asked = context.access().family().query(settings_.query);
        return !settings_.selection.list.empty() || !asked ? settings_.selection.list : list_told_by(*asked);
    }

    const drivers::Omission* built_without(Context& context) const {
        return settings_.part.empty() ? nullptr : context.access().family().built_without(settings_.part, context.model());
    }

    static std::string source_of(const drivers::Omission& omission) {
        return " (" + omission.source + (omission.unverified ? ", not verified)" : ")");
    }

    // What is said not to be there is not missing where there is none by design.
    static void leave_out_absent(Selected& selected) {
        std::erase_if(selected.items, [](const auto& item) { return item.value("status", std::string{}) == "Absent"; });
    }

    Settings settings_;
};

std::optional<double> number_at(const yang::Node& node) { return node ? std::optional{node.number()} : std::nullopt; }

drivers::TextPattern pattern_at(const yang::Document& document, const yang::Node& node) {
    try {
        return drivers::TextPattern{node.text()};
    } catch (const std::invalid_argument&) {
        throw document.error(node, "\"" + node.text() + "\" is no regular expression (RE2)");
    }
}

Wanted read_wanted(const yang::Node& node) {
    Wanted wanted{.field = node["field"].text(), .unit = node["unit"].text_or(""), .limits = {}, .optional = node["optional"].flag()};
    wanted.limits.at_least = number_at(node["at-least"]);
    wanted.limits.at_most = number_at(node["at-most"]);
    auto& side = wanted.limits.at_most ? wanted.limits.marginal_above : wanted.limits.marginal_below;
    side = number_at(node["marginal"]);
    for (const auto& text : node.all("one-of")) wanted.limits.one_of.push_back(text.text());
    return wanted;
}

std::unique_ptr<Step> make(const yang::Document& document, const yang::Node& node) {
    Settings settings{.name = node["name"].text(),
                      .query = node["query"].text(),
                      .part = node["part"].text_or(""),
                      .selection = {.list = node["list"].text_or(""), .each = {}, .except = {}},
                      .at_least_items = static_cast<std::size_t>(node["at-least-items"].integer()),
                      .wanted = {}};
    if (const auto each = node["each"]) settings.selection.each = pattern_at(document, each);
    for (const auto& except : node.all("except")) settings.selection.except.push_back(pattern_at(document, except));
    for (const auto& entry : node.all("measure")) settings.wanted.push_back(read_wanted(entry));
    return std::make_unique<Check>(std::move(settings));
}

const StepRegistration registration{{.action = "check", .yang = fragment, .make = make, .does = Does::test, .check = check_measures}};

}  // namespace
}  // namespace station
