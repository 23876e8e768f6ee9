#include "drivers/sim/seat.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {

Presence::Presence(Seat& seat) : engine_{seat.engine}, id_{seat.unit.next_id()} {
    engine_.users.push_back({id_, seat.user, seat.wire->terminal, seat.wire->from, WallClock::now()});
}

Presence::~Presence() {
    std::erase_if(engine_.users, [this](const LoggedIn& user) { return user.id == id_; });
    engine_.config.leave(id_);
}

bool Seat::may_change() const {
    const std::string given = engine.config.active().value("system login user " + sim::quoted(user) + " class").value_or("");
    return given != "operator" && given != "read-only" && given != "unauthorized";
}

std::string role(const Seat& seat) {
    const std::string state = seat.engine.master ? "master" : "backup";
    const bool members = seat.unit.personality().is_virtual_chassis();
    if (seat.unit.personality().is_cluster())
        return seat.recovery ? "" : fmt::format("{{{}:{}}}", seat.engine.master ? "primary" : "secondary", seat.engine.name());
    if (seat.recovery) return members ? fmt::format("{{linecard:{}}}", seat.engine.slot()) : "";
    if (members) return fmt::format("{{{}:{}}}", state, seat.engine.slot());
    return seat.unit.redundant() ? "{" + state + "}" : "";
}

std::string whoami(const Seat& seat) {
    const bool named = !seat.recovery || seat.unit.personality().boot.named_recovery;
    const std::string host = named ? seat.engine.host_name() : "";
    return host.empty() ? seat.user : seat.user + "@" + host;
}

namespace {

/// Takes an escape sequence (an arrow key, say) off the wire: the line editor has no use for it.
Task<> skip_escape(Wire& wire) {
    char key = co_await wire.get();
    if (key != '[') co_return;
    do key = co_await wire.get();  // GCC 12 miscompiles a co_await in the loop's condition
    while (!std::isalpha(static_cast<unsigned char>(key)));
}

}  // namespace

Task<std::optional<std::string>> read_line(Wire& wire, std::string prompt, bool echo) {
    wire.send(prompt);
    std::string line;
    for (;;) {
        const char c = co_await wire.get();
        if (c == '\r' || c == '\n') {
            if (wire.tty()) wire.send("\n");
            co_return line;
        }
        if (c == '\x04' && line.empty()) co_return std::nullopt;
        if (c == '\x03') {
            if (wire.tty()) wire.send("^C\n");
            co_return "";
        }
        if (c == '\x1b') {
            co_await skip_escape(wire);
        } else if (c == '\x15') {
            if (echo)
                for (std::size_t i = 0; i < line.size(); ++i) wire.send_raw("\b \b");
            line.clear();
        } else if (c == '\b' || c == '\x7f') {
            if (!line.empty() && echo) wire.send_raw("\b \b");
            if (!line.empty()) line.pop_back();
        } else if (static_cast<unsigned char>(c) >= ' ' || c == '\t') {
            line += c;
            if (echo && wire.tty()) wire.send_raw({&c, 1});
        }
    }
}

Task<> page(Seat& seat, std::string text, bool no_more) {
    Wire& wire = *seat.wire;
    if (no_more || seat.alone || !wire.tty() || wire.rows == 0) {
        wire.send(text);
        co_return;
    }
    const std::vector<std::string> lines = lines_of(text);
    int left = wire.rows - 1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (left-- > 0) {
            wire.send(lines[i] + "\n");
            continue;
        }
        const std::string more = i < static_cast<std::size_t>(wire.rows)
                                     ? "---(more)---"
                                     : fmt::format("---(more {}%)---", i * 100 / lines.size());
        wire.send_raw(more);
        const char key = co_await wire.get();
        wire.send_raw("\r" + std::string(more.size(), ' ') + "\r");
        if (key == 'q' || key == 'Q' || key == '\x03') co_return;
        left = key == '\r' || key == '\n' ? 1 : wire.rows - 1;
        --i;
    }
}

}  // namespace drivers::sim
