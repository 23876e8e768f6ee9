#include "station/change/state.hpp"

#include "drivers/family.hpp"
#include "drivers/junos/reply.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/engine/occupant.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::Task;
using drivers::within;
using drivers::junos::Facts;
using reports::StateRow;
using Rows = std::optional<std::vector<StateRow>>;

bool is_serial(const std::string& text) { return text.find_first_of("0123456789") != text.npos; }  // not BUILTIN, not blank

Rows software(const Facts& facts, const std::string& first_engine) {
    std::vector<StateRow> rows;
    for (const auto& unit : facts.units)
        if (unit.software && !unit.software->version.empty())
            rows.push_back({"software", unit.re_name.empty() ? first_engine : unit.re_name, unit.software->version});
    return rows.empty() ? Rows{} : Rows{std::move(rows)};
}

Rows hardware(const Facts& facts) {
    std::vector<StateRow> rows;
    std::size_t parts = 0;
    for (const auto& unit : facts.units) {
        const auto where = unit.re_name.empty() ? std::string{} : unit.re_name + ": ";
        if (unit.chassis && is_serial(unit.chassis->serial_number)) rows.push_back({"hardware", unit.chassis->serial_number, where + "chassis"});
        parts += unit.modules.size();
        for (const auto& part : unit.modules)
            if (is_serial(part.serial_number))
                rows.push_back({"hardware", part.serial_number, where + part.path + (part.part_number.empty() ? "" : ", " + part.part_number)});
    }
    if (rows.empty() && parts == 0) return std::nullopt;
    rows.push_back({"hardware", "number of parts", std::to_string(parts)});
    return rows;
}

Rows alarms(const std::string& about, const Facts& facts) {
    Rows rows;
    for (const auto& unit : facts.units) {
        if (!unit.alarms) continue;
        if (!rows) rows.emplace();
        const auto where = unit.re_name.empty() ? std::string{} : unit.re_name + ": ";
        for (const auto& alarm : *unit.alarms) rows->push_back({about, where + alarm.description, alarm.alarm_class});
    }
    return rows;
}

Task<Rows> asked(Context& context, const drivers::Query* query, std::string about) {
    if (!query) co_return std::nullopt;
    if (query->row.empty()) {
        const auto facts = co_await context.query(query->name);
        co_return rows_of(about, facts, context.engine_name(0));
    }
    const auto text = co_await context.cli(query->cli, within(query->within, "reply to " + query->name));
    co_await vouch(context, 0, "the answer to " + query->name);
    auto told = query->rows(text);
    if (told.empty() && !drivers::junos::read_text(text).facts.errors.empty()) co_return std::nullopt;  // refused, which is not none
    std::vector<StateRow> rows;
    for (auto& row : told) rows.push_back(about == "configuration" ? StateRow{about, "digest", std::move(row)} : StateRow{about, std::move(row), ""});
    co_return rows;
}

}  // namespace

Rows rows_of(const std::string& about, const Facts& facts, const std::string& first_engine) {
    if (about == "software") return software(facts, first_engine);
    if (about == "hardware") return hardware(facts);
    return alarms(about, facts);
}

Task<reports::UnitState> state_of(Context& context) {
    struct Asked {
        const char *about, *query;
    };
    const Asked all[] = {{"software", context.engines() > 1 ? "software-of-all" : "software"},
                         {"hardware", "inventory"},
                         {"alarms", "alarms"},
                         {"system-alarms", "system-alarms"},
                         {"licences", "licences"},
                         {"configuration", "configuration-digest"}};
    reports::UnitState state;
    for (const auto& [about, query] : all) {
        auto rows = co_await asked(context, context.access().family().query(query), about);
        if (rows)
            std::move(rows->begin(), rows->end(), std::back_inserter(state.rows));
        else
            state.not_told.emplace_back(about);
    }
    co_return state;
}

}  // namespace station
