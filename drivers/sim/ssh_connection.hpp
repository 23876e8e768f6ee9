#pragma once
// One SSH connection to a simulated unit: authentication, and the channels that lead to shells, commands,
// NETCONF, scp and SFTP.

#include "drivers/sim/scp.hpp"
#include "drivers/sim/seat.hpp"
#include "drivers/sim/sftp.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <list>
#include <memory>
#include <string>

struct ssh_session_struct;
struct ssh_event_struct;

namespace drivers::sim {

struct SshChannel;
struct SshCallbacks;

class SshConnection {
  public:
    SshConnection(asio::io_context& io, Unit& unit, Engine& engine, ssh_session_struct* session,
                  std::function<void(Engine&, std::weak_ptr<Wire>)> opened);
    ~SshConnection();
    SshConnection(const SshConnection&) = delete;
    SshConnection& operator=(const SshConnection&) = delete;

    Task<> run();
    void drop();
    const Engine& engine() const { return engine_; }

  private:
    friend struct SshCallbacks;
    bool step();
    void flush(SshChannel& channel);
    void wake();
    void converse(const std::shared_ptr<SshChannel>& channel, Task<> conversation);
    WirePtr make_wire(const std::shared_ptr<SshChannel>& channel);
    bool start_shell(const std::shared_ptr<SshChannel>& channel);
    bool start_command(const std::shared_ptr<SshChannel>& channel, const std::string& command);
    bool start_netconf(const std::shared_ptr<SshChannel>& channel);
    bool start_sftp(const std::shared_ptr<SshChannel>& channel);
    bool may_log_in(const std::string& user) const;

    asio::io_context& io_;
    Unit& unit_;
    Engine& engine_;
    ssh_session_struct* session_;
    ssh_event_struct* event_;
    std::unique_ptr<SshCallbacks> callbacks_;
    std::function<void(Engine&, std::weak_ptr<Wire>)> opened_;
    asio::posix::stream_descriptor socket_;
    std::list<std::shared_ptr<SshChannel>> channels_;  ///< shared: a conversation may end after its channel
    std::string user_, asked_;  ///< asked_: whom keyboard-interactive asked for the password
    bool dropped_ = false;
    int failures_ = 0;
};

}  // namespace drivers::sim
