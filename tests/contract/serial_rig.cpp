#include "tests/contract/peer.hpp"
#include "tests/support/pty.hpp"

namespace contract {
namespace {

class PtyPeer : public Peer {
  public:
    const std::string& path() const { return pty_.path(); }
    void write(const std::string& bytes) override { pty_.write(bytes); }
    std::string read(std::size_t size, std::chrono::milliseconds patience) override {
        return pty_.read(size, patience);
    }
    void hang_up() override { pty_.hang_up(); }

  private:
    support::Pty pty_;
};

drivers::Task<Connection> open(drivers::LinkContext context, drivers::Deadline deadline) {
    auto peer = std::make_unique<PtyPeer>();
    auto endpoint = drivers::check_endpoint("serial://" + peer->path(), drivers::Use::terminal);
    auto terminal =
        co_await drivers::open_terminal(std::move(endpoint), std::move(context), std::move(deadline));
    Connection connection{std::move(peer), std::move(terminal)};
    co_return connection;
}

}  // namespace

Rig serial() {
    return {"Serial", open};
}

}  // namespace contract
