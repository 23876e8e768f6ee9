#include "tests/support/ser2net.hpp"

#include <fstream>

namespace support {

Ser2net::Ser2net(const std::string& device, const std::string& accepter, const std::string& greeting,
                 unsigned port)
    : port_{port} {
    const auto configuration = folder_ / "ser2net.yaml", log = folder_ / "log";
    std::ofstream{configuration} << "connection: &unit\n  accepter: " << accepter << (accepter.empty() ? "" : ",")
                                 << "tcp,127.0.0.1," << port_ << "\n  connector: serialdev(nouucplock=true)," << device
                                 << ",9600n81,local\n"
                                 << (greeting.empty() ? "" : "  options:\n    openstr: \"" + greeting + "\"\n");
    const std::vector<std::string> command{"/usr/sbin/ser2net", "-n", "-d", "-u", "-c", configuration.string()};
    server_ = std::make_unique<Child>(command, log);
    await_port(port_, *server_, log);
}

std::string Ser2net::endpoint(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_);
}

}  // namespace support
