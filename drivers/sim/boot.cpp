#include "drivers/sim/boot.hpp"

#include "drivers/sim/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace drivers::sim {
namespace {

using namespace std::chrono_literals;

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != text.npos; at += by.size())
        text.replace(at, what.size(), by);
}

/// However fast the clock runs, a key that is sent in answer to a text has time to arrive.
constexpr auto shortest_window = 500ms;

/// Stretched as the other side's deadlines are, where the whole machine is slow (drivers/deadline.hpp).
std::chrono::nanoseconds shortest() {
    const auto* factor = std::getenv("STATION_TIME_FACTOR");
    return shortest_window * std::max(1, factor ? std::atoi(factor) : 1);
}

constexpr std::string_view media_errors =
    "(da0:umass-sim0:0:0:0): READ(10). CDB: 28 0 0 9 81 e0 0 0 80 0\n(da0:umass-sim0:0:0:0): CAM Status: "
    "SCSI Status Error\n"
    "(da0:umass-sim0:0:0:0): SCSI Status: Check Condition\n(da0:umass-sim0:0:0:0): MEDIUM ERROR asc:11,0\n";

const char* name_of(Stage stage) {
    switch (stage) {
        case Stage::firmware:
            return "firmware-prompt";
        case Stage::loader:
            return "loader";
        case Stage::menu:
            return "menu";
        case Stage::options:
            return "options-menu";
        case Stage::boot_menu:
            return "boot-menu";
        case Stage::root_password:
            return "root-password";
        case Stage::question:
            return "shell-question";
        case Stage::shell:
            return "single-user";
        case Stage::recovery_question:
            return "recovery-question";
        case Stage::new_password:
            return "new-password";
        case Stage::debugger:
            return "debugger";
        default:
            return "booting";
    }
}

}  // namespace

Boot::Boot(Unit& unit, Engine& engine, WirePtr wire, bool with_pending)
    : unit_{unit},
      engine_{engine},
      type_{unit.personality().boot},
      wire_{std::move(wire)},
      with_pending_{with_pending} {}

Task<Stage> Boot::run(Stage from) {
    Stage stage = from;
    while (stage != Stage::multi_user && stage != Stage::recovery) stage = co_await step(stage);
    engine_.in_loader = false;
    co_return stage;
}

Task<Stage> Boot::step(Stage stage) {
    engine_.doing = name_of(stage);
    engine_.in_loader = stage < Stage::kernel;
    switch (stage) {
        case Stage::power_on:
            co_return co_await power_on();
        case Stage::firmware:
            co_return co_await firmware();
        case Stage::loader_start:
            co_return co_await loader_start();
        case Stage::loader:
            co_return co_await loader();
        case Stage::menu:
            co_return co_await menu();
        case Stage::options:
            co_return co_await options();
        case Stage::boot_menu:
            co_return co_await boot_menu();
        case Stage::kernel:
            co_return co_await kernel(Stage::daemons);
        case Stage::kernel_single:
            co_return co_await kernel(Stage::question);
        case Stage::kernel_recovery:
            co_return co_await kernel(Stage::recovery_script);
        case Stage::daemons:
            co_return co_await daemons();
        case Stage::root_password:
            co_return co_await root_password();
        case Stage::question:
            co_return co_await question();
        case Stage::shell:
            co_return co_await shell();
        case Stage::recovery_script:
            co_return co_await recovery_script();
        case Stage::recovery_question:
            co_return co_await recovery_question();
        case Stage::new_password:
            co_return co_await new_password();
        case Stage::debugger:
            co_return co_await debugger();
        default:
            co_return stage;
    }
}

std::string Boot::filled(std::string text) const {
    const EngineParts& parts = engine_.parts();
    replace_all(text, "{release}", engine_.software.running);
    replace_all(text, "{model}", unit_.personality().model);
    replace_all(text, "{engine}", parts.model);
    replace_all(text, "{megabytes}", std::to_string(parts.dram_mb));
    replace_all(text, "{bytes}", std::to_string(static_cast<std::uint64_t>(parts.dram_mb) << 20));
    return text;
}

Task<> Boot::say_slowly(std::string text, std::chrono::duration<double> real) {
    const std::vector<std::string> lines = lines_of(filled(std::move(text)));
    const double slow = unit_.faults.value("slow-boot", 1);
    for (const std::string& line : lines) {
        wire_->send(line + "\n");
        co_await wire_->pause(unit_.scaled(slow * real / static_cast<double>(lines.size())));
    }
}

/// Prints the window's text and listens for its length. The key that stopped it, or nothing.
Task<std::optional<char>> Boot::window(const KeyWindow& window) {
    if (type_.loader != LoaderKind::grub) wire_->discard();  // GRUB reads what was typed while it drew its menu
    wire_->send(window.text);
    if (unit_.faults.strike("keys-lost")) {
        wire_->discard();
        co_return std::nullopt;
    }
    const auto until = std::chrono::steady_clock::now() + std::max<std::chrono::nanoseconds>(unit_.scaled(window.length), shortest());
    for (;;) {
        const auto left = until - std::chrono::steady_clock::now();
        const std::optional<char> key = co_await wire_->get_within(left);
        if (!key) break;
        if (window.keys.empty() || window.keys.find(*key) != std::string::npos) co_return key;
    }
    co_return std::nullopt;
}

Task<Stage> Boot::power_on() {
    const auto time = unit_.personality().times.loader;
    co_await say_slowly(type_.firmware, time * (type_.host.empty() ? 0.6 : 0.3));
    if (!type_.firmware_window.text.empty()) {
        if (co_await window(type_.firmware_window)) {
            wire_->send(type_.interrupted);
            co_return Stage::firmware;
        }
    }
    if (!type_.host.empty()) co_await say_slowly(type_.host, time * 0.5);
    co_return Stage::loader_start;
}

Task<Stage> Boot::loader_start() {
    const auto time = unit_.personality().times.loader;
    co_await say_slowly(type_.banner, time * 0.2);
    if (engine_.unattended) {
        wire_->send(type_.unattended);
        co_return Stage::kernel;
    }
    const std::optional<char> key = co_await window(type_.window);
    const Stage to_menu = type_.loader == LoaderKind::countdown ? Stage::loader : Stage::menu;
    const bool boots_at_once = key && type_.loader != LoaderKind::menus && (*key == '\r' || *key == '\n');
    if (key && !boots_at_once) {
        if (to_menu == Stage::loader)
            wire_->send("\n\nType '?' for a list of commands, 'help' for more detailed help.\n");
        co_return to_menu;
    }
    co_return Stage::kernel;
}

Task<Stage> Boot::no_kernel() {
    wire_->send(
        "can't load 'kernel'\nUnable to load a kernel!\n\nType '?' for a list of commands, 'help' for more "
        "detailed help.\n");
    co_return Stage::loader;
}

Task<Stage> Boot::kernel(Stage next) {
    if (!engine_.has_kernel || unit_.faults.has("no-kernel")) co_return co_await no_kernel();
    engine_.in_loader = false;
    const bool loses_it = with_pending_ && !engine_.software.pending.empty() && unit_.faults.strike("boots-old-release");
    if (loses_it) engine_.software.pending.clear();
    if (with_pending_) engine_.activate_pending();
    engine_.boots_alternate = unit_.personality().faults.boots_alternate || unit_.faults.has("backup-image");
    const auto time = unit_.personality().times.boot;
    const bool first = &engine_ == &unit_.engines().front();
    std::string text = type_.kernel;
    if (first && unit_.faults.has("media-errors")) text += media_errors;
    co_await say_slowly(std::move(text), time * 0.4);
    if (first && unit_.faults.strike("boot-loop")) {
        wire_->send("panic: vm_fault: fault on nofault entry, addr: 0xc5f0a000\n");
        co_await wire_->pause(unit_.scaled(2s));
        co_return Stage::power_on;
    }
    if (engine_.boots_alternate)
        wire_->send("NOTICE: System is running on alternate media device (/dev/da0s2a).\n");
    if (next == Stage::daemons) co_return next;
    // Recovery is a way around the root password: none where that is to be kept.
    if (engine_.guards_single_user()) co_return Stage::root_password;
    co_return next;
}

Task<Stage> Boot::daemons() {
    const bool first = &engine_ == &unit_.engines().front();
    if (first && unit_.faults.has("fsck-damaged")) {
        wire_->send(
            "Can't stat root partition: inode 1290 is not allocated\nUNEXPECTED SOFT UPDATE INCONSISTENCY; "
            "RUN fsck MANUALLY.\n"
            "Automatic file system check failed . . . help!\n");
        co_return engine_.guards_single_user() ? Stage::root_password : Stage::question;
    }
    co_await say_slowly(type_.daemons, unit_.personality().times.boot * 0.6);
    co_return Stage::multi_user;
}

std::string shutdown_text(const Engine& engine, Restart how) {
    std::string text;
    const bool media = how == Restart::zeroize_media;
    if (how == Restart::zeroize || media) text += "warning: zeroizing " + engine.name() + "\n";
    for (const char* daemon : {"event-processing", "management", "snmp"})
        text += fmt::format("init: {} (PID {}) stopped by signal 17\n", daemon,
                            2000 + 111 * static_cast<int>(std::string_view{daemon}.size()));
    for (const char* process : {"vnlru", "bufdaemon", "syncer"})
        text += fmt::format("Waiting (max 60 seconds) for system process '{}' to stop...done\n", process);
    text += "Syncing disks, vnodes remaining...0 0 0 done\nAll buffers synced.\nUptime: 2h11m9s\n";
    if (media)
        text +=
            "zeroize: overwriting storage media, this may take a considerable time ...\nzeroize: overwriting "
            "done\n";
    return text;
}

}  // namespace drivers::sim
