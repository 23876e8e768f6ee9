#pragma once
// A server that a test starts, and that ends with the test: by its process id, and never later.

#include <sys/types.h>

#include <chrono>
#include <filesystem>
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
/// Waits until something listens there, or `child` has ended (then throws with what `log` says).
void await_port(unsigned port, const Child& child, const std::filesystem::path& log);

std::string contents_of(const std::filesystem::path& file);

}  // namespace support
