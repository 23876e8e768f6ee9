#include "drivers/endpoint.hpp"

#include <algorithm>
#include <charconv>
#include <cctype>

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

void read_authority(Endpoint& endpoint, std::string_view authority, std::string_view text) {
    if (const auto at = authority.rfind('@'); at != authority.npos) {
        endpoint.user = percent_decoded(authority.substr(0, at));
        if (endpoint.user.find(':') != std::string::npos) refuse(text, "passwords do not belong in endpoints; name a credentials file");
        authority.remove_prefix(at + 1);
    }
    if (authority.starts_with('[')) {
        const auto close = authority.find(']');
        if (close == authority.npos) refuse(text, "no ']' after the IPv6 address");
        endpoint.host = authority.substr(1, close - 1);
        authority.remove_prefix(close + 1);
    } else {
        const auto colon = authority.find(':');
        endpoint.host = authority.substr(0, colon);
        authority.remove_prefix(std::min(colon, authority.size()));
    }
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
