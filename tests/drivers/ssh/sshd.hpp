#pragma once
// A real OpenSSH sshd for one test: listens on a free loopback port and gives every connection to an `sshd
// -i` of its own.

#include "tests/support/temp_folder.hpp"

#include "drivers/link.hpp"
#include "drivers/worker.hpp"

#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sys/types.h>

namespace support {

enum class Era {
    today,  ///< OpenSSH's own defaults
    old  ///< what a Junos of the 2010s offers: CBC and CTR ciphers, hmac-sha1, group1/group14-sha1, ssh-rsa
};

class Sshd {
  public:
    explicit Sshd(Era era = Era::today, std::string more_configuration = {});
    ~Sshd();
    Sshd(const Sshd&) = delete;
    Sshd& operator=(const Sshd&) = delete;

    unsigned port() const { return port_; }
    std::string fingerprint() const;  ///< of the host key, as `ssh-keygen -l` prints it
    std::filesystem::path key() const { return folder_ / "client"; }
    std::filesystem::path folder() const { return folder_.path(); }
    std::string endpoint() const;
    bool runs_commands() const { return runs_commands_; }  ///< or one of its own, whatever it is told

    /// Logs in with key(), with the host key pinned.
    drivers::LinkContext context(drivers::Worker& worker) const;
    drivers::Task<std::unique_ptr<drivers::Host>> open(drivers::Worker& worker) const;

    /// SIGKILL to every sshd that serves a connection.
    void kill_connections();

  private:
    void accept_connections();

    bool runs_commands_, legacy_;
    TempFolder folder_;
    int listener_ = -1;
    unsigned port_ = 0;
    std::mutex mutex_;
    std::vector<pid_t> children_;
    std::thread thread_;
};

/// Runs a program and returns what it printed; throws when it fails.
std::string output_of(const std::string& command);

}  // namespace support
