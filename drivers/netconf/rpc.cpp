#include "drivers/link.hpp"
#include "drivers/netconf/conversation.hpp"
#include "drivers/netconf/words.hpp"

#include <optional>
#include <utility>

namespace drivers {
namespace {

using netconf::Conversation;

class NetconfRpc final : public Rpc {
  public:
    explicit NetconfRpc(std::unique_ptr<Conversation> conversation)
        : conversation_{std::move(conversation)} {}

    Task<RpcReply> call(std::string request, Deadline deadline) override {
        return conversation_->exchange({.operation = netconf::execute(request),
                                        .name = netconf::rpc_name(request),
                                        .may_end_connection = netconf::may_end_connection(request)},
                                       std::move(deadline));
    }
    Task<RpcReply> lock(std::string datastore, Deadline deadline) override {
        return standard(netconf::lock(datastore), "lock", std::move(deadline));
    }
    Task<RpcReply> unlock(std::string datastore, Deadline deadline) override {
        return standard(netconf::unlock(datastore), "unlock", std::move(deadline));
    }
    Task<RpcReply> get_config(std::string datastore, std::string subtree_filter, Deadline deadline) override {
        return standard(netconf::get_config(datastore, subtree_filter), "get-config", std::move(deadline));
    }
    Task<RpcReply> edit_config(std::string datastore, std::string config, Deadline deadline) override {
        return standard(netconf::edit_config(datastore, config), "edit-config", std::move(deadline));
    }
    Task<RpcReply> validate(std::string datastore, Deadline deadline) override {
        return standard(netconf::validate(datastore), "validate", std::move(deadline));
    }
    Task<RpcReply> commit(Deadline deadline) override {
        return standard(netconf::commit(), "commit", std::move(deadline));
    }
    Task<RpcReply> commit_confirmed(std::chrono::seconds timeout, Deadline deadline) override {
        return standard(netconf::commit_confirmed(timeout), "confirmed commit", std::move(deadline));
    }
    Task<RpcReply> discard_changes(Deadline deadline) override {
        return standard(netconf::discard_changes(), "discard-changes", std::move(deadline));
    }
    Task<RpcReply> kill_session(std::uint32_t session_id, Deadline deadline) override {
        return standard(netconf::kill_session(session_id), "kill-session", std::move(deadline));
    }
    /// Not where somebody else speaks by now: at a login prompt the words would be a name.
    Task<> close(Deadline deadline) override {
        const bool alone = co_await conversation_->stands_alone();
        if (!alone) throw LinkError{Fault::refused, where(), "something else than NETCONF speaks on the line"};
        Conversation::Asked asked{
            .operation = netconf::close_session(), .name = "close-session", .may_end_connection = true};
        co_await conversation_->exchange(std::move(asked), std::move(deadline));
        conversation_->end("the NETCONF session was closed");
    }

    std::unique_ptr<Terminal> release() override { return conversation_->release(); }
    void abort() noexcept override { conversation_->abort(); }
    const std::string& where() const override { return conversation_->where(); }
    std::uint32_t session_id() const override { return conversation_->unit().session_id; }
    const std::vector<std::string>& capabilities() const override {
        return conversation_->unit().capabilities;
    }

  private:
    Task<RpcReply> standard(netconf::Operation operation, std::string name, Deadline deadline) {
        return conversation_->exchange({.operation = std::move(operation), .name = std::move(name)},
                                       std::move(deadline));
    }

    std::unique_ptr<Conversation> conversation_;
};

/// A unit that refuses the session says so in place of its hello.
void check_refused(std::string_view message, const std::string& where) {
    for (const auto& refusal : netconf::read_messages(message))
        if (refusal.is_error)
            throw LinkError{Fault::refused, where, "the unit refuses NETCONF: " + refusal.text,
                            netconf::last_line(message)};
}

Task<netconf::Hello> receive_hello(Terminal& stream, netconf::Deframer& deframer, Deadline deadline, std::uint64_t most) {
    for (;;) {
        while (auto message = deframer.next()) {
            check_refused(*message, stream.where());
            if (auto hello = netconf::read_hello(std::move(*message))) co_return std::move(*hello);
        }
        std::optional<LinkError> failure;
        try {
            deframer.feed(co_await stream.read(deadline));
            if (deframer.held() > most) throw flood(stream.where(), "its NETCONF hello", most);
        } catch (const LinkError& error) {
            failure = error;
        }
        if (!failure) continue;
        const auto seen = netconf::last_line(deframer.unfinished());
        if (failure->fault() == Fault::closed)
            throw LinkError{Fault::closed, stream.where(),
                            "the connection was closed before the unit's NETCONF hello", seen};
        if (failure->fault() == Fault::timeout)
            throw too_late(deadline.awaiting("NETCONF hello"), stream.where(), seen);
        throw *failure;
    }
}

}  // namespace

// No worker is needed: see netconf/engine.hpp.
Task<std::unique_ptr<Rpc>> open_rpc(std::unique_ptr<Terminal> stream, Worker&, Deadline deadline, Limits limits) {
    netconf::Deframer deframer;
    auto unit = co_await receive_hello(*stream, deframer, deadline, limits.reply);
    // Ours goes out only now: what it offers depends on the unit's, and on a terminal its echo cannot mix
    // with the unit's.
    co_await stream->write(
        netconf::framed(netconf::client_hello(unit), netconf::Framing::end_marker, unit.over_a_line),
        deadline);
    try {
        auto conversation =
            std::make_unique<Conversation>(std::move(stream), std::move(unit), deframer.take_unfinished(), limits);
        co_return std::make_unique<NetconfRpc>(std::move(conversation));
    } catch (const netconf::EngineError& error) {
        throw LinkError{Fault::protocol, "netconf", error.what()};
    }
}

}  // namespace drivers
