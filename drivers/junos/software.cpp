// get-software-information and get-system-information.
#include "drivers/junos/element.hpp"
#include "drivers/junos/packages.hpp"
#include "drivers/junos/version.hpp"
#include "drivers/junos/xml_readers.hpp"

namespace drivers::junos {

std::string_view bracketed(std::string_view comment) {
    const auto close = comment.rfind(']');
    const auto open = comment.rfind('[', close);
    if (close == comment.npos || open == comment.npos) return {};
    return trimmed(comment.substr(open + 1, close - open - 1));
}

void add_version(Software& software, std::string_view said) {
    said = trimmed(said);
    const auto blank = said.find(' ');
    software.version = said.substr(0, blank);
    if (blank != said.npos && software.edition.empty()) software.edition = trimmed(said.substr(blank));
}

namespace {

/// "JUNOS Base OS boot [14.1R1.10]", "Junos: 14.2-20141220.0", "JUNOS version
/// : 17.4-20170718_dev_common.1-secure"
std::string_view version_in(std::string_view name, std::string_view comment) {
    if (const auto version = bracketed(comment); !version.empty()) return version;
    if (name.find("version") == name.npos) return {};
    const auto colon = comment.find(':');
    return colon == comment.npos ? std::string_view{} : trimmed(comment.substr(colon + 1));
}

/// How well a package of this name speaks for the whole system; 0: it does not. Below 15.1 there is no
/// junos-version element.
int weight(std::string_view name) {
    if (name == "junos-version" || name == "JUNOS version") return 4;
    if (name == "junos") return 3;
    if (name == "Junos Host Software package[1]") return 2;
    if (name == "jbase") return 1;
    return 0;
}

}  // namespace

void read_software(const pugi::xml_node& node, Unit& unit) {
    Software software;
    std::string_view from_package, component_release;
    int best = 0;
    for (const auto& item : node.children()) {
        const auto name = local_name(item);
        if (name == "package-information") {
            const auto package = child_text(item, "name");
            const auto version = version_in(package, child_text(item, "comment"));
            if (package.empty()) continue;
            if (const int w = weight(package); w > best && !version.empty()) {
                best = w;
                from_package = version;
            }
            software.packages.push_back({std::string{package}, std::string{version}});
        } else if (name == "version-information") {
            if (component_release.empty() && child_text(item, "component") == "MGD")
                component_release = child_text(item, "release");
        } else if (name == "host-name")
            unit.host_name = text_of(item);
        else if (name == "product-model")
            software.model = text_of(item);
        else if (name == "product-name")
            software.product_name = text_of(item);
        else if (name == "junos-edition")
            software.edition = text_of(item);
        else if (name == "junos-version")
            add_version(software, text_of(item));
    }
    if (software.version.empty()) add_version(software, from_package);
    if (software.version.empty()) software.version = component_release.substr(0, component_release.find(' '));
    if (software != Software{}) unit.software = std::move(software);
}

void read_system(const pugi::xml_node& node, Unit& unit) {
    Software software;
    Chassis chassis;
    software.model = child_text(node, "hardware-model");
    add_version(software, child_text(node, "os-version"));
    chassis.serial_number = child_text(node, "serial-number");
    unit.host_name = child_text(node, "host-name");
    if (software != Software{}) unit.software = std::move(software);
    if (chassis != Chassis{}) unit.chassis = std::move(chassis);
}

}  // namespace drivers::junos
