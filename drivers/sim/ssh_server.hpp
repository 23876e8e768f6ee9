#pragma once
// The unit's SSH: one port on the loopback that leads to the master routing engine, there only while its
// configuration and its state allow it.

#include "drivers/sim/unit.hpp"
#include "drivers/sim/wire.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>

struct ssh_bind_struct;

namespace drivers::sim {

class SshConnection;

class SshServer {
  public:
    /// Takes the port (0: any free one); listens when the unit says so. Throws std::system_error.
    SshServer(asio::io_context& io, Unit& unit, std::uint16_t port);
    ~SshServer();
    SshServer(const SshServer&) = delete;
    SshServer& operator=(const SshServer&) = delete;

    std::uint16_t port() const { return port_; }
    /// Looks again whether the unit serves SSH, and drops connections to an engine that is down.
    void refresh();
    void new_host_keys();
    void close();
    std::function<void(Engine&, std::weak_ptr<Wire>)>
        opened;  ///< a conversation that has to end with its engine

  private:
    Task<> accept_all(int listening);
    asio::io_context& io_;
    Unit& unit_;
    int placeholder_ = -1;  ///< keeps the port ours while nothing listens
    std::uint16_t port_ = 0;
    std::unique_ptr<ssh_bind_struct, void (*)(ssh_bind_struct*)> bind_;
    std::unique_ptr<asio::posix::stream_descriptor> listener_;
    std::list<std::weak_ptr<SshConnection>> connections_;
};

}  // namespace drivers::sim
