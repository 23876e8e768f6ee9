#pragma once
// One power-on of a routing engine as its console shows it: firmware, loader, menus, kernel, single user.
// Ends where Junos begins. What each kind of unit prints is its BootType; what keys lead where is here.

#include "drivers/sim/unit.hpp"
#include "drivers/sim/wire.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace drivers::sim {

enum class Stage {
    power_on,
    firmware,  ///< at the firmware's prompt
    loader_start,
    loader,  ///< at the loader's prompt
    menu,
    options,
    boot_menu,
    kernel,
    kernel_single,
    kernel_recovery,
    daemons,
    root_password,  ///< single user on a console that is not trusted
    question,       ///< which shell?
    shell,
    recovery_script,
    recovery_question,
    new_password,  ///< GRUB's entry for recovery asks for root's new password
    debugger,
    // where a boot ends
    multi_user,
    recovery  ///< the CLI for recovery
};

class Boot {
  public:
    /// `with_pending`: software that waits for a boot becomes the running one.
    Boot(Unit& unit, Engine& engine, WirePtr wire, bool with_pending);
    /// multi_user or recovery; Hangup when the power goes or somebody orders otherwise.
    Task<Stage> run(Stage from);

  private:
    Task<Stage> step(Stage stage);
    // boot.cpp
    Task<Stage> power_on();
    Task<Stage> loader_start();
    Task<Stage> kernel(Stage next);
    Task<Stage> daemons();
    Task<Stage> no_kernel();
    Task<std::optional<char>> window(const KeyWindow& window);
    Task<> say_slowly(std::string text, std::chrono::duration<double> real);
    std::string filled(std::string text) const;
    // loader.cpp
    Task<Stage> firmware();
    Task<Stage> loader();
    Task<Stage> menu();
    Task<Stage> grub_menu();
    Task<Stage> options();
    Task<Stage> boot_menu();
    Task<std::optional<char>> choice(std::string_view title, std::string_view entries);
    // recovery.cpp
    Task<Stage> root_password();
    Task<Stage> question();
    Task<Stage> shell();
    Task<Stage> recovery_script();
    Task<Stage> recovery_question();
    Task<Stage> new_password();
    Task<Stage> debugger();
    Task<> fsck();

    Unit& unit_;
    Engine& engine_;
    const BootType& type_;
    WirePtr wire_;
    bool with_pending_, fsck_failed_ = false;
    Stage after_shell_ = Stage::daemons;
};

/// The CLI that recovery ends in, on `wire`; leaving it asks whether to boot.
Task<> recovery_cli(Unit& unit, Engine& engine, WirePtr wire);

std::string shutdown_text(const Engine& engine, Restart how);

}  // namespace drivers::sim
