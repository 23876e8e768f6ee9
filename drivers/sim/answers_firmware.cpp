// Software below Junos: what `show system firmware` lists, and the boot ROMs and systems of the cards.
#include "drivers/sim/answer.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

std::string row(const std::string& part, const std::string& type, const std::string& tag, const std::string& version, const std::string& available,
                const std::string& status) {
    const std::string line = column(part, 17) + column(type, 18) + column(tag, 4) + column(version, 22) + column(available, 22) + status;
    return line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

}  // namespace

Answer system_firmware(const View& view, const Arguments&) {
    Answer out;
    Element info{"system-firmware-information", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    out.text = row("Part", "Type", "Tag", "Current", "Available", "Status") + row("", "", "", "version", "version", "");
    for (const Firmware& firmware : view.unit.personality().firmware) {
        Element& item = info.add("system-firmware");
        item.add("firmware-name", firmware.part);
        item.add("firmware-type", firmware.type);
        item.add("firmware-tag", firmware.tag);
        item.add("firmware-revision", firmware.version);
        item.add_if("firmware-revision-available", firmware.available);
        item.add("firmware-status", firmware.status);
        out.text += row(firmware.part, firmware.type, firmware.tag, firmware.version, firmware.available, firmware.status);
    }
    out.xml.push_back(std::move(info));
    return out;
}

Answer chassis_firmware(const View& view, const Arguments&) {
    Answer out;
    Element info{"firmware-information", "", {{"xmlns", view.ns("junos-chassis")}}, {}};
    Element& chassis = info.add("chassis");
    out.text = "Part                     Type       Version\n";
    for (const Fpc& fpc : view.unit.personality().fpcs) {
        if (fpc.state != "Online" || !view.engine.cards_online) continue;
        const std::string name = "FPC " + std::to_string(fpc.slot);
        const std::string system = "Version " + view.engine.software.running + " by builder on 2023-06-16 10:11:12 UTC";
        Element& module = chassis.add("chassis-module");
        module.add("name", name);
        for (const auto& [type, version] : {std::pair<std::string, std::string>{"ROM", "PC Bios"}, {"O/S", system}}) {
            Element& firmware = module.add("firmware");
            firmware.add("type", type);
            firmware.add("firmware-version", version);
            out.text += column(type == "ROM" ? name : "", 25) + column(type, 11) + version + "\n";
        }
    }
    out.xml.push_back(std::move(info));
    return out;
}

}  // namespace drivers::sim
