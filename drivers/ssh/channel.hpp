#pragma once
// One channel of an SSH connection (RFC 4254 section 5): what arrived and nobody took yet, and the Terminal
// made of it.

#include "drivers/link.hpp"
#include "drivers/ssh/handles.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::ssh {

class Connection;

/// Shared by its Terminal and the coroutines that wait on it: a Terminal may be destroyed while one of them
/// sleeps.
class Channel {
  public:
    using Request = std::function<int(ssh_channel_struct*)>;  ///< a libssh request that says SSH_AGAIN until
                                                              ///< it is answered

    /// Opens a channel and makes one request on it; `what` names it in errors.
    static Task<std::shared_ptr<Channel>> open(std::shared_ptr<Connection> connection, Transcript* transcript,
                                               std::string what, Request request, Deadline deadline);
    ~Channel();
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;

    static Task<std::string> read(std::shared_ptr<Channel> self, Deadline deadline);
    static Task<> write(std::shared_ptr<Channel> self, std::string bytes, Deadline deadline);
    /// There is no more input for the peer.
    void end_input();
    /// Everything until the peer closes the channel; Fault::flood where that is more than `most` bytes.
    static Task<ExecResult> collect(std::shared_ptr<Channel> self, std::uint64_t most, Deadline deadline);

    void abort() noexcept;
    const std::string& where() const;

  private:
    struct Callbacks;

    Channel(std::shared_ptr<Connection> connection, Transcript* transcript);
    int take_in(std::string_view bytes, bool is_stderr);
    std::string take(bool is_stderr);
    void refill(int is_stderr);
    bool write_some(const std::string& bytes, std::size_t& done);
    void keep_the_rest() noexcept;
    void check() const;

    std::shared_ptr<Connection> connection_;
    Transcript* transcript_;
    std::unique_ptr<Callbacks> callbacks_;
    ChannelHandle handle_;
    std::string arrived_, errors_;
    std::optional<int> status_;
    bool stalled_ =
        false;  ///< libssh holds more than we took: nobody reads here, and the peer's window is running out
    bool eof_ = false, closed_ = false, aborted_ = false;
};

/// The channel as a stream of bytes.
std::unique_ptr<Terminal> make_terminal(std::shared_ptr<Channel> channel);

}  // namespace drivers::ssh
