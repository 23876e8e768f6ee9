#pragma once
// The addresses a host's name stands for. Blocks, and cannot be stopped: for the Worker.

#include <boost/asio/ip/tcp.hpp>

#include <string>
#include <vector>

namespace drivers {

struct Addresses {
    std::vector<boost::asio::ip::tcp::endpoint> endpoints;
    std::string why_not;  ///< when there are none
};

Addresses look_up(const std::string& host, unsigned port);

}  // namespace drivers
