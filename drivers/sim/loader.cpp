// The prompts before Junos: the firmware's, the loader's, and the loader's menus.
#include "drivers/sim/boot.hpp"
#include "drivers/sim/seat.hpp"
#include "drivers/sim/text.hpp"

#include <fmt/format.h>

#include <array>

namespace drivers::sim {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view main_entries =
    "  1. Boot [J]unos volume\n  2. Boot Junos volume in [S]afe mode\n\n  3. [R]eboot\n\n  4. [B]oot menu\n  "
    "5. [M]ore options\n";
constexpr std::string_view option_entries =
    "  1. Recover [J]unos volume\n  2. Recovery mode - [C]LI\n\n  3. Check [F]ile system\n\n  4. Enable "
    "[V]erbose boot\n\n"
    "  5. [B]oot prompt\n\n  6. [M]ain menu\n";
constexpr std::string_view boot_entries =
    "  1. Boot from [U]SB\n  2. Boot from [O]AM volume\n\n  3. [M]ain menu\n";

/// The number of the entry whose number or bracketed letter is `key`; '\0' for none.
char entry_of(std::string_view entries, char key) {
    const char letter = static_cast<char>(std::toupper(static_cast<unsigned char>(key)));
    for (const std::string& line : lines_of(entries)) {
        const std::size_t digit = line.find_first_not_of(' '), bracket = line.find('[');
        if (digit == line.npos || bracket == line.npos) continue;
        if (line[digit] == key || line[bracket + 1] == letter) return line[digit];
    }
    return '\0';
}

}  // namespace

Task<Stage> Boot::firmware() {
    for (;;) {
        const auto line = co_await read_line(*wire_, type_.firmware_prompt);
        const std::vector<std::string> words = words_of(line.value_or(""));
        if (words.empty()) continue;
        if (words[0] == "boot" || words[0] == "bootelf" || words[0] == "run") co_return Stage::loader_start;
        if (words[0] == "reset") co_return Stage::power_on;
        if (words[0] == "setenv" && words.size() > 1) {
            if (words[1] == "boot_unattended") engine_.unattended = words.size() > 2 && words[2] != "0";
        } else if (words[0] == "saveenv") {
            wire_->send("Saving Environment to Flash...\n. done\n");
        } else if (words[0] == "printenv") {
            wire_->send(fmt::format("baudrate={}\nbootdelay=1\n{}\nEnvironment size: 412/8188 bytes\n",
                                    unit_.personality().speed,
                                    engine_.unattended ? "boot_unattended=1" : "bootcmd=run junos"));
        } else if (words[0] == "help" || words[0] == "?") {
            wire_->send(
                "boot    - boot default\nprintenv- print environment variables\nreset   - Perform RESET of "
                "the CPU\n"
                "saveenv - save environment variables\nsetenv  - set environment variables\n");
        } else {
            wire_->send(fmt::format("Unknown command '{}' - try 'help'\n", words[0]));
        }
    }
}

Task<Stage> Boot::loader() {
    for (;;) {
        const auto line = co_await read_line(*wire_, type_.prompt);
        const std::vector<std::string> words = words_of(line.value_or(""));
        if (words.empty()) continue;
        const std::string& verb = words[0];
        if (verb == "normal" && type_.loader == LoaderKind::grub) co_return Stage::loader_start;
        if (verb == "boot" || verb == "boot-conf") {
            co_return words.back() == "-s" ? Stage::kernel_single : Stage::kernel;
        } else if (verb == "reboot") {
            wire_->send("Rebooting...\n");
            co_return Stage::power_on;
        } else if (verb == "menu" && type_.loader == LoaderKind::menus) {
            co_return Stage::menu;
        } else if (verb == "install") {
            wire_->send("cannot open package (error 22)\n");
        } else if (verb == "?" || verb == "help") {
            wire_->send(
                "Available commands:\n  boot             boot a file or loaded kernel\n  install          "
                "install Junos\n"
                "  lsdev            list all devices\n  nextboot         set next boot device\n  reboot      "
                "     reboot the system\n");
        } else if (verb == "lsdev") {
            wire_->send("disk devices:\n    disk0:   internal flash\n");
        } else if (verb != "set" && verb != "unset" && verb != "show" && verb != "unload" &&
                   verb != "nextboot") {
            wire_->send(verb + " not found\n");
        }
    }
}

/// Draws a menu and waits for one of its keys. Nothing: somebody wants it drawn again.
Task<std::optional<char>> Boot::choice(std::string_view title, std::string_view entries) {
    wire_->send(fmt::format("\n{}\n\n{}\nChoice: ", title, entries));
    for (;;) {
        const char key = co_await wire_->get();
        if (key == '\r' || key == '\n') {
            if (type_.enter_boots) co_return '\r';
            co_return std::nullopt;
        }
        if (const char entry = entry_of(entries, key)) {
            wire_->send(fmt::format("{}\n", key));
            co_return entry;
        }
    }
}

/// Arrow keys move the star, Enter starts the entry, `c` leads to the prompt. The second entry recovers the password (WILD 8).
Task<Stage> Boot::grub_menu() {
    constexpr std::array<std::string_view, 4> entries{"Primary", "Primary, password recovery", "Secondary", "Snapshot"};
    std::size_t chosen = 0;
    for (char before = '\0';;) {
        const char key = co_await wire_->get();
        if (key == 'c') co_return Stage::loader;
        if (key == '\r' || key == '\n') co_return chosen == 1 ? Stage::kernel_recovery : Stage::kernel;
        const bool up = before == '[' && key == 'A', down = before == '[' && key == 'B';
        before = key;
        if (up && chosen > 0) --chosen;
        if (down && chosen + 1 < entries.size()) ++chosen;
        if (!up && !down) continue;
        for (std::size_t entry = 0; entry < entries.size(); ++entry)
            wire_->send(fmt::format(" {}{}\n", entry == chosen ? '*' : ' ', entries[entry]));
    }
}

Task<Stage> Boot::menu() {
    if (type_.loader == LoaderKind::grub) co_return co_await grub_menu();
    const std::optional<char> entry = co_await choice("Main Menu", main_entries);
    if (!entry) co_return Stage::menu;
    switch (*entry) {
        case '3':
            co_return Stage::power_on;
        case '4':
            co_return Stage::boot_menu;
        case '5':
            co_return Stage::options;
        default:
            co_return Stage::kernel;
    }
}

Task<Stage> Boot::options() {
    const std::optional<char> entry = co_await choice("Options Menu", option_entries);
    if (!entry) co_return Stage::options;
    switch (*entry) {
        case '1':
            wire_->send("No recovery snapshot on the OAM volume.\n");
            co_return Stage::options;
        case '2':
            wire_->send("Booting Junos in CLI recovery mode ...\n");
            co_return Stage::kernel_recovery;
        case '3':
            co_await fsck();
            co_return Stage::options;
        case '5':
            wire_->send("\nType '?' for a list of commands, 'help' for more detailed help.\n");
            co_return Stage::loader;
        case '6':
        case '\r':
            co_return Stage::menu;
        default:
            co_return Stage::options;
    }
}

Task<Stage> Boot::boot_menu() {
    const std::optional<char> entry = co_await choice("Boot Menu", boot_entries);
    if (!entry) co_return Stage::boot_menu;
    if (*entry == '1' || *entry == '2') {
        wire_->send("no bootable volume there\n");
        co_return Stage::boot_menu;
    }
    co_return Stage::menu;
}

}  // namespace drivers::sim
