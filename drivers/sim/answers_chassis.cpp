// What chassisd knows: sensors, cards, power, alarms, routing engines.
#include "drivers/sim/answer.hpp"

#include <fmt/format.h>

#include <cmath>

namespace drivers::sim {
namespace {

std::string degrees(int celsius) {
    return fmt::format("{} degrees C / {} degrees F", celsius, std::lround(celsius * 1.8 + 32));
}

Element& add_celsius(Element& parent, std::string name, int celsius) {
    return parent.add(std::move(name), degrees(celsius)).with("junos:celsius", std::to_string(celsius));
}

Answer alarms_answer(const View& view, const std::vector<Alarm>& alarms) {
    Answer out;
    Element info{"alarm-information", "", {{"xmlns", view.ns("junos-alarm")}}, {}};
    Element& summary = info.add("alarm-summary");
    if (alarms.empty()) {
        summary.add("no-active-alarms");
        out.text = "No alarms currently active\n";
    } else {
        summary.add("active-alarm-count", std::to_string(alarms.size()));
        out.text = fmt::format("{} alarms currently active\nAlarm time               Class  Description\n",
                               alarms.size());
    }
    for (const Alarm& alarm : alarms) {
        Element& detail = info.add("alarm-detail");
        detail.add("alarm-time", "\n" + date_time(alarm.since) + "\n")
            .with("junos:seconds", seconds_text(alarm.since));
        detail.add("alarm-class", alarm.grade);
        detail.add("alarm-description", alarm.description);
        detail.add("alarm-short-description", alarm.brief);
        detail.add("alarm-type", alarm.type);
        out.text += column(date_time(alarm.since), 25) + column(alarm.grade, 7) + alarm.description + "\n";
    }
    out.xml.push_back(std::move(info));
    return out;
}

std::string state_now(const View& view, const Fpc& fpc) {
    return fpc.state == "Online" && !view.engine.cards_online ? "Present" : fpc.state;
}

/// One routing engine's lines in the text, as "    Name      value".
struct Lines {
    std::string& text;
    void add(std::string_view name, const std::string& value) {
        text += "    " + column(name, 31) + value + "\n";
    }
};

void describe_mastership(const Engine& engine, bool here, Element& re, Lines lines) {
    re.add("mastership-state", !here ? "Present" : engine.master ? "master" : "backup");
    lines.add("Current state", !here ? "Present" : engine.master ? "Master" : "Backup");
    if (!here) return;
    const std::string priority = engine.slot() == 0 ? "Master (default)" : "Backup (default)";
    re.add("mastership-priority", priority);
    lines.add("Election priority", priority);
}

void describe_health(const EngineParts& parts, Element& re, Lines lines) {
    re.add("status", "OK");
    add_celsius(re, "temperature", parts.celsius);
    add_celsius(re, "cpu-temperature", parts.cpu_celsius);
    lines.add("Temperature", degrees(parts.celsius));
    lines.add("CPU temperature", degrees(parts.cpu_celsius));
    const int usable_mb = parts.dram_mb - 17;  // the kernel keeps a little for itself
    re.add("memory-dram-size", fmt::format("{} MB", usable_mb));
    re.add("memory-installed-size", fmt::format("({} MB installed)", parts.dram_mb));
    re.add("memory-buffer-utilization", "11");
    lines.add("DRAM", fmt::format("{} MB ({} MB installed)", usable_mb, parts.dram_mb));
    lines.add("Memory utilization", "   11 percent");
    lines.text += "    5 sec CPU utilization:\n";
    struct Share {
        const char *element, *name;
        int percent;
    };
    for (const Share& share : {Share{"cpu-user", "  User", 1},
                               {"cpu-background", "  Background", 0},
                               {"cpu-system", "  Kernel", 2},
                               {"cpu-interrupt", "  Interrupt", 0},
                               {"cpu-idle", "  Idle", 97}}) {
        re.add(share.element, std::to_string(share.percent));
        lines.add(share.name, fmt::format("{:5} percent", share.percent));
    }
}

void describe_past(const Engine& engine, Element& re, Lines lines) {
    const auto up = std::chrono::duration_cast<std::chrono::seconds>(WallClock::now() - engine.booted_at);
    re.add("start-time", date_time(engine.booted_at)).with("junos:seconds", seconds_text(engine.booted_at));
    re.add("up-time", length_in_words(up)).with("junos:seconds", std::to_string(up.count()));
    re.add("last-reboot-reason", engine.reboot_reason);
    lines.add("Start time", date_time(engine.booted_at));
    lines.add("Uptime", length_in_words(up));
    lines.add("Last reboot reason", engine.reboot_reason);
    re.add("load-average-one", "0.21");
    re.add("load-average-five", "0.18");
    re.add("load-average-fifteen", "0.14");
    lines.add("Load averages:", "1 minute   5 minute  15 minute");
    lines.text += std::string(39, ' ') + "0.21       0.18       0.14\n";
}

void describe_engine(const View& view, const Engine& engine, Element& info, std::string& text) {
    const bool here = engine.phase == Phase::up;
    Element& re = info.add("route-engine");
    if (view.unit.redundant()) {  // a single one has no slot and no role
        re.add("slot", std::to_string(engine.slot()));
        text += fmt::format("  Slot {}:\n", engine.slot());
        describe_mastership(engine, here, re, {text});
    }
    if (!here) return;
    describe_health(engine.parts(), re, {text});
    re.add("model", engine.parts().model);
    re.add("serial-number", engine.parts().serial_number);
    Lines{text}.add("Model", engine.parts().model);
    Lines{text}.add("Serial ID", engine.parts().serial_number);
    describe_past(engine, re, {text});
}

/// A supply in its slot: its input, what it could give and what it gives.
void describe_supply(const PowerItem& supply, Element& item, std::string& text) {
    const std::string kind = supply.dc ? "dc" : "ac", input = supply.input_ok ? "OK" : "Check";
    const int volts = supply.watts ? 54 : 0, amperes = supply.watts / 54;
    const double load = supply.capacity ? 100.0 * supply.watts / supply.capacity : 0;
    Element& in = item.add(kind + "-input-detail");
    in.add(kind + "-input", input);
    in.add(kind + "-expect-feed", "1");
    in.add(kind + "-actual-feed", supply.input_ok ? "1" : "0");
    Element& limits = item.add("pem-capacity-detail");
    limits.add("capacity-actual", std::to_string(supply.capacity));
    limits.add("capacity-max", std::to_string(supply.capacity));
    Element& output = item.add("dc-output-detail");
    output.add("dc-power", std::to_string(supply.watts));
    output.add("zone", "0");
    output.add("dc-current", std::to_string(amperes));
    output.add("dc-voltage", std::to_string(volts));
    output.add("dc-load", fmt::format("{:.0f}", load));
    text += fmt::format("  {} input:  {} (1 feed expected, {} feed connected)\n", supply.dc ? "DC" : "AC",
                        input, supply.input_ok ? 1 : 0);
    text += fmt::format("  Capacity:  {0} W (maximum {0} W)\n", supply.capacity);
    text += fmt::format("  DC output: {} W (zone 0, {} A at {} V, {:.0f}% of capacity)\n", supply.watts,
                        amperes, volts, load);
}

void describe_power_system(int capacity, int used, Element& info, std::string& text) {
    Element& system = info.add("power-usage-system");
    Element& zone = system.add("power-usage-zone-information");
    for (const auto& [name, value] : {std::pair{"zone", 0},
                                      {"capacity-actual", capacity},
                                      {"capacity-max", capacity},
                                      {"capacity-allocated", used},
                                      {"capacity-remaining", capacity - used},
                                      {"capacity-actual-usage", used}})
        zone.add(name, std::to_string(value));
    system.add("capacity-sys-actual", std::to_string(capacity));
    system.add("capacity-sys-max", std::to_string(capacity));
    system.add("capacity-sys-remaining", std::to_string(capacity - used));
    text += fmt::format("\nSystem:\n  Zone 0:\n      Capacity:          {0} W (maximum {0} W)\n", capacity);
    text += fmt::format("      Allocated power:   {0} W ({1} W remaining)\n      Actual usage:      {0} W\n",
                        used, capacity - used);
    text += fmt::format("  Total system capacity: {0} W (maximum {0} W)\n  Total remaining power: {1} W\n",
                        capacity, capacity - used);
}

}  // namespace

Answer environment(const View& view, const Arguments&) {
    Answer out;
    Element info{"environment-information", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    out.text = "Class Item                           Status     Measurement\n";
    std::string group;
    for (const Sensor& sensor : view.unit.personality().sensors) {
        Element& item = info.add("environment-item");
        item.add("name", sensor.name);
        const bool first = sensor.item_class != group;
        if (first) item.add("class", sensor.item_class);  // only the first of a group says its class
        item.add("status", sensor.status);
        std::string measured = sensor.comment;
        if (sensor.celsius) {
            add_celsius(item, "temperature", *sensor.celsius);
            measured = degrees(*sensor.celsius);
        } else {
            item.add_if("comment", sensor.comment);
        }
        std::string line = column(first ? sensor.item_class : "", 6) + column(sensor.name, 31) +
                           column(sensor.status, 11) + measured;
        out.text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        group = sensor.item_class;
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer chassis_alarms(const View& view, const Arguments&) {
    return alarms_answer(view, view.unit.chassis_alarms());
}
Answer system_alarms(const View& view, const Arguments&) {
    return alarms_answer(view, view.unit.system_alarms(view.engine));
}

Answer routing_engines(const View& view, const Arguments&) {
    Answer out;
    Element info{"route-engine-information", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    out.text = "Routing Engine status:\n";
    for (const Engine& engine : view.unit.engines()) describe_engine(view, engine, info, out.text);
    out.xml.push_back(std::move(info));
    return out;
}

Answer fpcs(const View& view, const Arguments& arguments) {
    Answer out;
    Element info{"fpc-information", "", {{"xmlns", view.ns("junos-chassis")}, {"junos:style", "brief"}}, {}};
    out.text =
        "                     Temp  CPU Utilization (%)   CPU Utilization (%)  Memory    Utilization (%)\n"
        "Slot State            (C)  Total  Interrupt      1min   5min   15min  DRAM (MB) Heap     Buffer\n";
    const std::optional<std::string> only = arguments.after("fpc-slot");
    for (const Fpc& fpc : view.unit.personality().fpcs) {
        if (only && *only != std::to_string(fpc.slot)) continue;
        const std::string state = state_now(view, fpc);
        Element& element = info.add("fpc");
        element.add("slot", std::to_string(fpc.slot));
        element.add("state", state);
        element.add_if("comment", fpc.comment);
        out.text += right(std::to_string(fpc.slot), 3) + "  " + column(state, 15);
        if (state == "Online") {
            if (fpc.celsius)
                element.add("temperature", std::to_string(*fpc.celsius))
                    .with("junos:celsius", std::to_string(*fpc.celsius));
            for (const auto& [name, value] : {std::pair{"cpu-total", "8"}, {"cpu-interrupt", "0"}})
                element.add(name, value);
            element.add("memory-dram-size", std::to_string(fpc.dram_mb));
            element.add("memory-heap-utilization", "14");
            element.add("memory-buffer-utilization", "13");
            const auto up = std::chrono::duration_cast<std::chrono::seconds>(WallClock::now() -
                                                                             view.engine.cards_online_at);
            element.add("start-time", date_time(view.engine.cards_online_at))
                .with("junos:seconds", seconds_text(view.engine.cards_online_at));
            element.add("up-time", length_in_words(up)).with("junos:seconds", std::to_string(up.count()));
            out.text += fmt::format("{:>5} {:>6} {:>10} {:>9} {:>6} {:>6} {:>8} {:>10} {:>10}",
                                    fpc.celsius.value_or(0), 8, 0, 8, 8, 8, fpc.dram_mb, 14, 13);
        } else if (!fpc.comment.empty()) {
            out.text += "    " + fpc.comment;
        }
        out.text += "\n";
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer pics(const View& view, const Arguments&) {
    Answer out;
    Element info{
        "fpc-information", "", {{"xmlns", view.ns("junos-chassis")}, {"junos:style", "pic-style"}}, {}};
    for (const Fpc& fpc : view.unit.personality().fpcs) {
        const std::string state = state_now(view, fpc);
        if (state == "Empty") continue;
        Element& element = info.add("fpc");
        element.add("slot", std::to_string(fpc.slot));
        element.add("state", state);
        element.add("description", fpc.description);
        out.text += fmt::format("Slot {:<3} {:<9}    {}\n", fpc.slot, state, fpc.description);
        if (state != "Online") continue;
        for (const Pic& pic : fpc.pics) {
            Element& below = element.add("pic");
            below.add("pic-slot", std::to_string(pic.slot));
            below.add("pic-state", pic.state);
            below.add("pic-type", pic.type);
            out.text += fmt::format("  PIC {:<2} {:<9}    {}\n", pic.slot, pic.state, pic.type);
        }
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer power(const View& view, const Arguments&) {
    Answer out;
    Element info{"power-usage-information", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    int capacity = 0, used = 0;
    for (const PowerItem& supply : view.unit.personality().power) {
        Element& item = info.add("power-usage-item");
        item.add("name", supply.name);
        item.add("state", supply.state);
        out.text += fmt::format("{}:\n  State:     {}\n", supply.name, supply.state);
        if (supply.state == "Empty") continue;
        describe_supply(supply, item, out.text);
        if (supply.state == "Online") capacity += supply.capacity;
        used += supply.watts;
    }
    describe_power_system(capacity, used, info, out.text);
    out.xml.push_back(std::move(info));
    return out;
}

Answer fans(const View& view, const Arguments&) {
    Answer out;
    Element info{"fan-information", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    out.text = "Item                      Status   RPM     Measurement\n";
    for (const Sensor& sensor : view.unit.personality().sensors) {
        if (sensor.item_class != "Fans") continue;
        Element& item = info.add("fan-information-rpm-item");
        item.add("name", sensor.name);
        item.add("status", sensor.status);
        if (sensor.rpm) item.add("rpm", std::to_string(*sensor.rpm));
        item.add_if("comment", sensor.comment);
        out.text += column(sensor.name, 26) + column(sensor.status, 9) +
                    column(sensor.rpm ? std::to_string(*sensor.rpm) : "", 8) + sensor.comment + "\n";
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer thresholds(const View& view, const Arguments&) {
    Answer out;
    Element info{"temperature-threshold-information", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    out.text =
        "                           Fan speed      Yellow alarm      Red alarm      Fire Shutdown\n"
        "                          (degrees C)      (degrees C)     (degrees C)      (degrees C)\n"
        "Item                     Normal  High   Normal  Bad fan   Normal  Bad fan     Normal\n";
    for (const Threshold& t : view.unit.personality().thresholds) {
        Element& item = info.add("temperature-threshold");
        item.add("name", t.name);
        for (const auto& [name, value] : {std::pair{"fan-normal-speed", t.fan_normal},
                                          {"fan-high-speed", t.fan_high},
                                          {"bad-fan-yellow-alarm", t.bad_fan_yellow},
                                          {"bad-fan-red-alarm", t.bad_fan_red},
                                          {"yellow-alarm", t.yellow},
                                          {"red-alarm", t.red},
                                          {"fire-shutdown", t.fire}})
            item.add(name, std::to_string(value));
        out.text += fmt::format("{:<26}{:>4}{:>7}{:>8}{:>9}{:>10}{:>9}{:>12}\n", t.name, t.fan_normal,
                                t.fan_high, t.yellow, t.bad_fan_yellow, t.red, t.bad_fan_red, t.fire);
    }
    out.xml.push_back(std::move(info));
    return out;
}

}  // namespace drivers::sim
