#pragma once
// Addresses of the bench network as bench files write them. Pure: asks no network.

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace station {

struct IpAddress {
    bool six = false;
    std::array<unsigned char, 16> bytes{};  ///< the first four of an IPv4 address
    bool operator==(const IpAddress&) const = default;

    bool is_loopback() const;
};

/// Of "198.51.100.11" or "2001:db8::7"; nullopt when it is none.
std::optional<IpAddress> parse_address(std::string_view text);

/// What is wrong with an address that a unit is to have, "198.51.100.11/24"; "" when nothing is.
std::string trouble_with_address(std::string_view with_prefix);
/// What is wrong with a gateway for a unit of that address; "" when nothing is.
std::string trouble_with_gateway(std::string_view gateway, std::string_view address_with_prefix);
/// What is wrong with an address of this machine or another host; "" when nothing is.
std::string trouble_with_host(std::string_view address);

}  // namespace station
