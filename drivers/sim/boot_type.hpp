#pragma once
// How a kind of unit comes up: what its firmware, loader and kernel print and which keys they wait for. The
// plain form of a file in drivers/sim/boots/, checked by yang/station-boot.yang. Values only; Boot plays it.

#include "yang/schema.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace drivers::sim {

enum class LoaderKind {
    countdown,  ///< counts down to the boot; a key leads to a prompt, `boot -s` to single user
    menus,      ///< a short window for Ctrl-C, then menus; one of them leads to a CLI for recovery
    grub        ///< Linux below: a menu of entries, one of which is for recovery
};

/// A moment in which the unit listens, and for what.
struct KeyWindow {
    std::string text;  ///< printed as it opens, without a newline
    std::string keys;  ///< those that stop it; empty: any
    std::chrono::seconds length{};
};

struct BootType {
    std::string name, title;
    bool verified = true;  ///< false: nobody has seen this on a unit
    LoaderKind loader = LoaderKind::menus;
    std::string firmware;       ///< up to its window
    KeyWindow firmware_window;  ///< no text: there is none
    std::string firmware_prompt, interrupted;
    std::string host;    ///< what comes between firmware and loader: a host's boot
    std::string banner;  ///< the loader's, up to its window
    KeyWindow window;
    std::string unattended;       ///< the loader's words when it does not wait
    std::string prompt;           ///< loader>
    bool enter_boots = false;     ///< Enter in a menu takes its first line; else it draws the menu again
    std::string kernel;           ///< up to the daemons; {release} {model} {engine} {megabytes} {bytes}
    std::string daemons;          ///< up to the login prompt; not printed in single user
    std::string shell_question;   ///< of single user
    bool recovery_asks = false;   ///< "continue, shell, abort, ..." also when all is well
    std::string recovery_words;   ///< between `recovery`, or the menu's entry, and the CLI
    bool named_recovery = false;  ///< the prompt there keeps the host name
    std::string header;           ///< of the login prompt: "{host} (ttyu0)"
};

/// Throws yang::DocumentError.
BootType load_boot_type(const yang::Schema& schema, const std::filesystem::path& file);

}  // namespace drivers::sim
