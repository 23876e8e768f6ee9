#pragma once
// A server that a test starts, and that ends with the test: by its process id, and never later.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace support {

class Child {
  public:
    /// Starts the program; what it prints goes to `log`. Throws std::system_error.
    Child(const std::vector<std::string>& command, const std::filesystem::path& log);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    bool running() const;
    pid_t pid() const { return pid_; }

  private:
    pid_t pid_ = -1;
};

/// A TCP or UDP port of 127.0.0.1 that was free a moment ago.
unsigned free_tcp_port();
unsigned free_udp_port();

struct Server {
    unsigned port = 0;
    std::unique_ptr<Child> child;
};
/// Starts what `command` says for a port of `any_port`, and waits until it listens there; at another port where somebody else was
/// faster. Throws with what `log` says.
Server serve(const std::function<unsigned()>& any_port, const std::function<std::vector<std::string>(unsigned port)>& command, const std::filesystem::path& log);

std::string contents_of(const std::filesystem::path& file);

}  // namespace support
