#include "drivers/sim/personality.hpp"

#include "drivers/sim/take.hpp"
#include "yang/schema.hpp"

#include <algorithm>

namespace drivers::sim {
namespace {

/// The entry of `list` that is `same`, or a new one at the end: a personality changes what it is based on
/// entry by entry.
template <class Entry, class Same>
Entry& entry(std::vector<Entry>& list, Same same) {
    const auto found = std::find_if(list.begin(), list.end(), same);
    return found == list.end() ? list.emplace_back() : *found;
}

void read_parts(const Node& root, Personality& p) {
    for (const Node& node : root.all("parts")) {
        Part& part = entry(p.parts, [&](const Part& other) { return other.path == node["path"].text(); });
        take(node["path"], part.path);
        take(node["version"], part.version);
        take(node["part-number"], part.part_number);
        take(node["serial-number"], part.serial_number);
        take(node["description"], part.description);
        take(node["model-number"], part.model_number);
        take(node["clei-code"], part.clei_code);
    }
    for (const Node& node : root.all("routing-engines")) {
        const int slot = static_cast<int>(node["slot"].integer());
        EngineParts& engine =
            entry(p.engines, [slot](const EngineParts& other) { return other.slot == slot; });
        engine.slot = slot;
        take(node["model"], engine.model);
        take(node["serial-number"], engine.serial_number);
        take(node["release"], engine.release);
        take(node["celsius"], engine.celsius);
        take(node["cpu-celsius"], engine.cpu_celsius);
        take(node["dram-mb"], engine.dram_mb);
    }
}

void read_environment(const Node& root, Personality& p) {
    for (const Node& node : root.all("sensors")) {
        Sensor& sensor = entry(p.sensors, [&](const Sensor& other) {
            return other.name == node["name"].text() && other.item_class == node["class"].text();
        });
        take(node["class"], sensor.item_class);
        take(node["name"], sensor.name);
        take(node["status"], sensor.status);
        take(node["celsius"], sensor.celsius);
        take(node["rpm"], sensor.rpm);
        take(node["comment"], sensor.comment);
    }
    for (const Node& node : root.all("thresholds")) {
        Threshold& t =
            entry(p.thresholds, [&](const Threshold& other) { return other.name == node["name"].text(); });
        take(node["name"], t.name);
        take(node["fan-normal"], t.fan_normal);
        take(node["fan-high"], t.fan_high);
        take(node["yellow"], t.yellow);
        take(node["bad-fan-yellow"], t.bad_fan_yellow);
        take(node["red"], t.red);
        take(node["bad-fan-red"], t.bad_fan_red);
        take(node["fire"], t.fire);
    }
    for (const Node& node : root.all("power")) {
        PowerItem& item =
            entry(p.power, [&](const PowerItem& other) { return other.name == node["name"].text(); });
        take(node["name"], item.name);
        take(node["state"], item.state);
        take(node["dc"], item.dc);
        take(node["input-ok"], item.input_ok);
        take(node["watts"], item.watts);
        take(node["capacity"], item.capacity);
    }
}

void read_cards(const Node& root, Personality& p) {
    for (const Node& node : root.all("fpcs")) {
        const int slot = static_cast<int>(node["slot"].integer());
        Fpc& fpc = entry(p.fpcs, [slot](const Fpc& other) { return other.slot == slot; });
        fpc.slot = slot;
        take(node["state"], fpc.state);
        take(node["description"], fpc.description);
        take(node["comment"], fpc.comment);
        take(node["celsius"], fpc.celsius);
        take(node["dram-mb"], fpc.dram_mb);
        for (const Node& below : node.all("pics")) {
            const int pic_slot = static_cast<int>(below["slot"].integer());
            Pic& pic = entry(fpc.pics, [pic_slot](const Pic& other) { return other.slot == pic_slot; });
            pic.slot = pic_slot;
            take(below["state"], pic.state);
            take(below["type"], pic.type);
        }
    }
}

void read_firmware(const Node& root, Personality& p) {
    for (const Node& node : root.all("firmware")) {
        Firmware& firmware = entry(p.firmware, [&](const Firmware& other) { return other.name == node["name"].text(); });
        take(node["name"], firmware.name);
        take(node["part"], firmware.part);
        take(node["type"], firmware.type);
        take(node["tag"], firmware.tag);
        take(node["version"], firmware.version);
        take(node["available"], firmware.available);
        take(node["status"], firmware.status);
    }
}

void read_storage(const Node& root, Personality& p) {
    constexpr std::uint64_t mega = 1 << 20;
    for (const Node& node : root.all("filesystems")) {
        Filesystem& fs = entry(p.filesystems, [&](const Filesystem& other) {
            return other.mounted_on == node["mounted-on"].text();
        });
        take(node["mounted-on"], fs.mounted_on);
        take(node["device"], fs.device);
        if (node["mb"]) fs.bytes = static_cast<std::uint64_t>(node["mb"].integer()) * mega;
        if (node["used-mb"]) fs.used = static_cast<std::uint64_t>(node["used-mb"].integer()) * mega;
    }
    for (const Node& node : root.all("files")) {
        FileEntry& file =
            entry(p.files, [&](const FileEntry& other) { return other.path == node["path"].text(); });
        take(node["path"], file.path);
        take(node["content"], file.content);
        take(node["bytes"], file.bytes);
        take(node["engine"], file.engine);
    }
    for (const Node& node : root.all("licences")) {
        Licence& licence = entry(
            p.licences, [&](const Licence& other) { return other.identifier == node["identifier"].text(); });
        take(node["identifier"], licence.identifier);
        take(node["feature"], licence.feature);
    }
}

void read_times_and_faults(const Node& root, Personality& p) {
    const Node times = root["times"];
    take(times["loader"], p.times.loader);
    take(times["boot"], p.times.boot);
    take(times["management"], p.times.management);
    take(times["cards"], p.times.cards);
    take(times["shutdown"], p.times.shutdown);
    take(times["zeroize"], p.times.zeroize);
    take(times["install"], p.times.install);
    take(times["validate"], p.times.validate);
    take(times["snapshot"], p.times.snapshot);
    take(times["commit"], p.times.commit);
    const Node faults = root["faults"];
    take(
        faults["console"], p.faults.console,
        {{"none", ConsoleFault::none}, {"silent", ConsoleFault::silent}, {"garbage", ConsoleFault::garbage}});
    take(faults["install"], p.faults.install,
         {{"none", InstallFault::none},
          {"corrupted", InstallFault::corrupted},
          {"incompatible", InstallFault::incompatible},
          {"space", InstallFault::space},
          {"busy", InstallFault::busy}});
    take(faults["boots-alternate"], p.faults.boots_alternate);
    for (const Node& path : faults.all("survives-zeroize")) p.faults.survives_zeroize.push_back(path.text());
}

void read_identity(const Node& root, Personality& p) {
    take(root["personality"], p.name);
    take(root["title"], p.title);
    take(root["deserves"], p.deserves);
    take(root["serial-number"], p.serial_number);
    p.label_serial = root["label-serial"].text_or(p.serial_number);
    take(
        root["generation"], p.generation,
        {{"legacy", Generation::legacy}, {"upgraded", Generation::upgraded}, {"vmhost", Generation::vmhost}});
    if (root["generation"])
        p.installer = p.generation == Generation::legacy   ? Installer::legacy
                      : p.generation == Generation::vmhost ? Installer::vmhost
                                                           : Installer::upgraded;
    take(root["installer"], p.installer,
         {{"legacy", Installer::legacy},
          {"upgraded", Installer::upgraded},
          {"hosted", Installer::hosted},
          {"vmhost", Installer::vmhost},
          {"evolved", Installer::evolved}});
    take(root["model"], p.model);
    take(root["description"], p.description);
    take(root["member"], p.member);
    take(root["release"], p.release);
    take(root["previous-release"], p.previous_release);
    take(root["product-name"], p.product_name);
    take(root["package"], p.package_pattern);
    take(root["management-interface"], p.management_interface);
    take(root["boot-unattended"], p.boot_unattended);
    take(root["speed"], p.speed);
    take(root["fips"], p.fips);
    take(root["boots-at-start"], p.boots_at_start);
    take(root["chatty-when-factory"], p.chatty_when_factory);
    take(root["configuration"], p.configuration);
    take(root["factory-configuration"], p.factory_configuration);
    take(root["rescue-configuration"], p.rescue);
    take(root["commits"], p.commits);
}

void remove_absent(const Node& root, Personality& p) {
    for (const Node& node : root.all("without")) {
        const std::string gone = node.text();
        std::erase_if(p.parts, [&](const Part& part) {
            return part.path == gone || part.path.starts_with(gone + "/");
        });
        std::erase_if(p.sensors, [&](const Sensor& sensor) { return sensor.name == gone; });
        std::erase_if(p.power, [&](const PowerItem& item) { return item.name == gone; });
        for (Fpc& fpc : p.fpcs)
            std::erase_if(fpc.pics, [&](const Pic& pic) {
                return gone == "FPC " + std::to_string(fpc.slot) + "/PIC " + std::to_string(pic.slot);
            });
    }
}

void read_misfortunes(const Node& root, Personality& p) {
    const auto replace = [&root](const char* name, std::vector<std::string>& into) {
        if (root.all(name).empty()) return;
        into.clear();
        for (const Node& node : root.all(name)) into.push_back(node.text());
    };
    replace("state", p.states);
    replace("schedule", p.schedule);
    replace("may-fault", p.may_fault);
}

void read_boot(const yang::Schema& schema, const Node& root, Personality& p) {
    std::string name = p.generation == Generation::legacy     ? "uboot-countdown"
                       : p.generation == Generation::upgraded ? "bios-menus"
                                                              : "vmhost";
    if (!root["boot"] && !p.boot.name.empty() && !root["generation"]) return;  // that of its base
    take(root["boot"], name);
    p.boot = load_boot_type(schema, yang::data_folder() / "drivers" / "sim" / "boots" / (name + ".yaml"));
}

/// A base lies beside what is based on it, or a folder above.
std::filesystem::path base_of(const std::filesystem::path& file, const std::string& name) {
    const std::filesystem::path beside = file.parent_path() / (name + ".yaml");
    return std::filesystem::exists(beside) ? beside : file.parent_path().parent_path() / (name + ".yaml");
}

Personality load(const yang::Schema& schema, const std::filesystem::path& file, int depth) {
    const yang::Document document = schema.read_yaml(file);
    const Node root = document.root();
    if (!root["personality"]) throw document.error(root, "this is not a personality");
    Personality p;
    if (const Node base = root["based-on"]) {
        if (depth > 3) throw document.error(base, "too many personalities based on one another");
        p = load(schema, base_of(file, base.text()), depth + 1);
    }
    read_identity(root, p);
    read_boot(schema, root, p);
    read_misfortunes(root, p);
    remove_absent(root, p);
    read_parts(root, p);
    read_environment(root, p);
    read_cards(root, p);
    read_firmware(root, p);
    read_storage(root, p);
    read_times_and_faults(root, p);
    if (p.engines.empty()) throw document.error(root, "a unit has one routing engine at least");
    return p;
}

}  // namespace

std::string Part::name() const {
    return path.substr(path.rfind('/') + 1);
}
std::size_t Part::depth() const {
    return static_cast<std::size_t>(std::count(path.begin(), path.end(), '/'));
}

Personality load_personality(const std::filesystem::path& file) {
    const yang::Schema schema{yang::data_folder() / "yang"};
    return load(schema, file, 0);
}

}  // namespace drivers::sim
