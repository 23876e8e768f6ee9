// check: values from a query the family names, each against its limits. What to look at is said in the procedure, in the words of
// station-facts; the unit is asked once.

#include "drivers/junos/facts_json.hpp"
#include "station/engine/context.hpp"
#include "yang/schema.hpp"

#include <nlohmann/json.hpp>
#include <re2/re2.h>

namespace station {
namespace {

using drivers::Task;
using nlohmann::json;
using reports::Verdict;

constexpr auto fragment = R"(      container check {
        presence "measures something";
        description "Takes values from the unit and holds them against limits.";
        leaf name { type st:slug; mandatory true; description "what it measures, such as temperatures"; }
        leaf query { type st:slug; mandatory true; description "the family's query that is asked, such as environment"; }
        leaf list { type st:slug; description "the list of station-facts that is looked at; the query's own name by default"; }
        leaf each { type string; description "a regular expression: only items whose class or name matches"; }
        leaf-list except { type string; ordered-by user; description "regular expressions: items whose words match one are left out, and noted"; }
        leaf at-least-items { type uint16; default 1; description "how many items there have to be; fewer is a failure"; }
        list measure {
          key "field"; min-elements 1; ordered-by user;
          description "A field of each item and its limits; the field `count` is the number of items.";
          leaf field { type st:slug; }
          leaf unit { type string; description "UCUM code such as Cel"; }
          leaf at-least { type decimal64 { fraction-digits 4; } }
          leaf at-most { type decimal64 { fraction-digits 4; } }
          leaf marginal { type decimal64 { fraction-digits 4; } description "beyond this a passing value is worth a second look"; }
          leaf-list one-of { type string; ordered-by user; description "the texts that pass"; }
          leaf optional { type boolean; default false; description "items without the field are passed over"; }
        }
      })";

struct Measure {
    std::string field, unit;
    reports::Limits limits;
    bool optional = false;
};

struct Settings {
    std::string name, query, list;
    std::string each;
    std::vector<std::string> except;
    std::size_t at_least_items = 1;
    std::vector<Measure> measures;
};

std::string text_at(const json& item, const char* key) {
    const auto found = item.find(key);
    return found != item.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string item_name(const json& item) {
    for (const char* key : {"name", "path", "slot", "interface", "description", "id"})
        if (const auto text = text_at(item, key); !text.empty()) return text;
    return "item";
}

bool found(const std::string& pattern, const std::string& text) { return RE2::PartialMatch(text, RE2{pattern, RE2::Quiet}); }

reports::Value value_at(const json& item, const std::string& field) {
    const auto at = item.find(field);
    if (at == item.end()) return {};
    if (at->is_number()) return at->get<double>();
    if (at->is_boolean()) return at->get<bool>();
    return at->is_string() ? reports::Value{at->get<std::string>()} : reports::Value{};
}

// The unit's own word for a value, as a person reads it.
std::string raw_at(const json& item, const std::string& field) {
    const auto at = item.find(field);
    if (at == item.end()) return {};
    return at->is_string() ? at->get<std::string>() : at->dump();
}

/// A value taken, and what it was taken of.
struct Finding {
    std::string of;
    reports::Measurement measurement;
};

class Check : public Step {
  public:
    explicit Check(Settings settings) : settings_{std::move(settings)} {}

    Task<Outcome> run(Context& context) const override {
        const auto facts = co_await context.query(settings_.query);
        const auto said = json::parse(drivers::junos::to_json(facts, settings_.query, "xml"));
        bool answered = false;
        const auto items = co_await chosen(context, said, answered);
        if (!answered && !facts.errors.empty())
            co_return Outcome{Verdict::fail, settings_.name + "-refused", settings_.query + ": the unit says \"" + facts.errors.front().message + "\"", {}};
        const auto findings = taken(items, answered);
        std::vector<reports::Measurement> measurements;
        for (const auto& finding : findings) measurements.push_back(finding.measurement);
        co_await context.measured(std::move(measurements));
        co_return judge(items, findings, answered);
    }

  private:
    // The items to look at, with their unit's name; those left out by name are noted.
    Task<std::vector<json>> chosen(Context& context, const json& said, bool& answered) const {
        std::vector<json> items;
        for (const auto& unit : said.value("units", json::array())) {
            const auto list = unit.find(settings_.list);
            if (list == unit.end()) continue;
            answered = true;
            for (auto item : *list) {
                const auto words = item_name(item) + " " + text_at(item, "class") + " " + text_at(item, "description");
                if (!settings_.each.empty() && !found(settings_.each, text_at(item, "class")) && !found(settings_.each, item_name(item))) continue;
                if (std::any_of(settings_.except.begin(), settings_.except.end(), [&](const auto& pattern) { return found(pattern, words); })) {
                    co_await context.note("left out of " + settings_.name + ": " + item_name(item));
                    continue;
                }
                if (const auto engine = text_at(unit, "re-name"); !engine.empty()) item["of"] = engine;
                items.push_back(std::move(item));
            }
        }
        co_return items;
    }

    std::vector<Finding> taken(const std::vector<json>& items, bool answered) const {
        std::vector<Finding> all;
        for (const auto& measure : settings_.measures) {
            if (measure.field == "count") {
                all.push_back({names(items), reports::judged({.name = settings_.name + "/count",
                                               .value = answered ? reports::Value{static_cast<double>(items.size())} : reports::Value{},
                                               .unit = measure.unit,
                                               .limits = measure.limits,
                                               .raw = std::to_string(items.size()),
                                               .source = settings_.query})});
                continue;
            }
            for (const auto& item : items) {
                auto value = value_at(item, measure.field);
                if (measure.optional && std::holds_alternative<std::monostate>(value)) continue;
                const auto engine = text_at(item, "of");
                const auto of = (engine.empty() ? "" : engine + " ") + item_name(item);
                all.push_back({of, reports::judged({.name = settings_.name + "/" + of + "/" + measure.field,
                                               .value = std::move(value),
                                               .unit = measure.unit,
                                               .limits = measure.limits,
                                               .raw = raw_at(item, measure.field),
                                               .source = settings_.query + ": " + item_name(item)})});
            }
        }
        return all;
    }

    static std::string names(const std::vector<json>& items) {
        std::string text;
        for (const auto& item : items) text += (text.empty() ? "" : "; ") + item_name(item);
        return text;
    }

    Outcome judge(const std::vector<json>& items, const std::vector<Finding>& findings, bool answered) const {
        if (!answered || items.size() < settings_.at_least_items)
            return {Verdict::fail, settings_.name + "-missing",
                    "the unit shows " + std::to_string(items.size()) + " " + settings_.name + ", expected at least " + std::to_string(settings_.at_least_items),
                    "check that the parts are in place"};
        std::size_t bad = 0, marginal = 0;
        const Finding* first = nullptr;
        for (const auto& finding : findings) {
            marginal += finding.measurement.marginal;
            if (finding.measurement.verdict == Verdict::pass) continue;
            ++bad;
            if (!first) first = &finding;
        }
        if (!first) return {.summary = std::to_string(findings.size()) + " values within limits" + (marginal ? ", " + std::to_string(marginal) + " marginal" : "")};
        const auto& measured = first->measurement;
        return {Verdict::fail, settings_.name,
                first->of + ": " + (measured.raw.empty() ? "not shown" : measured.raw) + (measured.unit.empty() ? "" : " " + measured.unit) + ", allowed is " +
                    measured.limits.words() + (bad > 1 ? " (and " + std::to_string(bad - 1) + " more)" : ""),
                "look at " + first->of + ": repair or replace it, then run again"};
    }

    Settings settings_;
};

std::optional<double> number_at(const yang::Node& node) { return node ? std::optional{node.number()} : std::nullopt; }

std::unique_ptr<Step> make(const yang::Document& document, const yang::Node& node) {
    Settings settings{.name = node["name"].text(),
                      .query = node["query"].text(),
                      .list = node["list"].text_or(node["query"].text()),
                      .each = node["each"].text_or(""),
                      .at_least_items = static_cast<std::size_t>(node["at-least-items"].integer())};
    if (!settings.each.empty() && !RE2{settings.each, RE2::Quiet}.ok()) throw document.error(node["each"], "is no regular expression (RE2)");
    for (const auto& pattern : node.all("except")) {
        if (!RE2{pattern.text(), RE2::Quiet}.ok()) throw document.error(pattern, "is no regular expression (RE2)");
        settings.except.push_back(pattern.text());
    }
    for (const auto& entry : node.all("measure")) {
        Measure measure{.field = entry["field"].text(), .unit = entry["unit"].text_or(""), .optional = entry["optional"].flag()};
        measure.limits.at_least = number_at(entry["at-least"]);
        measure.limits.at_most = number_at(entry["at-most"]);
        auto& side = measure.limits.at_most ? measure.limits.marginal_above : measure.limits.marginal_below;
        side = number_at(entry["marginal"]);
        for (const auto& text : entry.all("one-of")) measure.limits.one_of.push_back(text.text());
        settings.measures.push_back(std::move(measure));
    }
    return std::make_unique<Check>(std::move(settings));
}

const StepRegistration registration{{"check", fragment, make}};

}  // namespace
}  // namespace station
