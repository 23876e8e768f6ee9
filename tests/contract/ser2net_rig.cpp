// Terminal servers: ser2net between the Terminal and a pty that is the unit's end of the line.

#include "drivers/worker.hpp"
#include "tests/contract/peer.hpp"
#include "tests/support/pty.hpp"
#include "tests/support/ser2net.hpp"

namespace contract {
namespace {

class UnitBehindServer : public Peer {
  public:
    explicit UnitBehindServer(const std::string& accepter) : server_{pty_.path(), accepter, "!"} {}
    /// Until the server has opened its port: what the unit says before is lost.
    void await_server() { pty_.read(1, std::chrono::seconds{10}); }
    std::string endpoint(const std::string& scheme) const { return server_.endpoint(scheme); }
    void write(const std::string& bytes) override { pty_.write(bytes); }
    std::string read(std::size_t size, std::chrono::milliseconds patience) override { return pty_.read(size, patience); }
    void hang_up() override { pty_.hang_up(); }

  private:
    support::Pty pty_;
    support::Ser2net server_;
};

Rig rig(std::string name, std::string scheme, std::string accepter) {
    return {std::move(name), [scheme, accepter](drivers::LinkContext context, drivers::Deadline deadline) -> drivers::Task<Connection> {
                auto peer = std::make_unique<UnitBehindServer>(accepter);
                auto* worker = context.worker;
                auto endpoint = drivers::check_endpoint(peer->endpoint(scheme), drivers::Use::terminal);
                auto terminal = co_await drivers::open_terminal(std::move(endpoint), std::move(context), std::move(deadline));
                const auto wait = [unit = peer.get()] { unit->await_server(); };
                co_await worker->run(wait);
                Connection connection{std::move(peer), std::move(terminal)};
                co_return connection;
            }};
}

}  // namespace

Rig telnet() { return rig("Rfc2217", "telnet", "telnet(rfc2217=true)"); }
Rig plain_telnet() { return rig("PlainTelnet", "telnet", "telnet"); }
Rig tcp() { return rig("Tcp", "tcp", ""); }

}  // namespace contract
