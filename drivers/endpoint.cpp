#include "drivers/endpoint.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cctype>
#include <iterator>

namespace drivers {
namespace {

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        if (text[i] == '%' && i + 2 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) &&
            std::isxdigit(static_cast<unsigned char>(text[i + 2]))) {
            std::from_chars(text.data() + i + 1, text.data() + i + 3, value, 16);
            out += static_cast<char>(value);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
    throw std::invalid_argument{"\"" + std::string{text} + "\" is no endpoint: " + why};
}

// An address in the one spelling that it is printed in; "" when it is none of that kind.
std::string printed_address(int kind, const std::string& text) {
    unsigned char bytes[16];
    char printed[INET6_ADDRSTRLEN];
    return ::inet_pton(kind, text.c_str(), bytes) == 1 && ::inet_ntop(kind, bytes, printed, sizeof printed) ? printed : "";
}

// Digits and dots alone are meant for an address, and so is what stands in brackets.
void check_host(const std::string& host, bool in_brackets, std::string_view text) {
    const bool numbers = !host.empty() && host.find_first_not_of("0123456789.") == std::string::npos;
    if (numbers && printed_address(AF_INET, host).empty()) refuse(text, "\"" + host + "\" is no IPv4 address: four numbers from 0 to 255");
    if (in_brackets && printed_address(AF_INET6, host.substr(0, host.find('%'))).empty()) refuse(text, "\"" + host + "\" is no IPv6 address");
}

void read_authority(Endpoint& endpoint, std::string_view authority, std::string_view text) {
    if (const auto at = authority.rfind('@'); at != authority.npos) {
        endpoint.user = percent_decoded(authority.substr(0, at));
        if (endpoint.user.find(':') != std::string::npos) refuse(text, "passwords do not belong in endpoints; name a credentials file");
        authority.remove_prefix(at + 1);
    }
    const bool in_brackets = authority.starts_with('[');
    if (in_brackets) {
        const auto close = authority.find(']');
        if (close == authority.npos) refuse(text, "no ']' after the IPv6 address");
        endpoint.host = authority.substr(1, close - 1);
        authority.remove_prefix(close + 1);
    } else {
        const auto colon = authority.find(':');
        endpoint.host = authority.substr(0, colon);
        authority.remove_prefix(std::min(colon, authority.size()));
    }
    check_host(endpoint.host, in_brackets, text);
    if (authority.empty()) return;
    unsigned port = 0;
    const auto digits = authority.substr(1);
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (authority[0] != ':' || failure != std::errc{} || end != digits.data() + digits.size() || port == 0 || port > 65535)
        refuse(text, "port \"" + std::string{digits} + "\" is not 1..65535");
    endpoint.port = port;
}

void read_query(Endpoint& endpoint, std::string_view query) {
    while (!query.empty()) {
        const auto pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const auto equals = pair.find('=');
        const auto value = equals == pair.npos ? std::string_view{} : pair.substr(equals + 1);
        endpoint.query[percent_decoded(pair.substr(0, equals))] = percent_decoded(value);
    }
}

}  // namespace

std::string Endpoint::option(const std::string& key, const std::string& fallback) const {
    const auto found = query.find(key);
    return found == query.end() ? fallback : found->second;
}

std::vector<std::string> Endpoint::list(const std::string& key) const {
    const auto all = option(key, "");
    std::vector<std::string> items;
    for (std::string_view rest = all; !rest.empty();) {
        const auto item = rest.substr(0, rest.find(','));
        items.emplace_back(item);
        rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    }
    return items;
}

std::string Endpoint::host_and_port(unsigned standard) const {
    std::string name;
    std::transform(host.begin(), host.end(), std::back_inserter(name), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (name.ends_with('.')) name.pop_back();
    if (name == "localhost") name = "127.0.0.1";
    for (const int kind : {AF_INET, AF_INET6})
        if (auto printed = printed_address(kind, name); !printed.empty()) name = std::move(printed);
    return name + " port " + std::to_string(port.value_or(standard));
}

void Endpoint::refuse(const std::string& why) const { throw std::invalid_argument{"\"" + text + "\": " + why}; }

Endpoint parse_endpoint(std::string_view text) {
    Endpoint endpoint;
    endpoint.text = text;
    const auto colon = text.find(':');
    if (colon == text.npos || colon == 0) refuse(text, "expected scheme:..., for example serial:///dev/station/a1");
    endpoint.scheme = text.substr(0, colon);
    for (const char c : endpoint.scheme)
        if (!std::isalnum(static_cast<unsigned char>(c)) && c != '+' && c != '-' && c != '.') refuse(text, "a scheme is letters, digits, + - .");
    auto rest = text.substr(colon + 1);
    if (const auto question = rest.find('?'); question != rest.npos) {
        read_query(endpoint, rest.substr(question + 1));
        rest = rest.substr(0, question);
    }
    if (rest.starts_with("//")) {
        rest.remove_prefix(2);
        const auto slash = rest.find('/');
        read_authority(endpoint, rest.substr(0, slash), text);
        rest = slash == rest.npos ? std::string_view{} : rest.substr(slash);
    }
    endpoint.path = percent_decoded(rest);
    return endpoint;
}

}  // namespace drivers
