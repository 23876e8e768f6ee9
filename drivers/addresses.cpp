#include "drivers/addresses.hpp"

#include <netdb.h>

#include <cstring>
#include <memory>

namespace drivers {

Addresses look_up(const std::string& host, unsigned port) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (const int rc = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); rc != 0)
        return {{}, ::gai_strerror(rc)};
    const std::unique_ptr<addrinfo, void (*)(addrinfo*)> owner{found, ::freeaddrinfo};
    Addresses addresses;
    for (const auto* entry = found; entry; entry = entry->ai_next) {
        boost::asio::ip::tcp::endpoint endpoint;
        if (entry->ai_addrlen > endpoint.capacity()) continue;
        std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
        endpoint.resize(entry->ai_addrlen);
        addresses.endpoints.push_back(endpoint);
    }
    return addresses;
}

}  // namespace drivers
