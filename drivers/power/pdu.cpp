#include "drivers/power/pdu.hpp"

#include "yang/schema.hpp"

#include <algorithm>
#include <stdexcept>

namespace drivers::power {
namespace {

OutletPosition read_position(const yang::Node& node) {
    OutletPosition position{.write = static_cast<int>(node["write"].integer()), .reads = {}};
    for (const auto& value : node.all("reads")) position.reads.push_back(static_cast<int>(value.integer()));
    return position;
}

bool holds(const std::vector<int>& values, int value) { return std::find(values.begin(), values.end(), value) != values.end(); }

std::vector<Pdu> read_all() {
    const yang::Schema schema{yang::data_folder() / "yang"};
    std::vector<Pdu> all;
    for (const auto& entry : std::filesystem::directory_iterator{yang::data_folder() / "drivers" / "power" / "pdus"})
        all.push_back(read_pdu(schema, entry.path()));
    std::sort(all.begin(), all.end(), [](const Pdu& a, const Pdu& b) { return a.name < b.name; });
    return all;
}

}  // namespace

std::optional<bool> Pdu::is_on(int value) const {
    if (holds(on.reads, value)) return true;
    if (holds(off.reads, value)) return false;
    return std::nullopt;
}

std::string for_outlet(std::string oid, std::string_view outlet) {
    constexpr std::string_view place = "{outlet}";
    for (auto at = oid.find(place); at != std::string::npos; at = oid.find(place)) oid.replace(at, place.size(), outlet);
    return oid;
}

Pdu read_pdu(const yang::Schema& schema, const std::filesystem::path& file) {
    const auto document = schema.read_yaml(file);
    const auto root = document.root();
    if (root.name() != "pdu") throw document.error(root, "is a " + root.name() + ", expected a pdu");
    return {.name = root["pdu"].text(),
            .control = root["control"].text(),
            .state = root["state"].text_or(""),
            .on = read_position(root["on"]),
            .off = read_position(root["off"]),
            .unverified = root["unverified"].flag()};
}

const std::vector<Pdu>& pdus() {
    static const std::vector<Pdu> all = read_all();
    return all;
}

const Pdu& pdu(std::string_view name) {
    std::vector<std::string> names;
    std::string known;
    for (const auto& each : pdus()) {
        if (each.name == name) return each;
        names.push_back(each.name);
        known += (known.empty() ? "" : ", ") + each.name;
    }
    const auto near = yang::nearest(name, names);
    throw std::invalid_argument{"no kind of PDU is called \"" + std::string{name} + "\" (" + known + ")" +
                                (near.empty() ? "" : "; did you mean " + near + "?")};
}

}  // namespace drivers::power
