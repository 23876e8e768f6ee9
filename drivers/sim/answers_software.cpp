// Which software runs, which is pending, and which is on the other copy.
#include "drivers/sim/answer.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

struct Package {
    std::string name, comment;
};

std::vector<Package> packages(const View& view) {
    const std::string& r = view.engine.software.running;
    const Generation generation = view.unit.personality().generation;
    std::vector<Package> out;
    if (generation == Generation::legacy) {
        out = {{"junos", "JUNOS Base OS boot [" + r + "]"},
               {"jbase", "JUNOS Base OS Software Suite [" + r + "]"},
               {"jkernel-ex", "JUNOS Kernel Software Suite [" + r + "]"},
               {"jroute-ex", "JUNOS Routing Software Suite [" + r + "]"}};
        if (!view.engine.software.pending.empty())
            out.push_back({"jinstall", "JUNOS Installation Software [" + view.engine.software.pending + "]"});
        return out;
    }
    out = {{"os-kernel", "JUNOS OS Kernel 64-bit [20230412.3b7a1f4_builder_stable_11]"},
           {"os-libs", "JUNOS OS libs [20230412.3b7a1f4_builder_stable_11]"},
           {"junos-runtime", "JUNOS runtime [" + r + "]"},
           {"junos-modules", "JUNOS modules [" + r + "]"},
           {"junos-libs", "JUNOS libs [" + r + "]"},
           {"junos-daemons", "JUNOS daemons [" + r + "]"}};
    if (generation == Generation::vmhost) out.push_back({"vmhost", "JUNOS VM Host Software [" + r + "]"});
    return out;
}

/// Before 15.1 the release had no element of its own.
bool old_style(const std::string& release) {
    return std::atoi(release.c_str()) < 15;
}

void describe(const View& view, const Engine& engine, Element& info, std::string& text) {
    const View here{view.unit, engine};
    const Personality& p = view.unit.personality();
    const std::string host = engine.host_name();
    info.add_if("host-name", host);
    info.add("product-model", p.model);
    info.add("product-name", p.product_name.empty() ? p.model : p.product_name);
    if (!old_style(engine.software.running)) info.add("junos-version", engine.software.running);
    if (!host.empty()) text += "Hostname: " + host + "\n";
    text += "Model: " + p.model + "\n";
    if (!old_style(engine.software.running)) text += "Junos: " + engine.software.running + "\n";
    if (p.generation == Generation::legacy && !p.member.empty() && !engine.software.pending.empty())
        text += "Pending: " + engine.software.pending + "\n";
    for (const Package& package : packages(here)) {
        Element& item = info.add("package-information");
        item.add("name", package.name);
        item.add("comment", package.comment);
        text += package.comment + "\n";
    }
}

}  // namespace

Answer software(const View& view, const Arguments& arguments) {
    Answer out;
    const bool all = arguments.has("all-routing-engines") || arguments.has("invoke-on");
    if (!all || !view.unit.redundant()) {
        Element info{"software-information", "", {}, {}};
        describe(view, view.engine, info, out.text);
        out.xml.push_back(std::move(info));
        return out;
    }
    Element results{"multi-routing-engine-results", "", {}, {}};
    for (const Engine& engine : view.unit.engines()) {
        Element& item = results.add("multi-routing-engine-item");
        item.add("re-name", engine.name());
        out.text += engine.name() + ":\n" + std::string(74, '-') + "\n";
        if (engine.phase != Phase::up) {
            Element& error = item.add("rpc-error");
            error.add("error-severity", "error");
            error.add("error-message", "\nCould not connect to " + engine.name() + " : No route to host\n");
            out.text += "error: Could not connect to " + engine.name() + " : No route to host\n\n";
            continue;
        }
        describe(view, engine, item.add("software-information"), out.text);
        out.text += "\n";
    }
    out.xml.push_back(std::move(results));
    return out;
}

/// As Evolved prints it: '>' is what boots next, '-' what runs.
static std::string evolved_list(const View& view) {
    const Software& s = view.engine.software;
    const auto line = [&](char mark, const std::string& release) {
        auto file = view.unit.personality().package_pattern;
        if (const auto at = file.find("{release}"); at != file.npos) file.replace(at, 9, release);
        return fmt::format(" {}   {} - [2023-01-18 14:15:56]\n", mark, file.substr(0, file.rfind('.')));
    };
    auto text = fmt::format("-------------------------------\nnode: {}\n-------------------------------\nActive boot device is primary: /dev/sda\n"
                            "List of installed version(s) :\n\n    '-' running version\n    '>' next boot version after upgrade/downgrade\n\n", view.engine.name());
    if (!s.pending.empty()) text += line('>', s.pending);
    text += line('-', s.running);
    return text + (s.previous.empty() ? "" : line('<', s.previous));
}

Answer software_sets(const View& view, const Arguments&) {
    const Software& s = view.engine.software;
    Answer out;
    Element info{"software-sets-information", "", {}, {}};
    info.add_if("previous-set-version", s.previous);
    info.add("active-set-version", s.running);
    info.add_if("pending-set-version", s.pending);
    info.add_if("software-rollback-target", s.previous);
    if (!s.previous.empty()) out.text += "Previous set version: " + s.previous + "\n";
    out.text += "Active set version: " + s.running + "\n";
    if (!s.pending.empty()) out.text += "Pending set version: " + s.pending + "\n";
    if (view.unit.personality().installer == Installer::evolved) out.text = evolved_list(view);
    out.xml.push_back(std::move(info));
    return out;
}

Answer vmhost_version(const View& view, const Arguments&) {
    const Software& s = view.engine.software;
    const std::string here = s.second_set ? "b" : "p", there = s.second_set ? "p" : "b";
    Answer out;
    Element info{"vmhost-version-information", "", {}, {}};
    Element& root = info.add("current-root");
    root.add("current-root-device", "sda");
    root.add("current-root-label", s.second_set ? "jrootb_P" : "jrootp_P");
    root.add("current-root-partition", s.second_set ? "sda4" : "sda3");
    info.add("current-boot-disk", "Primary");
    info.add("current-root-set", here);
    info.add("uefi-version", "NGRE_v00.53.00.01");
    if (!s.pending.empty()) info.add("pending-reboot", "yes");
    out.text = fmt::format(
        "Current root details,        Device sda, Label: {}, Partition: {}\nCurrent boot disk: "
        "Primary\nCurrent root set: {}\n"
        "UEFI    Version: NGRE_v00.53.00.01\n",
        s.second_set ? "jrootb_P" : "jrootp_P", s.second_set ? "sda4" : "sda3", here);
    const std::string other = !s.pending.empty()    ? s.pending
                              : !s.previous.empty() ? s.previous
                                                    : s.other_copy;
    for (const auto& [set, release] : {std::pair{std::string{"p"}, here == "p" ? s.running : other},
                                       {std::string{"b"}, here == "b" ? s.running : other}}) {
        Element& disk = info.add("set-disk-info");
        disk.add("set-disk-name", "set " + set);
        disk.add("set-vmhost-version", "5.1411");
        disk.add("set-vmhost-root", "vmhost-x86_64-" + release);
        disk.add("set-vmhost-core", "vmhost-core-x86-64-" + release);
        disk.add("set-junos-version", "junos-install-mx-x86-64-" + release);
        out.text += fmt::format(
            "Primary Disk, {} set\nVMHost Version: 5.1411\nVMHost Root: vmhost-x86_64-{}\nVMHost Core: "
            "vmhost-core-x86-64-{}\n"
            "Junos Disk: junos-install-mx-x86-64-{}\n",
            set, release, release, release);
    }
    if (!s.pending.empty())
        out.text += "Reboot pending: vmhost " + s.pending + " becomes active at the next reboot\n";
    out.xml.push_back(std::move(info));
    return out;
}

namespace {

void describe_snapshot(const std::string& medium, const std::string& release, WallClock::time_point made,
                       Element& info, std::string& text) {
    info.add("snapshot-medium", medium);
    info.add("creation-date", date_time(made)).with("junos:seconds", seconds_text(made));
    Element& package = info.add("software-version").add("package");
    package.add("package-name", "junos");
    package.add("package-version", release);
    text += fmt::format(
        "Information for snapshot on       {}\nCreation date: {}\nJUNOS version on snapshot:\n  junos : {}\n",
        medium, date_time(made), release);
}

/// The upgraded kernel keeps snapshots as sets of packages, with the configuration of their day.
void list_snapshots(const Software& s, bool recovery, Element& info, std::string& text) {
    const bool old = s.other_copy != s.running;
    text += recovery ? "Recovery Snapshots:\n" : "Non-recovery Snapshots:\n";
    if (!recovery && old) {
        Element& snapshot = info.add("snapshot");
        snapshot.add("snapshot-name", "snap.20230412");
        snapshot.add("junos-version", s.other_copy);
        text += fmt::format(
            "Snapshot snap.20230412:\nLocation: /packages/sets/snap.20230412\nCreation date: {}\nJunos "
            "version: {}\n",
            date_time(s.other_copy_made), s.other_copy);
    }
    text += fmt::format("\nTotal {} snapshots: {}\n", recovery ? "recovery" : "non-recovery",
                        !recovery && old ? 1 : 0);
}

}  // namespace

Answer snapshot_information(const View& view, const Arguments& arguments) {
    const Software& s = view.engine.software;
    Answer out;
    Element info{"snapshot-information", "", {}, {}};
    if (view.unit.personality().generation == Generation::legacy) {
        describe_snapshot("internal (/dev/da0s1a) (primary)", s.running, view.engine.booted_at, info,
                          out.text);
        describe_snapshot("internal (/dev/da0s2a) (backup)", s.other_copy, s.other_copy_made, info, out.text);
    } else {
        list_snapshots(s, arguments.has("recovery"), info, out.text);
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer vmhost_snapshot(const View& view, const Arguments&) {
    const Software& s = view.engine.software;
    Answer out;
    Element info{"vmhost-snapshot-information", "", {}, {}};
    info.add("snapshot-vmhost-version", s.other_copy);
    info.add("creation-date", date_time(s.other_copy_made))
        .with("junos:seconds", seconds_text(s.other_copy_made));
    out.text = fmt::format(
        "UEFI    Version: NGRE_v00.53.00.01\n\nSecondary Disk, Snapshot Time: {}\n\nVersion: set p\n"
        "VMHost Version: 5.1411\nJunos Disk: junos-install-mx-x86-64-{}\n",
        date_time(s.other_copy_made), s.other_copy);
    out.xml.push_back(std::move(info));
    return out;
}

Answer install_pending(const View& view, const Arguments&) {
    Answer out;
    const bool pending = !view.engine.software.pending.empty();
    out.text = pending ? "There is already an install pending.\n    Use the 'request system reboot' command "
                         "to complete the install,\n"
                         "    or the 'request system software rollback' command to back it out.\n"
                       : "";
    out.xml.push_back(Element{"output", "\n" + out.text, {}, {}});
    out.xml.push_back(Element{"package-result", pending ? "\n1\n" : "\n0\n", {}, {}});
    return out;
}

Answer boot_media(const View& view, const Arguments&) {
    const bool other = view.engine.boots_alternate;
    Answer out;
    Element info{"system-boot-media-information", "", {}, {}};
    info.add("current-boot-media-title", "Current boot media");
    info.add("current-boot-media-value", other ? "alternate" : "primary");
    out.text = std::string{"Current boot media: "} + (other ? "alternate" : "primary") + "\n";
    out.xml.push_back(std::move(info));
    return out;
}

}  // namespace drivers::sim
