// show chassis environment (and of a component), alarms, routing-engine, power.
#include <algorithm>
#include <utility>

#include "drivers/junos/element.hpp"
#include "drivers/junos/text_readers.hpp"

namespace drivers::junos {
namespace {

std::string in_small_letters(std::string_view text) {
    std::string small{text};
    std::transform(small.begin(), small.end(), small.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return small;
}

}  // namespace

void read_environment_text(const Lines& lines, Unit& unit) {
    std::optional<Columns> columns;
    std::string group;
    bool first_row = false;
    std::size_t header_indent = 0;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.starts_with("Class ") && text.find("Measurement") != text.npos) {
            columns.emplace(line.text,
                            std::vector<std::string_view>{"Class", "Item", "Status", "Measurement"});
            header_indent = line.indent();
            first_row = true;
            continue;
        }
        if (text.empty() || !columns) continue;
        if (std::exchange(first_row, false))  // it names its class, so it begins where the header does
            columns->shift(static_cast<std::ptrdiff_t>(line.indent()) -
                           static_cast<std::ptrdiff_t>(header_indent));
        const auto cells = columns->cells(line.text);
        if (cells[1].empty() || cells[2].empty()) continue;
        if (!cells[0].empty()) group = cells[0];
        EnvironmentItem item;
        item.name = cells[1];
        item.item_class = group;
        if (line.whole || !cells[3].empty()) item.status = cells[2];
        item.celsius = celsius_in(cells[3]);
        if (!item.celsius && line.whole) item.comment = cells[3];
        unit.environment.push_back(std::move(item));
    }
}

void read_component_text(const Lines& lines, Unit& unit) {
    std::string component;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.ends_with(" status:")) {
            component = text.substr(0, text.size() - 8);
            unit.environment.push_back({component, {}, {}, {}, {}});
            continue;
        }
        if (component.empty() || !line.whole) continue;
        EnvironmentItem item;
        if (const auto degrees = celsius_in(text)) {
            auto name = trimmed(text.substr(0, text.find(" degrees C")));
            name = trimmed(name.substr(0, name.rfind(' ')));
            const auto cells = cells_of(name);  // "Temp Sensor 0     OK   41 degrees C"
            if (cells.empty()) continue;
            item.name = component + ' ' + std::string{cells[0]};
            if (cells.size() > 1) item.status = cells[1];
            item.celsius = degrees;
        } else if (const auto said = key_value(text); said && said->key == "State") {
            auto at = std::find_if(unit.environment.rbegin(), unit.environment.rend(),
                                   [&](const auto& e) { return e.name == component; });
            at->status = said->value;
            continue;
        } else if (said && said->value.ends_with(" RPM")) {
            item.name = component + ' ' + std::string{said->key};
            item.comment = said->value;
        } else {
            continue;
        }
        unit.environment.push_back(std::move(item));
    }
}

void read_alarms_text(const Lines& lines, Unit& unit) {
    std::vector<Alarm> alarms;
    bool none = false;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.starts_with("No alarms currently active") || text.starts_with("0 alarms currently active"))
            none = true;
        const auto words = words_of(text);  // 2020-07-16 13:38:21 EST  Major  PSM 15 Not OK
        if (words.size() < 5 || words[0].size() != 10 || words[0][4] != '-' ||
            words[1].find(':') == std::string_view::npos)
            continue;
        const auto end_of_time = static_cast<std::size_t>(words[2].data() + words[2].size() - text.data());
        alarms.push_back({std::string{text.substr(0, end_of_time)}, std::string{words[3]},
                          std::string{text.substr(static_cast<std::size_t>(words[4].data() - text.data()))}});
    }
    if (none || !alarms.empty()) unit.alarms = std::move(alarms);
}

void read_routing_engines_text(const Lines& lines, Unit& unit) {
    RoutingEngine engine;
    const auto done = [&unit](RoutingEngine& read) {
        if (read != RoutingEngine{}) unit.routing_engines.push_back(std::exchange(read, {}));
    };
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (!line.whole) continue;
        if (text.starts_with("Slot ") && text.ends_with(':')) {
            done(engine);
            engine.slot = text.substr(5, text.size() - 6);
            continue;
        }
        const auto said = key_value(text);
        if (!said) continue;
        if (said->key == "Current state")
            engine.mastership_state = in_small_letters(said->value);
        else if (said->key == "Status")
            engine.status = said->value;
        else if (said->key == "Temperature")
            engine.celsius = celsius_in(said->value);
        else if (said->key == "Model")
            engine.model = said->value;
        else if (said->key == "Serial ID")
            engine.serial_number = said->value;
        else if (said->key == "Uptime")
            engine.up_time = said->value;
        else if (said->key == "Last reboot reason")
            engine.last_reboot_reason = one_line(said->value);
    }
    done(engine);
}

void read_power_text(const Lines& lines, Unit& unit) {
    PowerSupply* supply = nullptr;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (!line.whole || text.empty()) continue;
        const auto said = key_value(text);
        if (!said) continue;
        if (said->value.empty()) {
            if (said->key.find_first_of("0123456789") == std::string_view::npos)
                return;  // "System:" ends the supplies
            supply = &unit.power.emplace_back();
            supply->name = said->key;
        } else if (supply) {
            if (said->key == "State")
                supply->state = said->value;
            else if (said->key.ends_with(" input"))
                supply->input = trimmed(said->value.substr(0, said->value.find('(')));
            else if (said->key == "Capacity")
                supply->capacity_watts = number_in(said->value);
            else if (said->key == "DC output")
                supply->output_watts = number_in(said->value);
        }
    }
}

}  // namespace drivers::junos
