#include "station/bench/wiring.hpp"

#include "drivers/link.hpp"
#include "station/bench/address.hpp"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <optional>

namespace station {
namespace {

class Wiring {
  public:
    Wiring(const yang::Document& document, yang::Complaints& complaints) : document_{document}, complaints_{complaints} {}

    void check(const yang::Node& bench) {
        if (const auto own = bench["images-address"]) complain(own, trouble_with_host(own.text()));
        for (const auto& slot : bench.all("slots")) check_slot(slot);
        for (const auto& slot : bench.all("slots")) check_gateway_of(slot);
    }

  private:
    void complain(const yang::Node& node, const std::string& what) {
        if (!what.empty()) complaints_.add(document_.error(node, what).what());
    }

    void check_slot(const yang::Node& slot) {
        check_name(slot);
        take(slot["console"], drivers::Use::terminal);
        for (const auto& other : slot.all("other-consoles")) take(other, drivers::Use::terminal);
        if (const auto power = slot["power"]) take(power, drivers::Use::power);
        if (const auto management = slot["management"]) check_management(management);
    }

    // People say a slot's name, and nobody says its capitals.
    void check_name(const yang::Node& slot) {
        const auto name = slot["name"].text();
        std::string small;
        std::transform(name.begin(), name.end(), std::back_inserter(small), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const auto [first, is_new] = names_.emplace(small, name);
        if (!is_new) complain(slot, "differs from slot " + first->second + " in capitals alone");
    }

    // A port or an outlet is one slot's, and there it is one thing's.
    void take(const yang::Node& node, drivers::Use use) {
        const auto endpoint = understood(node, use);
        if (!endpoint) return;
        complain(node, drivers::lacking_for(*endpoint));
        for (const auto& place : drivers::occupied_by(*endpoint)) {
            const auto [first, is_new] = taken_.emplace(place, node);
            if (is_new) continue;
            complain(node, endpoint->text + " is " + place + ", which line " + std::to_string(first->second.line()) + " has already (" + first->second.text() +
                               "): a unit would be taken for another");
        }
    }

    static std::optional<drivers::Endpoint> understood(const yang::Node& node, drivers::Use use) {
        try {
            return drivers::check_endpoint(node.text(), use);
        } catch (const std::invalid_argument&) {
            return std::nullopt;
        }
    }

    void check_management(const yang::Node& management) {
        const auto address = management["address"];
        const auto wrong = trouble_with_address(address.text());
        complain(address, wrong);
        if (const auto gateway = management["gateway"]) complain(gateway, trouble_with_gateway(gateway.text(), address.text()));
        if (!wrong.empty()) return;
        const auto host = *parse_address(address.text().substr(0, address.text().find('/')));
        const auto key = std::string(host.six ? "6" : "4") + std::string{host.bytes.begin(), host.bytes.end()};
        const auto [first, is_new] = hosts_.emplace(key + " " + management["ssh"].text(), address);
        if (!is_new) complain(address, "is the address on line " + std::to_string(first->second.line()) + " too: two units would answer to it");
        if (!host.is_loopback()) units_.emplace(key, address);
    }

    // Nobody else on the bench network may have the address of a unit.
    void check_gateway_of(const yang::Node& slot) {
        const auto gateway = slot["management"]["gateway"];
        if (!gateway) return;
        const auto host = parse_address(gateway.text());
        if (!host) return;
        const auto unit = units_.find(std::string(host->six ? "6" : "4") + std::string{host->bytes.begin(), host->bytes.end()});
        if (unit == units_.end() || unit->second.line() == slot["management"]["address"].line()) return;
        complain(gateway, "is the address that a unit gets on line " + std::to_string(unit->second.line()));
    }

    const yang::Document& document_;
    yang::Complaints& complaints_;
    std::map<std::string, std::string> names_;
    std::map<std::string, yang::Node> taken_, hosts_, units_;
};

}  // namespace

void check_wiring(const yang::Document& document, const yang::Node& bench, yang::Complaints& complaints) { Wiring{document, complaints}.check(bench); }

}  // namespace station
