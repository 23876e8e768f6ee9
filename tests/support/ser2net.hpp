#pragma once
// A real terminal server, ser2net, in front of one port of this machine (in tests: a pty).

#include "tests/support/child.hpp"
#include "tests/support/temp_folder.hpp"

#include <string>

namespace support {

class Ser2net {
  public:
    /// `accepter` is how it speaks to the network: "telnet(rfc2217=true)", "telnet" or "" for raw TCP.
    /// It types `greeting` to the device whenever it opens it for somebody. Port 0 is any that is free.
    Ser2net(const std::string& device, const std::string& accepter, const std::string& greeting = {},
            unsigned port = 0);

    unsigned port() const { return server_.port; }
    /// "telnet://127.0.0.1:4711"
    std::string endpoint(const std::string& scheme) const;

  private:
    TempFolder folder_;
    Server server_;
};

}  // namespace support
