#pragma once
// A real terminal server, ser2net, in front of one port of this machine (in tests: a pty).

#include "tests/support/child.hpp"
#include "tests/support/temp_folder.hpp"

#include <memory>
#include <string>

namespace support {

class Ser2net {
  public:
    /// `accepter` is how it speaks to the network: "telnet(rfc2217=true)", "telnet" or "" for raw TCP.
    /// It types `greeting` to the device whenever it opens it for somebody.
    Ser2net(const std::string& device, const std::string& accepter, const std::string& greeting = {},
            unsigned port = free_tcp_port());

    unsigned port() const { return port_; }
    /// "telnet://127.0.0.1:4711"
    std::string endpoint(const std::string& scheme) const;

  private:
    TempFolder folder_;
    unsigned port_;
    std::unique_ptr<Child> server_;
};

}  // namespace support
