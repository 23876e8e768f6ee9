// Registers ssh: with the drivers.
#include "drivers/link.hpp"
#include "drivers/ssh/host.hpp"

#include <string>

namespace drivers::ssh {
namespace {

constexpr auto example = "ssh://root@192.0.2.7:22";

void check(const Endpoint& endpoint) {
    const auto refuse = [&endpoint](const std::string& why) { endpoint.refuse(why + ", as in " + example); };
    if (endpoint.host.empty()) refuse("it names no host");
    if (!endpoint.path.empty() && endpoint.path != "/") refuse("it has a path");
    if (const auto key = endpoint.option("host-key", "SHA256:"); !key.starts_with("SHA256:"))
        refuse("host-key is a fingerprint such as SHA256:..., as ssh-keygen -l prints it");
}

// Who logs in may be what chooses the line behind the server.
std::vector<std::string> lines_of(const Endpoint& endpoint) { return {endpoint.host_and_port(22) + " as " + endpoint.user}; }

const Registration registration{{.scheme = "ssh",
                                 .example = example,
                                 .options = {"host-key"},
                                 .check = check,
                                 .terminal = open_console,
                                 .host = open_host,
                                 .power = {},
                                 .occupies = lines_of}};

}  // namespace
}  // namespace drivers::ssh
