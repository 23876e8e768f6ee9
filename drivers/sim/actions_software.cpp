// Installing, validating and rolling back packages, with each generation's words.
#include "drivers/sim/action.hpp"
#include "drivers/sim/package.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

std::string package_path(const Arguments& arguments) {
    if (const auto named = arguments.after("package-name")) return *named;
    for (const std::string& word : arguments.words)
        if (word.starts_with('/')) return word;
    for (const std::string& word : arguments.words)
        if (word.ends_with(".tgz") || word.ends_with(".img") || word.ends_with(".iso"))
            return "/var/home/root/" + word;
    return {};
}

std::string base_name(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

std::vector<Engine*> receivers(Operation& op) {
    std::vector<Engine*> out;
    for (Engine& engine : op.unit.engines())
        if (op.arguments.has("both-routing-engines") || op.unit.personality().installer == Installer::evolved ||
            op.arguments.has("re" + std::to_string(engine.slot())) ||
            op.arguments.after("member") == std::to_string(engine.slot()))
            out.push_back(&engine);
    if (out.empty()) out.push_back(&op.engine);
    return out;
}

/// What the installer finds wrong this time: what the personality has, or a fault that holds.
InstallFault fault_now(Operation& op) {
    LiveFaults& faults = op.unit.faults;
    if (faults.strike("install-busy")) return InstallFault::busy;
    if (faults.strike("install-no-space")) return InstallFault::space;
    if (faults.strike("install-corrupted")) return InstallFault::corrupted;
    if (faults.has("install-invalid")) return InstallFault::incompatible;
    return op.unit.personality().faults.install;
}

/// Each generation's words for an installation that waits: QFX's host and Evolved as ansible-junos-stdlib#352 and #728 show them.
std::string pending_words(Operation& op, const Engine& engine, const std::string& name) {
    switch (op.unit.personality().installer) {
        case Installer::hosted:
            return "Pushing Junos image package to the host...\nThere is pending upgrade. upgrade_in_progress=stage\nPlease reboot the system to complete the "
                   "installation or rollback before attempting another upgrade\n";
        case Installer::evolved:
            return fmt::format("ERROR: Reboot is pending after previous upgrade/rollback. Node:{0} Image: {0}:/var/tmp/{1}\n", engine.name(), name);
        case Installer::legacy:
        case Installer::upgraded:
        case Installer::vmhost: break;
    }
    return "There is already an install pending.\n    Use the 'request system reboot' command to complete the install,\n"
           "    or the 'request system software rollback' command to back it out.\n";
}

/// As users' logs show them: a vmhost router, branch firewalls and other old Junos, switches with the newer one.
std::string no_space_words(const Operation& op, const std::string& name) {
    switch (op.unit.personality().installer) {
        case Installer::vmhost: return "ERROR: estimate of space required: 4035098 Kbytes, available: 3994154 Kbytes\n";
        case Installer::legacy:
            return fmt::format("WARNING: The /cf filesystem is low on free disk space.\nWARNING: This package requires 4641k free, but there\n"
                               "WARNING: is only 112k available.\n\nWARNING: This installation attempt will be aborted.\n"
                               "ERROR: {0} fails requirements check\nInstallation failed for package '/var/tmp/{0}'\n"
                               "WARNING: Not enough space in /var/tmp to unpack {0}\nWARNING: Use 'request system storage cleanup' and\n"
                               "WARNING: the 'unlink' option to improve the chances of success\n",
                               name);
        default: return fmt::format("ERROR: insufficient space for /packages/db/{}/contents/junos-runtime.tgz\nERROR: insufficient space\n", name);
    }
}

/// Why a package cannot be installed, in the unit's words; empty when it can.
std::string obstacle(Operation& op, Engine& engine, const std::string& path, const File* file) {
    const Personality& p = op.unit.personality();
    const std::string name = base_name(path);
    if (op.unit.faults.has("install-unknown-verb")) return fmt::format("error: command is not valid on the {}\n", p.model);
    if (op.unit.faults.has("install-refuses")) return fmt::format("ERROR: {}: pkg add: exit status 74\n", name);
    const bool not_found = op.unit.faults.strike("install-not-found");
    if (not_found || !file || file->bytes == 0) return fmt::format("ERROR: package: {} is not found or empty\n", path);
    if (op.unit.faults.strike("install-pending"))
        engine.software.pending = engine.software.running;
    if (!engine.software.pending.empty()) return pending_words(op, engine, name);
    if (op.unit.faults.has("install-clock"))
        return fmt::format("veriexec: cannot validate {0}.ecerts: certificate is not yet valid: /C=US/ST=CA/O=Juniper Networks/CN=PackageProductionECP256_2021\n"
                           "veriexec: /packages/db/package.xml: Authentication error\nERROR: Failed to add {0}\n", name);
    if (op.unit.faults.strike("install-truncated"))
        return fmt::format("{0}: truncated gzip input\ntar: Error exit delayed from previous errors.\n/usr/libexec/ui/package: {1}: invalid file\nERROR: No packages added\n", name, path);
    if (op.unit.faults.has("install-downgrade")) return fmt::format("ERROR: /usr/libexec/ui/downgrade: unsupported jinstall {}\n", name);
    switch (fault_now(op)) {
        case InstallFault::busy:
            return "ERROR: Another package installation in progress:\n";
        case InstallFault::corrupted:
            return fmt::format(
                "ERROR: {} fails: signature verification failed\nERROR: It may have been corrupted during "
                "download.\n",
                name);
        case InstallFault::incompatible:
            return fmt::format(
                "WARNING: Current configuration not compatible with {}\nValidation failed\nmgd: error: "
                "configuration check-out failed\n",
                name);
        case InstallFault::space:
            return no_space_words(op, name);
        case InstallFault::none:
            break;
    }
    const auto label = package_label(file->head);
    if (!label || label->name != name)
        return fmt::format(
            "ERROR: {}: not a signed package\nERROR: It may have been corrupted during download.\n", name);
    if (op.unit.faults.has("install-other-platform") || !package_fits(p.package_pattern, name, label->release))
        return fmt::format("ERROR: {} is not supported on this platform ({})\n", name, p.model);
    if (engine.free_bytes("/var/sw") < file->bytes) return no_space_words(op, name);
    return {};
}

/// A returned unit's configuration can refuse a new release: graceful switchover does when only one engine is
/// upgraded.
std::string validation_problem(Operation& op, const std::string& name) {
    const bool graceful = op.engine.config.active().has("chassis redundancy graceful-switchover");
    const bool one_alone = receivers(op).size() < op.unit.engines().size();
    if (!graceful || !one_alone) return {};
    return fmt::format(
        "Graceful switchover configured!\nmgd: error: configuration check-out failed\nValidation failed\n"
        "WARNING: Current configuration not compatible with {}\n",
        name);
}

void start_words(Operation& op, const std::string& name, const std::string& release) {
    switch (op.unit.personality().installer) {
        case Installer::legacy:
            op.outlet.output(
                fmt::format("Installing package '/altroot/cf/packages/install-tmp/{}' ...\nVerified {} "
                            "signed by PackageProduction_{}\n",
                            name, name, release));
            break;
        case Installer::upgraded:
            op.outlet.output(fmt::format(
                "Verified {} signed by PackageProductionECP256_2021 method ECDSA256+SHA256\n", name));
            for (const char* part : {"os-kernel", "os-libs", "junos-runtime", "junos-daemons"})
                op.outlet.output(fmt::format("Adding {}-{} ...\n", part, release));
            break;
        case Installer::hosted:
            op.outlet.output(fmt::format("Extracting {} ...\nupgrade_platform: Staging of {} begins\n", name, name));
            op.outlet.output("upgrade_platform: Checksum verified and OK...\n");
            break;
        case Installer::vmhost:
            op.outlet.output(
                "Junos Validation begin. Procedure will take few minutes.\nChecking if veriexec is enabled "
                "or not: enabled\n");
            op.outlet.output(
                fmt::format("Pushing Junos image package to the host...\nInstalling {} ...\n", name));
            break;
        case Installer::evolved:
            op.outlet.output(fmt::format("Image {} is taken in on all nodes\n", name));
            break;
    }
}

/// As users' logs show them: legacy switches; routers with jinstall; branch firewalls.
void legacy_end_words(Operation& op, const std::string& name, const std::string& release) {
    if (name.starts_with("jinstall-ex")) {
        op.outlet.output("WARNING: A reboot is required to install the software\nWARNING:     Use the 'request system reboot' command immediately\n");
    } else if (name.starts_with("jinstall")) {
        op.outlet.output(fmt::format("Saving the config files ...\nInstalling the bootstrap installer ...\n\n"
                                     "WARNING:     A REBOOT IS REQUIRED TO LOAD THIS SOFTWARE CORRECTLY. Use the\n"
                                     "WARNING:     'request system reboot' command when software installation is\n"
                                     "WARNING:     complete. To abort the installation, do not reboot your system,\n"
                                     "WARNING:     instead use the 'request system software delete jinstall'\n"
                                     "WARNING:     command as soon as this operation completes.\n\n"
                                     "Saving package file in /var/sw/pkg/{} ...\nSaving state for rollback ...\n",
                                     name));
    } else {
        op.outlet.output(fmt::format("JUNOS {} will become active at next reboot\nWARNING: A reboot is required to load this software correctly\n"
                                     "WARNING:     Use the 'request system reboot' command\nWARNING:         when software installation is complete\n"
                                     "Saving state for rollback ...\n",
                                     release));
    }
}

void end_words(Operation& op, const std::string& name, const std::string& release) {
    switch (op.unit.personality().installer) {
        case Installer::legacy: legacy_end_words(op, name, release); break;
        case Installer::upgraded:
            op.outlet.output("The OAM volume is now installed\nNOTICE: 'pending' set will be activated at next reboot...\n");
            break;
        case Installer::hosted:
            op.outlet.output(fmt::format("upgrade_platform: Staging of /var/tmp/{} completed\nupgrade_platform: System need *REBOOT* to complete the upgrade\n"
                                         "Host OS upgrade staged. Reboot the system to complete installation!\n\nInstall completed\n",
                                         name));
            break;
        case Installer::vmhost:  // as in a user's notes
            op.outlet.output("A REBOOT IS REQUIRED TO LOAD THIS SOFTWARE CORRECTLY.\nUse the 'request vmhost reboot' command to reboot the system.\n");
            break;
        case Installer::evolved:  // ansible-junos-stdlib#728
            op.outlet.output("WARNING: NOTE: A reboot is required to start using the new software.\nWARNING: Use the 'request system reboot' command when ready.\n"
                             "WARNING: Configuration changes made after this point will not be validated.\n");
            break;
    }
}

bool vmhost_mismatch(Operation& op, const std::string& path) {
    const bool vmhost_package = base_name(path).starts_with("junos-vmhost-install");
    if (!vmhost_package || op.unit.personality().generation == Generation::vmhost) return false;
    op.outlet.output(fmt::format("ERROR: {} is not supported on this platform\n", base_name(path)));
    return true;
}

}  // namespace

Task<> software_add(Operation op) {
    const std::string path = package_path(op.arguments);
    const File* file = op.engine.files.find(path);
    if (vmhost_mismatch(op, path)) {
        op.outlet.result(1);
        co_return;
    }
    for (Engine* engine : receivers(op)) {
        if (engine->phase != Phase::up) {
            op.outlet.error("Could not connect to " + engine->name() + " : No route to host");
            op.outlet.result(1);
            co_return;
        }
        if (op.unit.redundant() && engine != &op.engine)
            op.outlet.output(fmt::format("Pushing {} to {}:{}\n", path, engine->name(), path));
        std::string problem = obstacle(op, *engine, path, file);
        if (problem.empty() && !op.arguments.has("no-validate")) {
            op.outlet.output("Checking compatibility with configuration\nInitializing...\n");
            problem = validation_problem(op, base_name(path));
            if (problem.empty())
                op.outlet.output(
                    "Validating against /config/juniper.conf.gz\nmgd: commit complete\nValidation "
                    "succeeded\n");
        }
        if (!problem.empty()) {
            op.outlet.output(problem);
            if (file && file->bytes > 0) op.outlet.result(1);  // an absent file gives no <package-result>
            co_return;
        }
        const std::string release = package_label(file->head)->release;
        start_words(op, base_name(path), release);
        co_await op.outlet.pause(op.unit.scaled(op.unit.personality().times.install));
        if (op.unit.faults.has("validation-noise"))
            op.outlet.output("mgd: error: statement has no contents; ignored\nrm: /var/etc/pam.conf: Operation not permitted\n");
        if (op.unit.faults.has("install-lost")) co_return;
        engine->software.pending = release;
        engine->software.package = base_name(path);
        engine->software.package_sha256 = file->sha256;
        if (!op.unit.faults.has("install-unclear")) end_words(op, base_name(path), release);
        file = op.engine.files.find(path);
    }
    if (op.arguments.has("unlink")) op.engine.files.remove(path);
    if (!op.unit.faults.has("no-package-result")) op.outlet.result(0);
    if (!op.arguments.has("reboot")) co_return;
    for (Engine* engine : receivers(op)) op.unit.restart(*engine, Restart::reboot);
}

/// As an EX whose user set it: what was asked for is told, and kept nowhere but in what the installer thinks of its signatures.
Task<> set_date(Operation op) {
    op.unit.faults.end("install-clock");
    op.outlet.output("date: connect: Can't assign requested address\nMon Mar 24 16:08:00 UTC 2025\n");
    co_return;
}

Task<> software_validate(Operation op) {
    const std::string path = package_path(op.arguments);
    std::string problem = obstacle(op, op.engine, path, op.engine.files.find(path));
    op.outlet.output("Checking compatibility with configuration\nInitializing...\n");
    co_await op.outlet.pause(op.unit.scaled(op.unit.personality().times.validate));
    if (problem.empty()) problem = validation_problem(op, base_name(path));
    op.outlet.output(problem.empty() ? "Hardware Database regeneration succeeded\nValidating against "
                                       "/config/juniper.conf.gz\nmgd: commit complete\nValidation succeeded\n"
                                     : problem);
    op.outlet.result(problem.empty() ? 0 : 1);
}

Task<> software_rollback(Operation op) {
    Software& software = op.engine.software;
    if (op.unit.faults.has("rollback-refused")) {
        op.outlet.output(fmt::format("ERROR: cannot locate {}: rollback aborted\nCannot rollback\n", software.package.empty() ? "previous package" : software.package));
        op.outlet.result(1);
        co_return;
    }
    if (!software.pending.empty()) {
        software.pending.clear();
        op.outlet.output(fmt::format(
            "Restoring boot file package\nJUNOS version \"{}\" will become active at next reboot\n",
            software.running));
        op.outlet.result(0);
        co_return;
    }
    if (software.previous.empty()) {
        op.outlet.output("ERROR: cannot locate previous package: rollback aborted\nCannot rollback\n");
        op.outlet.result(1);
        co_return;
    }
    software.pending = software.previous;
    op.outlet.output(
        fmt::format("JUNOS version \"{}\" will become active at next reboot\n", software.pending));
    op.outlet.result(0);
}

Task<> snapshot(Operation op) {
    if (op.arguments.has("delete")) {
        op.outlet.output("All packages that are not referenced by a snapshot are deleted\n");
        co_return;
    }
    if (op.engine.boots_alternate)
        op.outlet.warning("the system is running from its alternate copy");
    if (op.unit.personality().generation == Generation::vmhost) {
        op.outlet.warning("Existing data on the target may be lost");
        bool agreed = op.arguments.has("no-confirm");
        if (!agreed) {
            std::string question = "Proceed ? [yes,no] (no) ";
            agreed = co_await op.outlet.confirm(std::move(question));
        }
        if (!agreed) co_return;
    } else {
        op.outlet.output(
            "Verifying compatibility of destination media partitions...\nRunning newfs (899MB) on backup "
            "media / partition...\n");
    }
    const bool vmhost = op.unit.personality().generation == Generation::vmhost;
    co_await op.outlet.pause(op.unit.scaled(op.unit.personality().times.snapshot));
    if (op.unit.faults.strike("snapshot-fails")) {
        op.outlet.output(vmhost ? "Software snapshot failed: the secondary disk does not answer\n"
                                : "Copying '/dev/da0s1a' to '/dev/da0s2a' .. (this may take a few minutes)\nerror: /dev/da0s2a: "
                                  "Input/output error\n");
        co_return;
    }
    if (!op.unit.faults.has("snapshot-keeps-old")) {
        op.engine.software.other_copy = op.engine.software.running;
        op.engine.software.other_copy_made = WallClock::now();
    }
    op.outlet.output(vmhost ? "Software snapshot done\n"
                            : "Copying '/dev/da0s1a' to '/dev/da0s2a' .. (this may take a few minutes)\nThe "
                              "following filesystems were archived: /\n");
}

}  // namespace drivers::sim
