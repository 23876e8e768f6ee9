#include "drivers/junos/identity.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <set>
#include <string_view>

namespace drivers::junos {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The kernels' names of disks and sticks: ad0, ada1, da0, usb0 of FreeBSD; sda, nvme0n1, mmcblk0 of Linux.
bool is_disk(std::string_view name) {
    for (const std::string_view kind : {"ada", "ad", "da", "md", "nvd", "nda", "nvme", "vtbd", "mmcsd", "mmcblk", "mmc", "emmc", "usb", "disk"}) {
        if (!name.starts_with(kind)) continue;
        const auto number = name.substr(kind.size()), unit = number.substr(0, number.find('n'));
        const bool with_namespace = kind == "nvme" && unit.size() < number.size() && is_number(number.substr(unit.size() + 1));
        if (is_number(number) || (with_namespace && is_number(unit))) return true;
    }
    const bool by_letter = name.starts_with("sd") || name.starts_with("hd") || name.starts_with("vd");
    const auto letters = name.substr(std::min<std::size_t>(name.size(), 2));
    return by_letter && !letters.empty() && letters.size() < 3 &&
           std::all_of(letters.begin(), letters.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

constexpr std::string_view digits = "0123456789";

/// The first number in a name ("fpc3", "Routing Engine 1"), where it has one.
void insert_number(const std::string& name, std::set<std::size_t>& numbers) {
    const auto first = std::min(name.find_first_of(digits), name.size());
    std::size_t number = 0;
    if (std::from_chars(name.data() + first, name.data() + name.size(), number).ec == std::errc{}) numbers.insert(number);
}

/// The digits of a name that ends in a number, "1" of "node1".
std::string number_of(const std::string& name) { return name.substr(std::min(name.find_first_of(digits), name.size())); }

/// "fpc0", "node1": not "re0", and not "localre".
bool is_member(std::string_view re_name) { return re_name.starts_with("fpc") || re_name.starts_with("node") || re_name.starts_with("member"); }

}  // namespace

std::string chassis_serial(const Facts& facts, const Place& place) {
    std::set<std::string> serials;
    bool side_by_side = false;
    for (const auto& unit : facts.units) {
        if (!unit.chassis || unit.chassis->serial_number.empty()) continue;
        if (is_member(unit.re_name) && !place.member.empty()) {
            if (number_of(unit.re_name) == place.member) return unit.chassis->serial_number;
            side_by_side = true;
        }
        serials.insert(unit.chassis->serial_number);
    }
    if (side_by_side || serials.size() != 1) return {};
    const bool speaks_for_itself = place.member.empty() || place.role.empty() || place.role == "master" || place.role == "primary";
    const auto own = speaks_for_itself ? std::string{} : member_serial(facts, place.member);
    return own.empty() ? *serials.begin() : own;
}

namespace {

// A virtual chassis remembers members that left it long ago (FAILURES 7, NotPrsnt).
bool is_there(const ChassisMember& member) { return member.status == "Prsnt" || member.status == "Inactive"; }

}  // namespace

std::string member_serial(const Facts& facts, const std::string& number) {
    for (const auto& unit : facts.units)
        if (is_member(unit.re_name) && number_of(unit.re_name) == number && unit.chassis && !unit.chassis->serial_number.empty())
            return unit.chassis->serial_number;
    for (const auto& unit : facts.units)
        for (const auto& module : unit.modules)
            if (module.path == "FPC " + number && !module.serial_number.empty()) return module.serial_number;
    for (const auto& unit : facts.units)
        for (const auto& member : unit.members)
            if (member.id == number && is_there(member)) return member.serial_number;
    return {};
}

std::string model(const Facts& facts) {
    for (const auto& unit : facts.units) {
        if (unit.software && !unit.software->model.empty()) return unit.software->model;
        if (unit.chassis && !unit.chassis->model.empty()) return unit.chassis->model;
    }
    return {};
}

std::vector<const Module*> routing_engine_modules(const Facts& facts) {
    std::vector<const Module*> engines;
    for (const auto& unit : facts.units)
        for (const auto& module : unit.modules)
            if (module.path.starts_with("Routing Engine") && module.path == module.name)
                engines.push_back(&module);
    return engines;
}

std::vector<const Module*> disk_modules(const Facts& facts, std::size_t number) {
    const auto parent = "Routing Engine " + std::to_string(number) + "/";
    std::vector<const Module*> disks;
    for (const auto& unit : facts.units)
        for (const auto& module : unit.modules)
            if (module.path == parent + module.name && is_disk(module.name)) disks.push_back(&module);
    return disks;
}

std::size_t engines(const Facts& facts) {
    std::set<std::string> members;
    for (const auto& unit : facts.units)
        if (is_member(unit.re_name)) members.insert(unit.re_name);
    return std::max({members.size(), routing_engine_modules(facts).size(), std::size_t{1}});
}

std::size_t engine_number(const Facts& facts, std::size_t index) {
    std::set<std::size_t> numbers;
    for (const auto& unit : facts.units)
        if (is_member(unit.re_name)) insert_number(unit.re_name, numbers);
    for (const auto* module : routing_engine_modules(facts)) insert_number(module->name, numbers);
    for (std::size_t unused = 0; numbers.size() <= index; ++unused) numbers.insert(unused);  // of those that are not numbered
    return *std::next(numbers.begin(), static_cast<std::ptrdiff_t>(index));
}

std::string engine_name(const Facts& facts, std::size_t index) {
    const auto number = std::to_string(engine_number(facts, index));
    for (const auto& unit : facts.units)
        if (is_member(unit.re_name)) return unit.re_name.substr(0, unit.re_name.find_first_of(digits)) + number;
    return "re" + number;
}

}  // namespace drivers::junos
