#pragma once
// An SSH server of our own (libssh's server side) on a free loopback port: logins that a real sshd cannot
// give a test, and a shell channel without a tty whose other end the test holds. One connection at a time.

#include <chrono>
#include <memory>
#include <string>

namespace support {

struct PeerLogin {
    std::string password = "Juniper1";
    bool by_password = true;  ///< RFC 4252
    bool by_prompts = false;  ///< keyboard-interactive, RFC 4256
};

class SshPeer {
  public:
    explicit SshPeer(PeerLogin login = {});
    ~SshPeer();
    SshPeer(const SshPeer&) = delete;
    SshPeer& operator=(const SshPeer&) = delete;

    std::string endpoint() const;
    std::string fingerprint() const;

    /// Sends bytes on the shell channel; returns when libssh took them.
    void write(const std::string& bytes);
    /// Exactly `size` bytes that came on it, or fewer when none came for `patience`. What nobody reads stays
    /// in the client's window.
    std::string read(std::size_t size, std::chrono::milliseconds patience);
    /// Closes the channel.
    void hang_up();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace support
