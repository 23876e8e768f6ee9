#include "drivers/netconf/engine.hpp"

#include "drivers/netconf/canonical.hpp"
#include "drivers/netconf/framing.hpp"
#include "drivers/netconf/schema.hpp"

#include <libyang/libyang.h>
#include <nc_client.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

namespace drivers::netconf {
namespace {

/// A file in memory. libnetconf2 reads or writes at its offset; we write and read at its start, which does
/// not move that.
class MemoryFile {
  public:
    explicit MemoryFile(const char* name) : fd_{memfd_create(name, MFD_CLOEXEC)} {
        if (fd_ < 0) throw std::system_error{errno, std::generic_category(), "memfd_create"};
    }
    ~MemoryFile() { ::close(fd_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    int fd() const { return fd_; }

    void put(std::string_view bytes) {
        rewind();
        while (!bytes.empty()) {
            const auto n = ::pwrite(fd_, bytes.data(), bytes.size(), size_);
            if (n < 0) throw std::system_error{errno, std::generic_category(), "writing to memory"};
            size_ += n;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
    }

    std::string take() {
        std::string bytes(static_cast<std::size_t>(::lseek(fd_, 0, SEEK_CUR)), '\0');
        const auto n = ::pread(fd_, bytes.data(), bytes.size(), 0);
        bytes.resize(n < 0 ? 0 : static_cast<std::size_t>(n));
        rewind();
        return bytes;
    }

  private:
    /// Empties the file; its memory goes back to the system.
    void rewind() {
        if (::ftruncate(fd_, 0) != 0) throw std::system_error{errno, std::generic_category(), "ftruncate"};
        ::lseek(fd_, 0, SEEK_SET);
        size_ = 0;
    }

    int fd_;
    off_t size_ = 0;
};

using Tree = std::unique_ptr<lyd_node, void (*)(lyd_node*)>;

std::string leaf(const lyd_node* parent, std::string_view name) {
    for (const auto* node = lyd_child(parent); node; node = node->next)
        if (LYD_NAME(node) == name) return lyd_get_value(node);
    return {};
}

RpcMessage message_of(const lyd_node* node) {
    return {.is_error = leaf(node, "severity") == "error",
            .type = leaf(node, "type"),
            .tag = leaf(node, "tag"),
            .path = leaf(node, "path"),
            .text = leaf(node, "text"),
            .bad_element = leaf(node, "bad-element"),
            .source = leaf(node, "source")};
}

/// What station-rpc:execute returned, as libyang read it.
void take_output(const lyd_node* output, RpcReply& reply) {
    reply.ok = false;
    reply.messages.clear();
    std::string payload = "0";
    for (const auto* node = lyd_child(output); node; node = node->next) {
        const std::string_view name = LYD_NAME(node);
        if (name == "ok") reply.ok = true;
        if (name == "message") reply.messages.push_back(message_of(node));
        if (name == "payload") payload = lyd_get_value(node);
    }
    if (payload != std::to_string(reply.payload.size()))
        throw EngineError{"the answer is about other data than the unit sent"};
}

/// A standard operation's answer: libnetconf2 has to have seen errors where the unit made some, and none
/// where it made none.
void check_standard(const lyd_node* envelope, const RpcReply& reply) {
    bool error = false;
    for (const auto* node = lyd_child(envelope); node; node = node->next)
        error = error || std::string_view{LYD_NAME(node)} == "rpc-error";
    if (error != reply.failed())
        throw EngineError{"the answer was understood as something else than the unit said"};
}

}  // namespace

struct Engine::Impl {
    MemoryFile to_engine{"netconf-replies"}, from_engine{"netconf-requests"};
    std::unique_ptr<nc_session, void (*)(nc_session*)> session{
        nullptr, [](nc_session* s) { nc_session_free(s, nullptr); }};
    Operation operation;
    std::uint64_t message_id = 0;
};

Engine::Engine(const Hello& unit) : impl_{std::make_unique<Impl>()} {
    auto* context = schema();
    const Quiet quiet;
    impl_->to_engine.put(framed(canonical_hello(unit), Framing::end_marker));
    impl_->session.reset(nc_connect_inout(impl_->to_engine.fd(), impl_->from_engine.fd(), context));
    if (!impl_->session) throw EngineError{std::string{"libnetconf2 opens no session: "} + last_complaint()};
    impl_->from_engine.take();  // its own hello; ours to the unit depends on what the unit can do
}

// Freeing the session sends a close-session nobody reads and meets the end of the file in place of an answer.
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Engine::Request Engine::ask(Operation operation) {
    const Quiet quiet;
    impl_->operation = std::move(operation);
    if (nc_send_rpc(impl_->session.get(), impl_->operation.rpc.get(), 0, &impl_->message_id) != NC_MSG_RPC)
        throw EngineError{std::string{"libnetconf2 does not send this rpc: "} + last_complaint()};
    Deframer chunks;
    chunks.expect(Framing::chunked);
    chunks.feed(impl_->from_engine.take());
    auto rpc = chunks.next();
    if (!rpc) throw EngineError{"libnetconf2 sent no whole rpc"};
    return {.message_id = std::to_string(impl_->message_id), .xml = unit_request(std::move(*rpc))};
}

void Engine::answer(RpcReply& reply) {
    const Quiet quiet;
    const auto asked = std::exchange(impl_->operation, {});
    impl_->to_engine.put(
        framed(canonical_reply(reply, asked.answer, std::to_string(impl_->message_id)), Framing::chunked));
    lyd_node *envelope = nullptr, *output = nullptr;
    const auto kind =
        nc_recv_reply(impl_->session.get(), asked.rpc.get(), impl_->message_id, 0, &envelope, &output);
    const Tree owned_envelope{envelope, lyd_free_all}, owned_output{output, lyd_free_all};
    if (kind != NC_MSG_REPLY)
        throw EngineError{std::string{"libnetconf2 does not take the reply: "} + last_complaint()};
    if (asked.answer == Operation::Answer::execute)
        take_output(output, reply);
    else
        check_standard(envelope, reply);
}

}  // namespace drivers::netconf
