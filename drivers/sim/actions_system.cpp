// Wiping, rebooting, cleaning up: the request commands that are not about packages.
#include "drivers/sim/action.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

/// The engines an operation is for: re0, re1, other-routing-engine, both-routing-engines, local; this one
/// when nothing is said.
std::vector<Engine*> targets(Operation& op) {
    if (op.arguments.has("both-routing-engines") || op.arguments.has("both") ||
        op.arguments.has("all-routing-engines") || op.arguments.has("all-members") ||
        op.unit.personality().installer == Installer::evolved) {
        std::vector<Engine*> all;
        for (Engine& engine : op.unit.engines()) all.push_back(&engine);
        return all;
    }
    if (op.arguments.has("other-routing-engine"))
        if (Engine* other = op.unit.other(op.engine)) return {other};
    for (int slot : {0, 1})
        if (op.arguments.has("re" + std::to_string(slot)))
            if (Engine* engine = op.unit.engine(slot)) return {engine};
    return {&op.engine};
}

/// The own engine goes last, or the conversation would end before the other was told.
void restart_all(Operation& op, const std::vector<Engine*>& engines, Restart how) {
    for (Engine* engine : engines)
        if (engine != &op.engine) op.unit.restart(*engine, how);
    for (Engine* engine : engines)
        if (engine == &op.engine) op.unit.restart(*engine, how);
}

Task<> go_down(Operation& op, std::string question, Restart how) {
    if (!co_await op.outlet.confirm(question)) co_return;
    const std::vector<Engine*> engines = targets(op);
    const auto now = WallClock::now();
    if (op.unit.personality().generation == Generation::vmhost && how == Restart::reboot) {
        op.outlet.output("Initiating vmhost reboot...\n");
        for (const Engine* engine : engines) op.outlet.warning("Rebooting " + engine->name());
        op.outlet.warning("Initiating Junos shutdown...");
    }
    Element results{"request-reboot-results", "", {}, {}};
    results.add("request-reboot-status", "\nShutdown NOW!\n[pid 17221]\n")
        .with("reboot-time", seconds_text(now));
    if (op.outlet.structured())
        op.outlet.reply(std::move(results));
    else
        op.outlet.output("Shutdown NOW!\n[pid 17221]\n");
    restart_all(op, engines, how);
}

}  // namespace

Task<> zeroize(Operation op) {
    const bool modern = std::atoi(op.engine.software.running.c_str()) >= 22;
    std::string question = "Erase all data, including configuration and log files? [yes,no] (no) ";
    if (op.unit.personality().generation == Generation::vmhost) {
        op.outlet.warning("Vmhost will reboot and may not boot without configuration");
    } else {
        op.outlet.warning("System will be rebooted and may not boot without configuration");
        if (modern)
            question =
                "Erase all data, including configuration and log files?. In case of Dual RE system, both "
                "Routing Engines will be zeroized"
                " [yes,no] (no) ";
    }
    if (!co_await op.outlet.confirm(question)) co_return;
    // A member of a virtual chassis is wiped on its own console only; routing engines of one chassis together.
    const bool alone = op.arguments.has("local") || !op.unit.personality().member.empty();
    std::vector<Engine*> engines;
    for (Engine& engine : op.unit.engines())
        if (&engine == &op.engine || !alone) engines.push_back(&engine);
    const bool vmhost = op.unit.personality().generation == Generation::vmhost;
    for (auto engine = engines.rbegin(); engine != engines.rend(); ++engine)
        op.outlet.warning((vmhost ? "zeroizing vmhost " : "zeroizing ") + (*engine)->name());
    restart_all(op, engines, op.arguments.has("media") ? Restart::zeroize_media : Restart::zeroize);
}

Task<> reboot(Operation op) {
    // On a vmhost this restarts the guest alone: staged software stays staged.
    const bool vmhost = op.unit.personality().generation == Generation::vmhost;
    // "at now?": an upgraded switch, a user's notes on its password.
    const bool member = !op.unit.personality().member.empty() && op.unit.personality().generation == Generation::upgraded;
    co_await go_down(op, member ? "Reboot the system at now? [yes,no] (no) " : "Reboot the system ? [yes,no] (no) ",
                     vmhost ? Restart::guest_reboot : Restart::reboot);
}
Task<> vmhost_reboot(Operation op) {
    co_await go_down(op, "Reboot the vmhost ? [yes,no] (no) ", Restart::reboot);
}
Task<> halt(Operation op) {
    co_await go_down(op, "Halt the system ? [yes,no] (no) ", Restart::halt);
}
Task<> power_off(Operation op) {
    co_await go_down(op, "Power Off the system ? [yes,no] (no) ", Restart::power_off);
}

Task<> storage_cleanup(Operation op) {
    Element info{"system-storage-cleanup-information", "", {}, {}};
    Element& list = info.add("file-list").with("junos:style", "normal");
    std::string table = "\nList of files to delete:\n\n         Size Date         Name\n";
    std::vector<std::string> doomed;
    for (const char* place : {"/var/tmp", "/var/crash", "/var/core", "/var/log"})
        for (const std::string& path : op.engine.files.matching(place))
            if (std::string_view{place} != "/var/log" || path.ends_with(".gz")) doomed.push_back(path);
    for (const std::string& path : doomed) {
        const File* file = op.engine.files.find(path);
        Element& entry = list.add("file");
        entry.add("file-name", path);
        entry.add("size", std::to_string(file->bytes)).with("junos:format", human_bytes(file->bytes));
        entry.add("date", date_time(file->changed).substr(5, 11));
        table += right(human_bytes(file->bytes), 13) + " " + date_time(file->changed).substr(5, 11) + "  " +
                 path + "\n";
    }
    if (op.outlet.structured())
        op.outlet.reply(std::move(info));
    else
        op.outlet.output(table);
    if (op.arguments.has("dry-run")) co_return;
    op.unit.faults.strike("storage-full");
    bool agreed = op.outlet.structured() || op.arguments.has("no-confirm");
    if (!agreed) {
        std::string question = "Delete these files ? [yes,no] (no) ";
        agreed = co_await op.outlet.confirm(std::move(question));
    }
    if (!agreed) co_return;
    for (const std::string& path : doomed) op.engine.files.remove(path);
}

Task<> file_delete(Operation op) {
    const std::vector<std::string> found = op.engine.files.matching(op.arguments.last());
    if (found.empty()) {
        op.outlet.error(op.arguments.last() + ": No such file or directory");
        co_return;
    }
    for (const std::string& path : found) op.engine.files.remove(path);
}

Task<> rescue_save(Operation op) {
    op.engine.config.rescue() = op.engine.config.active();
    co_return;
}
Task<> rescue_delete(Operation op) {
    op.engine.config.rescue().reset();
    co_return;
}

Task<> licence_delete(Operation op) {
    if (op.arguments.has("all")) op.engine.licences.clear();
    std::erase_if(op.engine.licences,
                  [&op](const Licence& licence) { return licence.identifier == op.arguments.last(); });
    co_return;
}

Task<> master_switch(Operation op) {
    Engine* other = op.unit.other(op.engine);
    if (op.arguments.has("check")) {
        op.outlet.output("Switchover Ready\n");
        co_return;
    }
    op.outlet.warning("Traffic will be interrupted while the PFE is re-initialized");
    bool agreed = op.arguments.has("no-confirm");
    if (!agreed) {
        std::string question = "Toggle mastership between routing engines ? [yes,no] (no) ";
        agreed = co_await op.outlet.confirm(std::move(question));
    }
    if (!agreed) co_return;
    if (!other || other->phase != Phase::up) {
        op.outlet.error("Standby Routing Engine is not ready for graceful switchover.");
        co_return;
    }
    std::swap(op.engine.master, other->master);
    op.outlet.output("Resolving mastership...\nComplete. The other routing engine becomes the master.\n");
    op.unit.services_changed();
}

Task<> clear_reboot(Operation op) {
    op.outlet.output("No shutdown/reboot scheduled.\n");
    co_return;
}

const std::vector<Action>& actions() {
    using enum Audience;
    constexpr std::string_view engines =
        "re0 re1 both-routing-engines other-routing-engine local routing-engine= all-members member= in= at= "
        "media= slice=";
    static const std::vector<Action> all{
        {"request system zeroize", "request-system-zeroize", zeroize, classic_only, "media local"},
        {"request vmhost zeroize", "request-vmhost-zeroize", zeroize, vmhost_only,
         "local no-forwarding re0 re1"},
        {"request system reboot", "request-reboot", reboot, anyone, engines},
        {"request vmhost reboot", "request-vmhost-reboot", vmhost_reboot, vmhost_only, engines},
        {"request system halt", "request-halt", halt, anyone, engines},
        {"request system power-off", "request-power-off", power_off, anyone, engines},
        {"set date", "set-date", set_date, anyone, "*"},
        {"request system software add", "request-package-add", software_add, classic_only, "*"},
        {"request vmhost software add", "request-vmhost-package-add", software_add, vmhost_only, "*"},
        {"request system software validate", "request-package-validate", software_validate, classic_only,
         "*"},
        {"request vmhost software validate", "request-vmhost-package-validate", software_validate,
         vmhost_only, "*"},
        {"request system software rollback", "request-package-rollback", software_rollback, classic_only,
         "*"},
        {"request vmhost software rollback", "request-vmhost-package-rollback", software_rollback,
         vmhost_only, "*"},
        {"request system storage cleanup", "request-system-storage-cleanup", storage_cleanup, anyone,
         "no-confirm dry-run"},
        {"request system snapshot", "request-snapshot", snapshot, classic_only, "*"},
        {"request vmhost snapshot", "request-vmhost-snapshot", snapshot, vmhost_only, "*"},
        {"request system configuration rescue save", "request-save-rescue-configuration", rescue_save},
        {"request system configuration rescue delete", "request-delete-rescue-configuration", rescue_delete},
        {"request system license delete", "request-license-delete", licence_delete, anyone, "*"},
        {"request chassis routing-engine master switch", "request-chassis-routing-engine-switch",
         master_switch, redundant_only, "no-confirm check"},
        {"clear system reboot", "clear-reboot", clear_reboot},
        {"file delete", "file-delete", file_delete, anyone, "*"},
        {"file copy", "file-copy", file_copy, anyone, "*"},
    };
    return all;
}

}  // namespace drivers::sim
