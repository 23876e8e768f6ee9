#pragma once
// yuma123's netconfd for one test: a NETCONF server that nobody here wrote, on a socket and with a home of
// its own.

#include "tests/support/temp_folder.hpp"

#include "drivers/link.hpp"

#include <memory>
#include <string>

#include <sys/types.h>

namespace support {

class Netconfd {
  public:
    static bool installed();

    /// Returns when the server takes connections. `option` is one more for its command line.
    explicit Netconfd(const std::string& option = "--log-level=info");
    ~Netconfd();
    Netconfd(const Netconfd&) = delete;
    Netconfd& operator=(const Netconfd&) = delete;

    /// The program sshd runs as its netconf subsystem.
    std::string subsystem() const;
    /// Returns when the server has printed this.
    void wait_for(const std::string& words);
    /// The subsystem without an ssh around it.
    std::unique_ptr<drivers::Terminal> stream(drivers::asio::any_io_executor executor);

  private:
    bool takes_connections() const;

    TempFolder folder_;
    pid_t server_ = 0;
    int output_ = -1;
    std::string printed_;
};

}  // namespace support
