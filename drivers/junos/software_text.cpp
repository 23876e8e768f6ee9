// show version [detail], show system information.
#include "drivers/junos/element.hpp"
#include "drivers/junos/packages.hpp"
#include "drivers/junos/text_readers.hpp"
#include "drivers/junos/version.hpp"

namespace drivers::junos {
namespace {

/// How well a package's line speaks for the whole system; old releases have no "Junos:" line.
int weight(std::string_view name) {
    if (name == "JUNOS Base OS boot" || name == "JUNOS Software Release") return 3;
    if (name.starts_with("JUNOS EX") && name.ends_with("Software Suite")) return 2;
    return name == "JUNOS Base OS Software Suite" ? 1 : 0;
}

}  // namespace

void read_software_text(const Lines& lines, Unit& unit) {
    Software software;
    std::string_view from_package, image;  // Evolved on WR Linux names the file that it was installed from
    int best = 0;
    for (const auto& line : lines) {
        const auto text = line.trimmed();
        if (text.ends_with(']')) {
            const auto name = trimmed(text.substr(0, text.rfind('[')));
            const auto version = bracketed(text);
            if (name.empty() || version.empty()) continue;
            software.packages.push_back({std::string{name}, std::string{version}});
            if (const int w = weight(name); w > best && parse_version(version).known()) {
                best = w;
                from_package = version;
            }
        } else if (line.whole) {
            if (text.starts_with("Hostname:"))
                unit.host_name = trimmed(text.substr(9));
            else if (text.starts_with("Model:"))
                software.model = trimmed(text.substr(6));
            else if (text.starts_with("Junos Package:"))
                image = trimmed(text.substr(14));
            else if (text.starts_with("Pending:"))
                software.pending = trimmed(text.substr(8));
            else if (text.starts_with("Junos:"))
                add_version(software, text.substr(6));
        }
    }
    if (software.version.empty()) add_version(software, from_package);
    if (!image.empty()) {
        const bool says_release = !software.version.empty() && image.find(software.version) != image.npos;
        software.packages.push_back({std::string{image}, says_release ? software.version : std::string{}});
    }
    if (software != Software{}) unit.software = std::move(software);
}

}  // namespace drivers::junos
