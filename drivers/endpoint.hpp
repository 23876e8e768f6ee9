#pragma once
// The address of a link, as people write it in a bench file: serial:///dev/station/a1?baud=9600, ssh://root@192.0.2.7:22, manual:

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

struct Endpoint {
    std::string scheme, user, host, path;
    std::optional<unsigned> port;
    std::map<std::string, std::string> query;
    std::string text;  ///< as it was written

    /// The option `key` of the query, or `fallback`.
    std::string option(const std::string& key, const std::string& fallback) const;
    /// The option `key` as a list with commas between; empty where there is none.
    std::vector<std::string> list(const std::string& key) const;
    /// Its host and port in one spelling: small letters, an address as it is printed, `port` where it names none. No name is looked up.
    std::string host_and_port(unsigned standard) const;
    /// Throws std::invalid_argument: this endpoint, and what is wrong with it.
    [[noreturn]] void refuse(const std::string& why) const;
};

/// Reads an endpoint (RFC 3986 generic syntax, no userinfo passwords). Throws std::invalid_argument that says what is wrong with it;
/// whether the scheme is one a transport registered is the registry's business (link.hpp).
Endpoint parse_endpoint(std::string_view text);

}  // namespace drivers
