// The transport tcp: - a port of a terminal server that carries the line's bytes and nothing else.

#include "drivers/telnet/socket.hpp"
#include "drivers/transcript.hpp"

#include <stdexcept>

namespace drivers::telnet {
namespace {

class RawTerminal : public Terminal {
  public:
    RawTerminal(std::unique_ptr<Socket> socket, Transcript* transcript) : socket_{std::move(socket)}, transcript_{transcript} {}

    Task<std::string> read(Deadline deadline) override {
        auto bytes = co_await socket_->read(std::move(deadline));
        if (transcript_) transcript_->received(bytes);
        co_return bytes;
    }
    Task<> write(std::string bytes, Deadline deadline) override {
        socket_->need_open();
        while (!bytes.empty()) {
            if (deadline.passed()) throw too_late(deadline, where());
            const auto size = co_await socket_->write_some(bytes.substr(0, block), deadline);
            if (transcript_) transcript_->sent({bytes.data(), size});
            bytes.erase(0, size);
        }
    }
    void abort() noexcept override { socket_->abort(); }
    const std::string& where() const override { return socket_->where(); }

  private:
    static constexpr std::size_t block = 65536;
    std::unique_ptr<Socket> socket_;
    Transcript* transcript_;
};

constexpr auto example = "tcp://192.0.2.9:4001";

void check(const Endpoint& endpoint) {
    check_address(endpoint, example);
    if (!endpoint.port) endpoint.refuse(std::string{"it names no port, as in "} + example);
}

Task<std::unique_ptr<Terminal>> open(Endpoint endpoint, LinkContext context, Deadline deadline) {
    auto socket = co_await dial(std::move(endpoint), 0, context.worker, context.interruptible, std::move(deadline));
    co_return std::make_unique<RawTerminal>(std::move(socket), context.transcript);
}

const Registration registration{{.scheme = "tcp", .example = example, .check = check, .terminal = open, .occupies = ports_of}};

}  // namespace
}  // namespace drivers::telnet
