// Below multi-user: single user, its shell, the recovery script and the CLI it ends in, the kernel debugger.
#include "drivers/sim/boot.hpp"
#include "drivers/sim/seat.hpp"
#include "drivers/sim/text.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

using namespace std::chrono_literals;

}  // namespace

Task<Stage> Boot::root_password() {
    const auto typed =
        co_await read_line(*wire_, "Enter root password, or ^D to go multi-user\nPassword:", false);
    if (!typed) co_return Stage::daemons;
    co_await wire_->pause(unit_.scaled(2s));
    if (engine_.password_fits("root", *typed, true)) co_return Stage::question;
    wire_->send("single-user login failed\n");
    co_return Stage::root_password;
}

Task<Stage> Boot::question() {
    const auto typed = co_await read_line(*wire_, type_.shell_question);
    const std::string answer = trimmed(typed.value_or(""));
    after_shell_ = Stage::daemons;
    if (answer.empty() || answer == "/bin/sh") co_return Stage::shell;
    if (answer == "recovery" && type_.loader == LoaderKind::countdown) co_return Stage::recovery_script;
    wire_->send(fmt::format("init: can't exec {} for single user: No such file or directory\n", answer));
    co_return Stage::question;
}

Task<> Boot::fsck() {
    const std::vector<std::string> phases{"** /dev/junos/config",
                                          "** Last Mounted on /config",
                                          "** Phase 1 - Check Blocks and Sizes",
                                          "** Phase 2 - Check Pathnames",
                                          "** Phase 3 - Check Connectivity",
                                          "** Phase 4 - Check Reference Counts",
                                          "** Phase 5 - Check Cyl groups",
                                          "1182 files, 60934 used, 321577 free",
                                          "***** FILE SYSTEM MARKED CLEAN *****"};
    for (const std::string& phase : phases) {
        wire_->send(phase + "\n");
        co_await wire_->pause(unit_.scaled(5s));
    }
    unit_.faults.end("fsck-damaged");
}

Task<Stage> Boot::shell() {
    for (;;) {
        const auto line = co_await read_line(*wire_, "# ");
        const std::vector<std::string> words = words_of(line.value_or("exit"));
        if (words.empty()) continue;
        if (words[0] == "exit" || words[0] == "logout") co_return after_shell_;
        if (words[0] == "reboot") {
            wire_->send("Rebooting...\n");
            co_return Stage::power_on;
        }
        if (words[0] == "fsck")
            co_await fsck();
        else if (words[0] != "mount")
            wire_->send(words[0] + ": not found\n");
    }
}

Task<Stage> Boot::new_password() {
    const auto first = co_await read_line(*wire_, "New password: ", false);
    const auto again = co_await read_line(*wire_, "Retype new password: ", false);
    if (!first || first->empty() || first != again) {
        wire_->send("Sorry, passwords do not match.\n");
        co_return Stage::new_password;
    }
    engine_.set_root_password(*first);
    co_return Stage::daemons;
}

Task<Stage> Boot::recovery_script() {
    if (type_.loader == LoaderKind::grub) co_return Stage::new_password;
    const bool first = &engine_ == &unit_.engines().front();
    co_await say_slowly(type_.recovery_words, unit_.personality().times.boot * 0.3);
    fsck_failed_ = first && unit_.faults.has("fsck-damaged");
    if (fsck_failed_) wire_->send("error: filesystem consistency checks (fsck -p -y) failed\n");
    co_return fsck_failed_ || type_.recovery_asks ? Stage::recovery_question : Stage::recovery;
}

Task<Stage> Boot::recovery_question() {
    const auto typed = co_await read_line(*wire_, "continue, shell, abort, retry, or reboot ? ");
    const std::string answer = trimmed(typed.value_or(""));
    after_shell_ = Stage::recovery_question;
    if (answer == "shell") co_return Stage::shell;
    if (answer == "reboot") co_return Stage::power_on;
    if (answer == "retry") co_return Stage::recovery_script;
    if (answer == "abort") co_return Stage::question;
    if (answer != "continue") co_return Stage::recovery_question;
    if (!unit_.faults.has("fsck-damaged")) co_return Stage::recovery;
    wire_->send("CLI invocation failed\n");
    co_return Stage::recovery_question;
}

Task<Stage> Boot::debugger() {
    wire_->send(
        "KDB: enter: panic\n[ thread pid 12 tid 100004 ]\nStopped at      kdb_enter+0x3b: movq $0,kdb_why\n");
    for (;;) {
        const auto line = co_await read_line(*wire_, "db> ");
        const std::string word = trimmed(line.value_or(""));
        if (word == "reset" || word == "reboot") co_return Stage::power_on;
        if (word == "bt")
            wire_->send(
                "Tracing pid 12 tid 100004\nkdb_enter() at kdb_enter+0x3b\nvpanic() at vpanic+0x187\n");
        else if (!word.empty())
            wire_->send("No such command\n");
    }
}

Task<> recovery_cli(Unit& unit, Engine& engine, WirePtr wire) {
    Seat seat{unit, engine, wire, "root"};
    seat.recovery = true;
    for (;;) {
        co_await cli(seat);
        const auto answer = co_await read_line(*wire, "Reboot the system? [y/n] ");
        if (!answer || answer->empty() || (*answer)[0] != 'y') continue;
        unit.restart(engine, Restart::reboot);
        for (;;) co_await wire->read();  // until the engine goes down
    }
}

}  // namespace drivers::sim
