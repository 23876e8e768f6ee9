#include "station/bench/scan.hpp"

#include "drivers/console.hpp"
#include "drivers/family.hpp"
#include "drivers/ports.hpp"
#include "drivers/speed.hpp"

#include <algorithm>
#include <map>

namespace station {

using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

std::string words_for(const drivers::Seen& seen) {
    if (seen.silent) return "silent";
    if (seen.echo) return "echo only: nobody answers there";
    if (seen.garbled) return "junk: a speed that was not tried, or a bad cable";
    if (seen.mode.empty()) return "something that is not recognised: " + drivers::printable(seen.text, 60);
    return seen.mode + " prompt" + (seen.host.empty() ? "" : " of " + seen.host);
}

Task<> look_closer(PortSeen& port, std::unique_ptr<drivers::Terminal> terminal, const drivers::Family& family) {
    if (terminal->line()) {
        drivers::SpeedRule rule;
        rule.line_end = drivers::keystrokes(family.console.line_end);
        const auto search = co_await drivers::find_speed(*terminal, family.console.speeds, rule, within(60s, "speed"));
        port.baud = search.baud;
        if (!search.baud) {
            port.seen = search.heard_nothing() ? "silent at every speed: no unit, no power, or no cable" : "junk at every speed: another speed, or a bad cable";
            co_return;
        }
    }
    drivers::Console console{std::move(terminal), family};
    const auto seen = co_await console.identify(within(10s, "sign of life"));
    port.alive = !seen.silent && !seen.echo && !seen.garbled;
    port.seen = words_for(seen);
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

// "/dev/station/a1" is painted A1 on the bench.
std::string name_at(const std::string& endpoint) {
    constexpr std::string_view named = "serial:///dev/station/";
    if (!endpoint.starts_with(named)) return {};
    const auto name = upper(endpoint.substr(named.size(), endpoint.find('?') - named.size()));
    return name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == std::string::npos && name.size() <= 32 ? name : std::string{};
}

std::string in_quotes(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) (c == '"' || c == '\\') ? (out += '\\') += c : out += c;
    return out + "\"";
}

}  // namespace

PortSeen to_look_at(const drivers::SerialPort& port) {
    PortSeen seen;
    seen.endpoint = "serial://" + port.stable_name();
    seen.open_at = "serial://" + port.device;
    seen.note = port.device + (port.adapter.empty() ? "" : ", " + port.adapter);
    if (port.station.empty()) seen.socket = port.socket;
    return seen;
}

PortSeen to_look_at(std::string endpoint) {
    PortSeen seen;
    seen.endpoint = seen.open_at = std::move(endpoint);
    return seen;
}

Task<> look_at(PortSeen& port, const drivers::Family& family, drivers::Worker& worker) {
    try {
        auto endpoint = drivers::check_endpoint(port.open_at, drivers::Use::terminal);
        drivers::LinkContext context;
        context.worker = &worker;
        auto terminal = co_await drivers::open_terminal(std::move(endpoint), std::move(context), within(10s, "console"));
        co_await look_closer(port, std::move(terminal), family);
    } catch (const drivers::LinkError& error) {
        port.seen = error.what();
    }
}

std::string proposed_bench(const std::vector<PortSeen>& ports, const std::string& name) {
    std::map<std::string, std::vector<std::string>> others;  // "A1": the consoles of its further engines, a1-re1
    for (const auto& port : ports)
        if (const auto slot = name_at(port.endpoint); slot.find("-RE") != std::string::npos)
            others[slot.substr(0, slot.find("-RE"))].push_back(port.endpoint);
    std::string text = "# Proposed by station bench scan. Name the slots as they are painted, add management and power, then station check it.\nbench: " +
                       name + "\nslots:\n";
    int number = 0;
    for (const auto& port : ports) {
        auto slot = name_at(port.endpoint);
        const auto dash = slot.find("-RE");
        const auto has_port = [&ports](const std::string& wanted) {
            return std::any_of(ports.begin(), ports.end(), [&](const auto& each) { return name_at(each.endpoint) == wanted; });
        };
        if (dash != std::string::npos && has_port(slot.substr(0, dash))) continue;
        ++number;
        if (slot.empty()) slot = "P" + std::to_string(number);
        text += "  # " + drivers::printable(port.seen, 100) + (port.note.empty() ? "" : " (" + drivers::printable(port.note, 100) + ")") + "\n";
        if (!port.socket.empty())
            text += "  # a name that stays, for udev/70-station.rules:\n  # SUBSYSTEM==\"tty\", ENV{ID_PATH}==\"" + port.socket +
                    "\", SYMLINK+=\"station/p" + std::to_string(number) + "\"\n";
        const bool other_speed = port.baud && *port.baud != 9600;
        text += "  - name: " + in_quotes(slot) + "\n    console: " + in_quotes(port.endpoint + (other_speed ? "?baud=" + std::to_string(*port.baud) : "")) + "\n";
        if (const auto found = others.find(slot); found != others.end() && dash == std::string::npos) {
            text += "    other-consoles:\n";
            for (const auto& other : found->second) text += "      - " + in_quotes(other) + "\n";
        }
    }
    return text;
}

}  // namespace station
