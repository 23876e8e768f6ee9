#include "drivers/junos/join.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace drivers::junos {
namespace {

void later(std::string& value, std::string& more) {
    if (!more.empty()) value = std::move(more);
}
template <typename Value>
void later(std::optional<Value>& value, std::optional<Value>& more) {
    if (more) value = std::move(more);
}

void combine(Software& a, Software& b) {
    later(a.version, b.version);
    later(a.model, b.model);
    later(a.product_name, b.product_name);
    later(a.edition, b.edition);
    later(a.pending, b.pending);
    if (!b.packages.empty()) a.packages = std::move(b.packages);
}
void combine(Chassis& a, Chassis& b) {
    later(a.model, b.model);
    later(a.serial_number, b.serial_number);
}
void combine(Module& a, Module& b) {
    later(a.version, b.version);
    later(a.part_number, b.part_number);
    later(a.serial_number, b.serial_number);
    later(a.description, b.description);
    later(a.model_number, b.model_number);
    later(a.clei_code, b.clei_code);
}
void combine(EnvironmentItem& a, EnvironmentItem& b) {
    later(a.item_class, b.item_class);
    later(a.status, b.status);
    later(a.celsius, b.celsius);
    later(a.rpm, b.rpm);
    later(a.comment, b.comment);
}
void combine(RoutingEngine& a, RoutingEngine& b) {
    later(a.model, b.model);
    later(a.serial_number, b.serial_number);
    later(a.mastership_state, b.mastership_state);
    later(a.status, b.status);
    later(a.celsius, b.celsius);
    later(a.up_time, b.up_time);
    later(a.last_reboot_reason, b.last_reboot_reason);
}
void combine(FpcSlot& a, FpcSlot& b) {
    later(a.state, b.state);
    later(a.comment, b.comment);
    later(a.celsius, b.celsius);
    later(a.description, b.description);
}
void combine(PicSlot& a, PicSlot& b) {
    later(a.state, b.state);
    later(a.type, b.type);
}
void combine(ChassisMember& a, ChassisMember& b) {
    later(a.status, b.status);
    later(a.serial_number, b.serial_number);
    later(a.model, b.model);
    later(a.role, b.role);
}
template <typename Item>
requires std::same_as<Item, Filesystem> || std::same_as<Item, Optic> || std::same_as<Item, PowerSupply> ||
         std::same_as<Item, Firmware>
void combine(Item& a, Item& b) {  // readings of one moment: the later one as a whole
    a = std::move(b);
}

auto key(const Module& m) {
    return std::string_view{m.path};
}
auto key(const EnvironmentItem& e) {
    return std::string_view{e.name};
}
auto key(const RoutingEngine& e) {
    return std::string_view{e.slot};
}
auto key(const FpcSlot& f) {
    return std::string_view{f.slot};
}
auto key(const PicSlot& p) {
    return std::pair<std::string_view, std::string_view>{p.fpc, p.slot};
}
auto key(const Filesystem& f) {
    return std::pair<std::string_view, std::string_view>{f.name, f.mounted_on};
}
auto key(const Optic& o) {
    return std::pair<std::string_view, std::optional<unsigned>>{o.interface_name, o.lane};
}
auto key(const ChassisMember& m) {
    return std::pair<std::string_view, std::string_view>{m.id, m.redundancy_group};
}
auto key(const PowerSupply& p) {
    return std::string_view{p.name};
}
auto key(const Firmware& f) {
    return std::tuple<std::string_view, std::string_view, std::string_view>{f.part, f.type, f.tag};
}

/// Items of the same key are one item; equal keys within one list stay apart, in their order.
template <typename Item>
void combine(std::vector<Item>& items, std::vector<Item>& more) {
    if (items.empty()) {
        items = std::move(more);
        return;
    }
    std::vector<bool> taken(items.size(), false);
    for (auto& item : more) {
        std::size_t at = 0;
        while (at < taken.size() && (taken[at] || key(items[at]) != key(item))) ++at;
        if (at == taken.size()) {
            items.push_back(std::move(item));
        } else {
            taken[at] = true;
            combine(items[at], item);
        }
    }
}

template <typename Value>
void combine(std::optional<Value>& value, std::optional<Value>& more) {
    if (value && more)
        combine(*value, *more);
    else if (more)
        value = std::move(more);
}

/// Chassis and system alarms are two commands: an alarm is listed once.
void combine_alarms(std::optional<std::vector<Alarm>>& alarms, std::optional<std::vector<Alarm>>& more) {
    if (!more) return;
    if (!alarms) alarms.emplace();
    for (auto& alarm : *more)
        if (std::find(alarms->begin(), alarms->end(), alarm) == alarms->end())
            alarms->push_back(std::move(alarm));
}

void combine(Unit& unit, Unit& more) {
    later(unit.re_name, more.re_name);
    later(unit.host_name, more.host_name);
    combine(unit.software, more.software);
    combine(unit.chassis, more.chassis);
    combine(unit.modules, more.modules);
    combine(unit.environment, more.environment);
    combine_alarms(unit.alarms, more.alarms);
    combine(unit.routing_engines, more.routing_engines);
    combine(unit.fpcs, more.fpcs);
    combine(unit.pics, more.pics);
    combine(unit.storage, more.storage);
    combine(unit.optics, more.optics);
    combine(unit.members, more.members);
    combine(unit.power, more.power);
    combine(unit.firmware, more.firmware);
}

bool differ(const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
}

/// Two replies that cannot be about the same box.
bool another_box(const Unit& a, const Unit& b) {
    return differ(a.host_name, b.host_name) ||
           (a.chassis && b.chassis && differ(a.chassis->serial_number, b.chassis->serial_number)) ||
           (a.software && b.software && differ(a.software->version, b.software->version));
}

}  // namespace

bool says_anything(const Unit& unit) {
    Unit silent;
    silent.re_name = unit.re_name;
    return unit != silent;
}

void add_unit(Facts& facts, Unit&& unit) {
    if (!says_anything(unit)) return;
    for (auto& known : facts.units)
        if (known.re_name == unit.re_name && !another_box(known, unit)) return combine(known, unit);
    facts.units.push_back(std::move(unit));
}

void join(Facts& facts, Facts&& reply) {
    for (auto& message : reply.errors) facts.errors.push_back(std::move(message));
    if (facts.units.size() == 1 && reply.units.size() == 1) {
        auto& known = facts.units.front();
        auto& unit = reply.units.front();
        const bool one_unnamed = known.re_name.empty() || unit.re_name.empty();
        if (one_unnamed && !another_box(known, unit)) return combine(known, unit);
    }
    for (auto& unit : reply.units) add_unit(facts, std::move(unit));
}

}  // namespace drivers::junos
