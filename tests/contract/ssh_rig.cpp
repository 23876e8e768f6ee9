#include "tests/contract/peer.hpp"
#include "tests/drivers/ssh/ssh_peer.hpp"

namespace contract {
namespace {

class ShellPeer : public Peer {
  public:
    const support::SshPeer& server() const { return server_; }
    void write(const std::string& bytes) override { server_.write(bytes); }
    std::string read(std::size_t size, std::chrono::milliseconds patience) override {
        return server_.read(size, patience);
    }
    void hang_up() override { server_.hang_up(); }

  private:
    support::SshPeer server_;
};

drivers::Task<Connection> open(drivers::LinkContext context, drivers::Deadline deadline) {
    auto peer = std::make_unique<ShellPeer>();
    context.credentials.password = support::PeerLogin{}.password;
    const auto text = peer->server().endpoint() + "?host-key=" + peer->server().fingerprint();
    auto endpoint = drivers::check_endpoint(text, drivers::Use::terminal);
    auto terminal =
        co_await drivers::open_terminal(std::move(endpoint), std::move(context), std::move(deadline));
    Connection connection{std::move(peer), std::move(terminal)};
    co_return connection;
}

}  // namespace

Rig ssh() {
    return {"Ssh", open};
}

}  // namespace contract
