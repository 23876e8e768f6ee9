#pragma once
// One SSH connection on the station thread: the TCP socket that Asio watches, libssh beside it, and the
// coroutines that wait for either. Several channels share it. Knows nothing of what the channels carry.
//
// Shared by the Host and by every channel opened on it: a unit's NETCONF stream may outlive the Host it came
// from, and the other way round, and whoever is last ends the connection.

#include "drivers/deadline.hpp"
#include "drivers/ssh/handles.hpp"
#include "drivers/ssh/waiters.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace drivers {
class Worker;
}

namespace drivers::ssh {

class Connection {
  public:
    Connection(asio::any_io_executor executor, std::string where);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// TCP to `host` (names are looked up in `worker`), every address in turn.
    static Task<> dial(std::shared_ptr<Connection> self, std::string host, unsigned port, Worker* worker,
                       Deadline deadline);
    /// Gives libssh a descriptor of its own for the socket that dial() connected.
    void attach(SshHandle ssh);
    /// The key exchange is done: from now on until() feeds libssh whenever the socket has something.
    void established();

    /// Returns once `step` is content. `step` must not block; it runs again whenever something moved on the
    /// connection. Throws what `step` throws, and LinkError{aborted, closed, timeout}.
    static Task<> until(std::shared_ptr<Connection> self, Deadline deadline, std::function<bool()> step);

    /// Everything that waits on the connection looks again (a channel of ours was closed, say).
    void wake() { waiters_.wake(); }
    void abort() noexcept;
    /// Ends the conversation under libssh's feet, from whichever thread it is called: shutdown(2) of the
    /// socket.
    void hang_up() noexcept;

    /// libssh goes to a thread of its own (an upload); what stays here can still be aborted.
    SshHandle release();

    ssh_session_struct* ssh() const { return ssh_.get(); }
    const std::string& where() const { return where_; }
    bool aborted() const { return aborted_; }
    bool over() const { return aborted_ || failure_; }
    /// The LinkError of a connection that is over, or of the libssh call that just failed.
    LinkError failure() const;

  private:
    struct Event;  // libssh's event loop, of which we use single turns

    static void watch(const std::shared_ptr<Connection>& self);
    static Task<std::vector<asio::ip::tcp::endpoint>> look_up(std::shared_ptr<Connection> self,
                                                              std::string host, unsigned port, Worker* worker,
                                                              Deadline deadline);
    void pump();
    bool turn(const std::function<bool()>& step);
    std::uint64_t moved() const;
    void note_failure();

    asio::ip::tcp::socket socket_;
    std::string where_;
    SshHandle ssh_;
    std::unique_ptr<Event> event_;
    Waiters waiters_;
    bool watching_read_ = false, watching_write_ = false;
    bool aborted_ = false;
    std::optional<std::string> failure_;
    unsigned without_sleep_ = 0;
};

}  // namespace drivers::ssh
