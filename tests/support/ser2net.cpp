#include "tests/support/ser2net.hpp"

#include <fstream>

namespace support {

Ser2net::Ser2net(const std::string& device, const std::string& accepter, const std::string& greeting, unsigned port) {
    const auto configuration = folder_ / "ser2net.yaml";
    const auto command = [&](unsigned at) -> std::vector<std::string> {
        std::ofstream{configuration} << "connection: &unit\n  accepter: " << accepter << (accepter.empty() ? "" : ",")
                                     << "tcp,127.0.0.1," << at << "\n  connector: serialdev(nouucplock=true)," << device << ",9600n81,local\n"
                                     << (greeting.empty() ? "" : "  options:\n    openstr: \"" + greeting + "\"\n");
        return {"/usr/sbin/ser2net", "-n", "-d", "-u", "-c", configuration.string()};
    };
    server_ = serve([port] { return port != 0 ? port : free_tcp_port(); }, command, folder_ / "log");
}

std::string Ser2net::endpoint(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(server_.port);
}

}  // namespace support
