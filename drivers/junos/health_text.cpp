// show chassis alarms, routing-engine, power.
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
