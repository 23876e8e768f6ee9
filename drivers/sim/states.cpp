#include "drivers/sim/states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace drivers::sim {
namespace {

const std::vector<FoundState> all{
    {.name = "login", .meaning = "up for a day, at its login prompt"},
    {.name = "unknown-password", .meaning = "up, and nobody knows the root password"},
    {.name = "password-prompt", .meaning = "a name was typed: it asks for the password", .keys = "admin\r"},
    {.name = "booting", .meaning = "just powered on", .stage = Stage::power_on},
    {.name = "off", .meaning = "without power until the control socket says on", .stage = Stage::power_on},
    {.name = "halted", .meaning = "halted; a key boots it", .stage = Stage::power_on},
    {.name = "u-boot", .meaning = "at the firmware's prompt", .stage = Stage::firmware, .needs = "firmware"},
    {.name = "loader", .meaning = "at the loader's prompt", .stage = Stage::loader},
    {.name = "menu", .meaning = "at the loader's main menu", .stage = Stage::menu, .needs = "menus"},
    {.name = "options-menu",
     .meaning = "at the loader's options menu",
     .stage = Stage::options,
     .needs = "menus"},
    {.name = "shell-question", .meaning = "single user: which shell?", .stage = Stage::question},
    {.name = "single-user", .meaning = "at the shell of single user", .stage = Stage::shell},
    {.name = "recovery-shell", .meaning = "in the CLI of password recovery", .stage = Stage::recovery},
    {.name = "debugger", .meaning = "at the kernel debugger", .stage = Stage::debugger},
    {.name = "amnesiac", .meaning = "factory state, quiet"},
    {.name = "ztp", .meaning = "factory state, automatic image upgrade talks all the time"},
    {.name = "shell", .meaning = "somebody is logged in at the root shell", .logged_in = true},
    {.name = "cli", .meaning = "somebody is logged in at the CLI", .keys = "cli\r", .logged_in = true},
    {.name = "config-mode",
     .meaning = "somebody is editing, with changes that are not committed",
     .keys = "cli\rconfigure\rset system host-name half-done\redit interfaces\r",
     .logged_in = true},
    {.name = "netconf-mode",
     .meaning = "a NETCONF session is open on the console",
     .keys = "cli\rjunoscript netconf need-trailer\r",
     .logged_in = true},
    {.name = "pager",
     .meaning = "---(more)--- waits for a key",
     .keys = "cli\rshow configuration\r",
     .logged_in = true},
    {.name = "confirm",
     .meaning = "it asks whether to reboot, yes or no",
     .keys = "cli\rrequest system reboot\r",
     .logged_in = true},
    {.name = "half-a-line",
     .meaning = "somebody typed half a command",
     .keys = "cli\rrequest system zero",
     .logged_in = true},
};

const FoundState& named(const std::string& name) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const FoundState& s) { return s.name == name; });
    if (found != all.end()) return *found;
    std::vector<std::string> known;
    for (const FoundState& state : all) known.emplace_back(state.name);
    const std::string meant = yang::nearest(name, known);
    throw std::invalid_argument(
        fmt::format("there is no state \"{}\"{}; `unit-sim list` says which there are", name,
                    meant.empty() ? "" : ", did you mean \"" + meant + "\"?"));
}

bool fits(const FoundState& state, const BootType& boot) {
    if (state.needs == "menus") return boot.loader != LoaderKind::countdown;
    if (state.needs == "firmware") return !boot.firmware_prompt.empty();
    return true;
}

}  // namespace

const std::vector<FoundState>& found_states() {
    return all;
}

Beginning begin_with(const std::vector<std::string>& names, Personality& p) {
    Beginning begin;
    if (p.boots_at_start) begin.stage = Stage::power_on;
    for (const std::string& name : names) {
        const FoundState& state = named(name);
        if (!fits(state, p.boot))
            throw std::invalid_argument(
                fmt::format("{} boots with {}: it has no {}", p.name, p.boot.title, state.meaning));
        if (state.stage != Stage::multi_user) begin.stage = state.stage;
        if (!state.keys.empty()) begin.keys = state.keys;
        begin.logged_in = begin.logged_in || state.logged_in;
        begin.halted = begin.halted || name == "halted";
        begin.off = begin.off || begin.halted || name == "off";
        if (name == "amnesiac") p.chatty_when_factory = false;
        if (name == "ztp") p.chatty_when_factory = true;
    }
    return begin;
}

void prepare(const std::vector<std::string>& names, Engine& engine) {
    for (const std::string& name : names) {
        if (name == "unknown-password") engine.forget_password();
        if (name == "amnesiac" || name == "ztp") engine.wipe([](std::string_view) { return false; });
    }
}

}  // namespace drivers::sim
