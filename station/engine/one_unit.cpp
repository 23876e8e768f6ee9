// Console and network have to lead to one unit: they are compared before either is used beside the other.

#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/reply.hpp"
#include "drivers/link.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/engine/occupant.hpp"

#include <utility>

namespace station {

using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

const Occupant* Context::occupant(std::size_t console) const {
    const auto found = occupants_.find(console);
    return found == occupants_.end() || found->second.tenancy != parts_.access.tenancy(console) ? nullptr : &found->second;
}

const Occupant* Context::last_occupant(std::size_t console) const {
    const auto found = occupants_.find(console);
    return found == occupants_.end() ? nullptr : &found->second;
}

void Context::occupies(Occupant occupant) {
    scanned_was_there_ |= occupant.console == 0 && !occupant.serial.empty() && occupant.serial == scanned_serial();
    occupants_[occupant.console] = std::move(occupant);
}

bool Context::was_led_elsewhere() const {
    const auto* now = last_occupant(0);
    return scanned_was_there_ && now && !now->serial.empty() && now->serial != scanned_serial();
}

drivers::junos::Place Context::first_place() const {
    const auto first = occupants_.find(0);
    return first == occupants_.end() ? drivers::junos::Place{} : drivers::junos::Place{first->second.role, first->second.member};
}

Task<std::string> Context::serial_over(drivers::Rpc& rpc) {
    const auto* query = access().family().query("inventory");
    if (!query || query->rpc.empty()) co_return std::string{};
    const auto reply = co_await rpc.call(query->rpc, within(query->within, "inventory over " + rpc.where()));
    co_return drivers::junos::chassis_serial(drivers::junos::read_xml(reply.envelope).facts, first_place());
}

// By NETCONF, else by the one command that each kind of login takes.
Task<std::string> Context::network_serial() {
    if (auto* rpc = co_await access().network_rpc()) {
        auto serial = co_await serial_over(*rpc);
        if (!serial.empty()) co_return serial;
    }
    auto* host = co_await access().host();
    const auto* query = access().family().query("inventory");
    if (!host || !query) co_return std::string{};
    std::vector<std::string> commands{query->cli};
    const auto& by_shell = access().family().management.by_shell;
    if (!by_shell.empty()) commands.push_back(drivers::filled(by_shell, {{"command", query->cli}}));
    for (const auto& command : commands) {
        const auto said = co_await host->exec(command, within(query->within, "inventory over SSH"));
        auto serial = drivers::junos::chassis_serial(drivers::junos::read_text(said.output).facts, first_place());
        if (!serial.empty()) co_return serial;
    }
    co_return std::string{};
}

// One that does not say who it is cannot be compared, and is not used.
Task<bool> Context::is_one_unit() {
    const auto known = [this] { return access().connection() != 0 && access().connection() == one_unit_by_ && access().tenancy(0) == one_unit_since_; };
    if (known()) co_return true;
    constexpr int most_readings = 2;  // bytes may get lost on a line: what is held against a bench was read twice
    std::string here, there;
    for (int readings = 0; readings < most_readings; ++readings) {
        auto occupant = co_await read_occupant(*this, 0);
        here = occupant.serial;
        occupies(std::move(occupant));
        there = co_await network_serial();
        if (here.empty() || there.empty() || here == there) break;
    }
    const auto& place = slot().management;
    const auto address = place ? place->host() : std::string{};
    if (!here.empty() && !there.empty() && here != there)
        throw Refusal{Outcome{reports::Verdict::error, "two-units",
                              "the slot's console and its network lead to two units: " + access().where(0) + " says " + here + ", " + address + " says " + there,
                              "look at both cables, and at the slot in the bench file; nothing was done to either unit"}};
    if (here.empty() || there.empty()) co_return false;
    one_unit_by_ = access().connection();
    one_unit_since_ = access().tenancy(0);
    co_await note(access().where(0) + " and " + address + " lead to one unit: both say " + here);
    co_return true;
}

Task<> Context::tell_unused() {
    if (std::exchange(unused_told_, access().connection()) == access().connection()) co_return;
    co_await note("the network is not used: nothing says that it leads to the unit on the console");
}

Task<drivers::Rpc*> Context::rpc() {
    auto* rpc = co_await access().rpc();
    if (network_alone_ || !access().is_over_network(rpc)) co_return rpc;
    const bool one_unit = co_await is_one_unit();
    if (one_unit) co_return co_await access().rpc();
    co_await tell_unused();
    co_return co_await access().console_rpc();
}

Task<drivers::Host*> Context::host() {
    auto* host = co_await access().host();
    if (!host || network_alone_) co_return host;
    const bool one_unit = co_await is_one_unit();
    if (one_unit) co_return co_await access().host();
    co_await tell_unused();
    co_return nullptr;
}

}  // namespace station
