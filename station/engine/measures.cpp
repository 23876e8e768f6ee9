#include "station/engine/measures.hpp"

#include "drivers/family.hpp"
#include "drivers/names.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <optional>

namespace station {
namespace {

using yang::Member;
using yang::Node;

/// The name of what a check may count beside the fields.
constexpr auto count = "count";

std::string unknown(const std::string& word, const std::vector<std::string>& all) {
    const auto near = yang::nearest(word, all);
    return "\"" + word + "\" is unknown; " + (near.empty() ? "" : "did you mean " + near + "? ") + "(known: " + drivers::joined(all) + ")";
}

void add_once(std::vector<std::string>& names, const std::string& name) {
    if (!drivers::holds(names, name)) names.push_back(name);
}

std::optional<double> number_at(const Node& node) { return node ? std::optional{node.number()} : std::nullopt; }

class Measures {
  public:
    Measures(const yang::Document& document, const Node& settings, const Known& known, yang::Complaints& complaints)
        : document_{document}, settings_{settings}, known_{known}, complaints_{complaints} {}

    void check() {
        const bool is_asked = check_query();
        check_part();
        const auto list = list_looked_at();
        if (list.empty() || !is_asked) return;
        for (const auto& measure : settings_.all("measure")) check_measure(measure, list);
        check_count();
    }

  private:
    void complain(const Node& node, const std::string& what) { complaints_.add(document_.error(node, what).what()); }

    // A query that only some of the families have would end the run on the others.
    bool check_query() {
        const auto name = settings_["query"].text();
        std::vector<std::string> all, lack;
        for (const auto* family : known_.families) {
            for (const auto& query : family->queries) add_once(all, query.name);
            if (!family->query(name)) lack.push_back(family->name);
        }
        if (known_.families.empty() || lack.empty()) return true;
        if (lack.size() == known_.families.size())
            complain(settings_["query"], unknown(name, all));
        else
            complain(settings_["query"], "\"" + name + "\" is no query of " + drivers::joined(lack) + "; name the families that the procedure is for");
        return false;
    }

    void check_part() {
        const auto part = settings_["part"];
        std::vector<std::string> all;
        for (const auto* family : known_.families)
            for (const auto& omission : family->omissions) add_once(all, omission.part);
        if (part && !known_.families.empty() && !drivers::holds(all, part.text())) complain(part, unknown(part.text(), all));
    }

    std::string told() const {
        const auto* query = known_.families.empty() ? nullptr : known_.families.front()->query(settings_["query"].text());
        return query ? list_told_by(*query) : "";
    }

    // "" where it was complained of, or nobody can tell.
    std::string list_looked_at() {
        std::vector<std::string> lists;
        for (const auto& member : known_.schema.members("facts", "units"))
            if (member.kind == Member::Kind::list) lists.push_back(member.name);
        const auto list = settings_["list"];
        const auto told_list = told();
        if (list && !drivers::holds(lists, list.text())) {
            complain(list, unknown(list.text(), lists));
        } else if (list && !told_list.empty() && list.text() != told_list) {
            complain(list, "query " + settings_["query"].text() + " tells " + told_list + ", not " + list.text());
        } else if (list) {
            return list.text();
        } else if (drivers::holds(lists, told_list)) {
            return told_list;
        } else if (!known_.families.empty() && known_.families.front()->query(settings_["query"].text())) {
            complain(settings_["query"], "nothing that query " + settings_["query"].text() + " tells can be measured; expected one that tells one of: " + drivers::joined(lists));
        }
        return {};
    }

    void check_measure(const Node& measure, const std::string& list) {
        const auto name = measure["field"].text();
        auto fields = known_.schema.members("facts", "units/" + list);
        std::erase_if(fields, [](const Member& field) { return field.kind == Member::Kind::list || field.kind == Member::Kind::container; });
        fields.push_back({count, Member::Kind::number, ""});
        const auto field = std::find_if(fields.begin(), fields.end(), [&](const Member& each) { return each.name == name; });
        if (field == fields.end()) {
            std::vector<std::string> names;
            for (const auto& each : fields) names.push_back(each.name);
            return complain(measure, unknown(name, names));
        }
        check_unit(measure, *field);
        check_kind(measure, *field);
        check_limits(measure);
    }

    void check_unit(const Node& measure, const Member& field) {
        const auto unit = measure["unit"];
        if (!unit && !field.units.empty()) complain(measure, field.name + " has a unit, and none is said; expected unit: " + field.units);
        if (!unit || unit.text() == field.units) return;
        complain(unit, field.units.empty() ? field.name + " has no unit" : "\"" + unit.text() + "\" is not the unit of " + field.name + "; expected " + field.units);
    }

    void check_kind(const Node& measure, const Member& field) {
        const bool is_number = field.kind == Member::Kind::number;
        const bool has_one_of = !measure.all("one-of").empty();
        for (const auto* limit : {"at-least", "at-most", "marginal"})
            if (!is_number && measure[limit]) complain(measure[limit], field.name + " is a text, which has no " + limit + "; expected one-of");
        if (is_number && has_one_of) complain(measure["one-of"], field.name + " is a number, which is not one of some texts; expected at-least or at-most");
        if (!has_one_of && !measure["at-least"] && !measure["at-most"]) complain(measure, field.name + " has no limits: nothing would pass; expected at-least, at-most or one-of");
        if (field.name == count && measure["optional"].given()) complain(measure["optional"], "a count is always there");
    }

    void check_limits(const Node& measure) {
        const auto least = number_at(measure["at-least"]), most = number_at(measure["at-most"]), marginal = number_at(measure["marginal"]);
        if (least && most && *least > *most)
            complain(measure["at-least"], "is above at-most (" + measure["at-least"].text() + " > " + measure["at-most"].text() + "): nothing would pass");
        if (!marginal) return;
        if (!least && !most) complain(measure["marginal"], "there is no at-least and no at-most that it could be the margin of");
        if (most && *marginal > *most) complain(measure["marginal"], "is beyond at-most (" + measure["marginal"].text() + " > " + measure["at-most"].text() + ")");
        if (least && *marginal < *least) complain(measure["marginal"], "is beyond at-least (" + measure["marginal"].text() + " < " + measure["at-least"].text() + ")");
    }

    // How many there may be and how many there have to be are said in two places.
    void check_count() {
        for (const auto& measure : settings_.all("measure")) {
            if (measure["field"].text() != count) continue;
            const auto most = number_at(measure["at-most"]);
            const auto items = settings_["at-least-items"];
            if (most && *most < 0) complain(measure["at-most"], "no count is below zero");
            if (most && static_cast<double>(items.integer()) > *most)
                complain(measure["at-most"], "contradicts at-least-items: " + items.text() + (items.given() ? "" : " (its default; say at-least-items: 0)"));
        }
    }

    const yang::Document& document_;
    const Node& settings_;
    const Known& known_;
    yang::Complaints& complaints_;
};

}  // namespace

std::string list_told_by(const drivers::Query& query) { return query.facts == "inventory" ? "modules" : query.facts; }

void check_measures(const yang::Document& document, const Node& settings, const Known& known, yang::Complaints& complaints) {
    Measures{document, settings, known, complaints}.check();
}

}  // namespace station
