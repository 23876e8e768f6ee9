// The interfaces inside a unit, by which its engines know each other: clients tell from them which engine they talk to (py-junos-eznc's
// facts current_re and hostname_info, iri_mapping).
#include "drivers/sim/answer.hpp"
#include "drivers/sim/text.hpp"

#include <fmt/format.h>

namespace drivers::sim {
namespace {

std::string address_of(const Engine& engine) { return fmt::format("128.0.0.{}", 4 + engine.slot()); }

}  // namespace

std::string internal_hosts(const Unit& unit) {
    std::string text = "127.0.0.1               localhost\n128.0.0.1               master\n";
    if (unit.redundant()) text += "128.0.0.6               backup\n";
    for (const Engine& engine : unit.engines()) text += fmt::format("{:<23} {}\n", address_of(engine), engine.name());
    return text;
}

Answer interfaces_terse(const View& view, const Arguments& arguments) {
    Answer out;
    Element info{"interface-information", "", {{"xmlns", view.ns("junos-interface")}, {"junos:style", "terse"}}, {}};
    const bool internal = arguments.has("__juniper_private1__");
    const std::string physical = internal ? "em0" : "fxp0";
    out.text = "Interface               Admin Link Proto    Local                 Remote\n" + column(physical, 24) + "up    up\n";
    Element& port = info.add("physical-interface");
    port.add("name", physical);
    port.add("admin-status", "up");
    port.add("oper-status", "up");
    if (internal) {
        Element& logical = port.add("logical-interface");
        logical.add("name", physical + ".0");
        logical.add("admin-status", "up");
        logical.add("oper-status", "up");
        Element& family = logical.add("address-family");
        family.add("address-family-name", "inet");
        std::vector<std::string> addresses{address_of(view.engine)};
        if (!view.unit.redundant() || view.engine.master) addresses.emplace_back("128.0.0.1");
        for (const std::string& address : addresses) {
            family.add("interface-address").add("ifa-local", address + "/2");
            out.text += column(physical + ".0", 24) + "up    up   inet     " + address + "/2\n";
        }
    }
    out.xml.push_back(std::move(info));
    return out;
}

}  // namespace drivers::sim
