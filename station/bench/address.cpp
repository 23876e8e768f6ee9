#include "station/bench/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace station {
namespace {

struct Subnet {
    IpAddress address;
    unsigned prefix = 0;

    unsigned bits() const { return address.six ? 128 : 32; }
};

std::string quoted(std::string_view text) { return "\"" + std::string{text} + "\""; }

bool bit(const IpAddress& address, unsigned index) { return (address.bytes[index / 8] >> (7 - index % 8)) & 1; }

bool is_inside(const IpAddress& address, const Subnet& subnet) {
    if (address.six != subnet.address.six) return false;
    for (unsigned i = 0; i < subnet.prefix; ++i)
        if (bit(address, i) != bit(subnet.address, i)) return false;
    return true;
}

// Whether every bit behind the prefix is `value`: the network itself (0), or everybody on it (1).
bool host_part_is(const IpAddress& address, unsigned prefix, bool value) {
    for (unsigned i = prefix; i < (address.six ? 128u : 32u); ++i)
        if (bit(address, i) != value) return false;
    return true;
}

// "" or why no host can have it, whatever the network.
std::string never_a_host(const IpAddress& address) {
    const auto first = address.bytes[0];
    const bool nothing = std::all_of(address.bytes.begin(), address.bytes.end(), [](unsigned char byte) { return byte == 0; });
    if (nothing || (!address.six && first == 0)) return "stands for no host";
    if (address.six ? first == 0xff : first >= 224 && first < 240) return "is a multicast address";
    if (!address.six && first >= 240) return "is of no network that there is";
    return {};
}

std::string never_in_subnet(const IpAddress& address, unsigned prefix) {
    if (address.six || prefix > 30) return {};
    if (host_part_is(address, prefix, false)) return "is the network itself";
    if (host_part_is(address, prefix, true)) return "is the network's broadcast address";
    return {};
}

std::optional<unsigned> parse_prefix(std::string_view text) {
    unsigned prefix = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), prefix);
    return failure == std::errc{} && end == text.data() + text.size() ? std::optional{prefix} : std::nullopt;
}

std::optional<Subnet> parse_subnet(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto address = parse_address(text.substr(0, slash));
    const auto prefix = parse_prefix(text.substr(slash + 1));
    if (!address || !prefix) return std::nullopt;
    const Subnet subnet{*address, *prefix};
    return *prefix >= 1 && *prefix <= subnet.bits() ? std::optional{subnet} : std::nullopt;
}

}  // namespace

bool IpAddress::is_loopback() const {
    if (!six) return bytes[0] == 127;
    return bytes[15] == 1 && std::all_of(bytes.begin(), bytes.end() - 1, [](unsigned char byte) { return byte == 0; });
}

std::optional<IpAddress> parse_address(std::string_view text) {
    IpAddress address;
    const std::string terminated{text};
    if (::inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
    address.six = true;
    if (::inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

std::string trouble_with_host(std::string_view text) {
    const auto address = parse_address(text);
    if (!address) return quoted(text) + " is no IP address; expected one such as 198.51.100.1: four numbers from 0 to 255";
    const auto why = never_a_host(*address);
    return why.empty() ? "" : quoted(text) + " " + why;
}

std::string trouble_with_address(std::string_view text) {
    const auto host = text.substr(0, text.find('/'));
    if (auto wrong = trouble_with_host(host); !wrong.empty()) return wrong;
    const auto subnet = parse_subnet(text);
    const std::string longest = parse_address(host)->six ? "128" : "32";
    if (!subnet) return quoted(text) + " has no prefix length that there is; expected /1 to /" + longest + ", such as 198.51.100.11/24";
    const auto why = never_in_subnet(subnet->address, subnet->prefix);
    return why.empty() ? "" : quoted(text) + " " + why + ", which no unit can have";
}

std::string trouble_with_gateway(std::string_view gateway, std::string_view address) {
    if (auto wrong = trouble_with_host(gateway); !wrong.empty()) return wrong;
    const auto subnet = parse_subnet(address);
    if (!subnet) return {};  // that is wrong already, and said where it stands
    const auto is = *parse_address(gateway);
    if (is == subnet->address) return quoted(gateway) + " is the unit's own address";
    if (!is_inside(is, *subnet)) return quoted(gateway) + " is not in the network of " + std::string{address} + ": the unit could not reach it";
    const auto why = never_in_subnet(is, subnet->prefix);
    return why.empty() ? "" : quoted(gateway) + " " + why;
}

}  // namespace station
