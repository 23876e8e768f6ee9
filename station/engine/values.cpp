#include "station/engine/values.hpp"

#include <algorithm>

namespace station {
namespace {

using nlohmann::ordered_json;
using reports::Verdict;

std::string text_at(const ordered_json& item, const std::string& key) {
    const auto found = item.find(key);
    return found != item.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::string item_name(const ordered_json& item) {
    if (const auto part = text_at(item, "part"); !part.empty()) return part + " " + text_at(item, "type");
    for (const char* key : {"name", "path", "slot", "interface", "description", "id"})
        if (const auto text = text_at(item, key); !text.empty()) return text;
    return "item";
}

reports::Value value_at(const ordered_json& item, const std::string& field) {
    const auto at = item.find(field);
    if (at == item.end()) return {};
    if (at->is_number()) return at->get<double>();
    if (at->is_boolean()) return at->get<bool>();
    return at->is_string() ? reports::Value{at->get<std::string>()} : reports::Value{};
}

// The unit's own word for a value, as a person reads it.
std::string raw_at(const ordered_json& item, const std::string& field) {
    const auto at = item.find(field);
    if (at == item.end()) return {};
    return at->is_string() ? at->get<std::string>() : at->dump();
}

bool is_wanted(const ordered_json& item, const Selection& selection) {
    return !selection.each || selection.each->found_in(text_at(item, "class")) || selection.each->found_in(item_name(item));
}

bool is_excepted(const ordered_json& item, const Selection& selection) {
    const auto words = item_name(item) + " " + text_at(item, "class") + " " + text_at(item, "description");
    return std::any_of(selection.except.begin(), selection.except.end(), [&](const auto& pattern) { return pattern.found_in(words); });
}

Finding count_of(const Selected& selected, const Wanted& wanted, const std::string& name, const std::string& query) {
    std::string names;
    for (const auto& item : selected.items) names += (names.empty() ? "" : "; ") + item_name(item);
    const auto count = selected.items.size();
    return {names, reports::judged({.name = name + "/count",
                                    .value = selected.answered ? reports::Value{static_cast<double>(count)} : reports::Value{},
                                    .unit = wanted.unit,
                                    .limits = wanted.limits,
                                    .raw = std::to_string(count),
                                    .source = query})};
}

}  // namespace

Selected select(const ordered_json& units, const Selection& selection, const std::string& name) {
    Selected selected;
    for (const auto& unit : units) {
        const auto list = unit.find(name);
        if (list == unit.end()) continue;
        selected.answered = true;
        for (auto item : *list) {
            if (!is_wanted(item, selection)) continue;
            if (is_excepted(item, selection)) {
                selected.left_out.push_back(item_name(item));
                continue;
            }
            if (const auto engine = text_at(unit, "re-name"); !engine.empty()) item["of"] = engine;
            selected.items.push_back(std::move(item));
        }
    }
    return selected;
}

std::vector<Finding> taken(const Selected& selected, const std::vector<Wanted>& all_wanted, const std::string& name, const std::string& query) {
    std::vector<Finding> all;
    for (const auto& wanted : all_wanted) {
        if (wanted.field == "count") {
            all.push_back(count_of(selected, wanted, name, query));
            continue;
        }
        for (const auto& item : selected.items) {
            auto value = value_at(item, wanted.field);
            if (wanted.optional && std::holds_alternative<std::monostate>(value)) continue;
            const auto engine = text_at(item, "of");
            const auto of = (engine.empty() ? "" : engine + " ") + item_name(item);
            all.push_back({of, reports::judged({.name = name + "/" + of + "/" + wanted.field,
                                                .value = std::move(value),
                                                .unit = wanted.unit,
                                                .limits = wanted.limits,
                                                .raw = raw_at(item, wanted.field),
                                                .source = query + ": " + item_name(item)})});
        }
    }
    return all;
}

Outcome outcome_of(const Selected& selected, const std::vector<Finding>& findings, const std::string& name, std::size_t at_least_items) {
    if (!selected.answered || selected.items.size() < at_least_items)
        return {Verdict::fail, name + "-missing",
                "the unit shows " + std::to_string(selected.items.size()) + " " + name + ", expected at least " + std::to_string(at_least_items),
                "check that the parts are in place"};
    std::size_t bad = 0, marginal = 0;
    const Finding* first = nullptr;
    for (const auto& finding : findings) {
        marginal += finding.measurement.marginal;
        if (finding.measurement.verdict == Verdict::pass) continue;
        ++bad;
        if (!first) first = &finding;
    }
    if (!first)
        return {.summary = std::to_string(findings.size()) + (findings.size() == 1 ? " value" : " values") + " within limits" +
                           (marginal ? ", " + std::to_string(marginal) + " marginal" : "")};
    const auto& measured = first->measurement;
    const auto shown = measured.raw.empty() ? std::string{"not shown"} : measured.raw + (measured.unit.empty() ? "" : " " + measured.unit);
    return {Verdict::fail, name,
            first->of + ": " + shown + ", allowed is " + measured.limits.words() + (bad > 1 ? " (and " + std::to_string(bad - 1) + " more)" : ""),
            "look at " + first->of + ": repair or replace it, then run again"};
}

}  // namespace station
