#include "drivers/sim/boot_text.hpp"

#include <fmt/format.h>

namespace drivers::sim {

std::string loader_text(const Engine& engine) {
    switch (engine.personality().generation) {
        case Generation::legacy:
            return "\nU-Boot 1.1.6 (Build time: Mar 11 2013 - 06:21:52)\n\nBoard: " +
                   engine.personality().model +
                   "\nDRAM:  Initializing... done\nscanning bus for devices... 2 USB Device(s) found\n\n"
                   "FreeBSD/PowerPC U-Boot bootstrap loader, Revision 2.5\nMemory: 2048MB\nLoading "
                   "/boot/defaults/loader.conf\n"
                   "Hit [Enter] to boot immediately, or space bar for command prompt.\n";
        case Generation::upgraded:
            return "\nBooting from Hard Disk...\nFreeBSD/x86 bootstrap loader, Revision 1.1\nLoading "
                   "/boot/loader.conf\n"
                   "Autoboot in 1 seconds... (press Ctrl-C to interrupt)\n";
        case Generation::vmhost:
            return "\nPrimary BIOS version NGRE_v00.53.00.01\nGRUB version 2.02\nLoading VM Host Linux "
                   "...\n[    0.000000] Linux version 4.8.28 (host)\n"
                   "Starting Junos virtual machine\nFreeBSD/x86 bootstrap loader, Revision 1.1\nAutoboot in "
                   "1 seconds... (press Ctrl-C to interrupt)\n";
    }
    return {};
}

std::string kernel_text(const Engine& engine) {
    const EngineParts& parts = engine.parts();
    std::string text = fmt::format(
        "Copyright (c) 1996-2022, Juniper Networks, Inc.\nAll rights reserved.\nFreeBSD is a registered "
        "trademark of The FreeBSD Foundation.\n"
        "JUNOS {} #0: kernel of this release\nreal memory  = {} ({} MB)\n{} \nada0 at ata0 bus 0 scbus0 "
        "target 0 lun 0\n",
        engine.software.running, static_cast<std::uint64_t>(parts.dram_mb) << 20, parts.dram_mb, parts.model);
    text +=
        "Mounting junos filesystem...\n** /dev/gpt/junos\nFILE SYSTEM CLEAN; SKIPPING CHECKS\nCreating "
        "initial configuration...";
    text +=
        "mgd: commit complete\nSetting initial options: .\nStarting optional daemons: .\nAdditional routing "
        "options: kern.module_path: .\n";
    return text + "Local package initialization: .\n";
}

std::string shutdown_text(const Engine& engine, bool wiped) {
    std::string text;
    if (wiped) text += "warning: zeroizing " + engine.name() + "\n";
    for (const char* daemon : {"event-processing", "management", "snmp"})
        text += fmt::format("init: {} (PID {}) stopped by signal 17\n", daemon,
                            2000 + 111 * static_cast<int>(std::string_view{daemon}.size()));
    for (const char* process : {"vnlru", "bufdaemon", "syncer"})
        text += fmt::format("Waiting (max 60 seconds) for system process '{}' to stop...done\n", process);
    return text + "Syncing disks, vnodes remaining...0 0 0 done\nAll buffers synced.\nUptime: 2h11m9s\n";
}

}  // namespace drivers::sim
