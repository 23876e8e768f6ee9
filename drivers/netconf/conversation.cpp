#include "drivers/netconf/conversation.hpp"

#include "drivers/netconf/leftover.hpp"
#include "drivers/netconf/words.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace drivers::netconf {

Conversation::Conversation(std::unique_ptr<Terminal> stream, Hello unit, std::string received, Limits limits)
    : stream_{std::move(stream)},
      where_{stream_->where()},
      unit_{std::move(unit)},
      limits_{limits},
      framing_{unit_.wants_chunks() ? Framing::chunked : Framing::end_marker},
      engine_{unit_} {
    deframer_.expect(framing_);
    deframer_.feed(std::move(received));
}

std::unique_ptr<Terminal> Conversation::release() {
    end("the stream was handed back");
    auto rest = deframer_.take_unfinished();
    if (rest.empty() || !stream_) return std::move(stream_);
    return std::make_unique<Leftover>(std::move(rest), std::move(stream_));
}

void Conversation::abort() noexcept {
    aborted_ = true;
    turns_.abort();
    if (stream_) stream_->abort();
}

void Conversation::check_usable(const std::string& name) const {
    if (aborted_) throw LinkError{Fault::aborted, where_, "aborted before " + name};
    if (!unusable_.empty())
        throw LinkError{Fault::closed, where_, "cannot ask for " + name + ": " + unusable_};
}

Task<RpcReply> Conversation::exchange(Asked asked, Deadline deadline) {
    const auto turn = co_await turns_.next(deadline.awaiting("turn to ask for " + asked.name), where_);
    check_usable(asked.name);
    auto request = engine_.ask(std::move(asked.operation));
    unanswered_.push_back(request.message_id);
    std::optional<LinkError> failure;
    std::optional<WireReply> reply;
    try {
        unusable_ = "only a part of " + asked.name + " was sent";
        co_await stream_->write(framed(std::move(request.xml), framing_, unit_.over_a_line), deadline);
        unusable_.clear();
        reply = co_await reply_to(request.message_id, asked.name, deadline);
    } catch (const LinkError& error) {
        failure = explained(error, asked.name, deadline);
    }
    if (failure && asked.may_end_connection && failure->fault() == Fault::closed) {
        RpcReply gone;  // its last words are kept, though they are no reply
        gone.ok = true;
        gone.envelope = deframer_.take_unfinished();
        co_return gone;
    }
    if (failure) throw *failure;
    if (!reply->closed)
        throw LinkError{Fault::protocol, where_, "the reply to " + asked.name + " breaks off",
                        last_line(reply->content.envelope)};
    try {
        engine_.answer(reply->content);
    } catch (const EngineError& error) {
        throw LinkError{Fault::protocol, where_,
                        "the reply to " + asked.name + " makes no sense: " + error.what()};
    }
    co_return std::move(reply->content);
}

Task<bool> Conversation::stands_alone() {
    constexpr auto moment = std::chrono::milliseconds{100};
    if (!unit_.over_a_line) co_return true;
    const auto turn = co_await turns_.next(within(std::chrono::seconds{10}, "turn to listen"), where_);
    for (bool more = true; more;) {
        try {
            deframer_.feed(co_await stream_->read(within(moment, "what came since")));
            more = deframer_.unfinished().size() < 4096;
        } catch (const LinkError& error) {
            if (error.fault() != Fault::timeout) throw;
            more = false;
        }
    }
    auto rest = deframer_.unfinished();
    constexpr std::string_view end = "]]>]]>";
    if (const auto at = rest.rfind(end); at != rest.npos) rest.remove_prefix(at + end.size());
    const auto first = rest.find_first_not_of(" \t\r\n");
    co_return first == rest.npos || rest[first] == '<';
}

Task<std::optional<WireReply>> Conversation::reply_to(std::string message_id, std::string name,
                                                      Deadline deadline) {
    for (;;) {
        try {
            while (auto message = deframer_.next()) {
                auto reply = read_reply(std::move(*message));
                if (reply && belongs(*reply, message_id, name)) co_return reply;
            }
        } catch (const FramingError& error) {
            unusable_ = "the unit's framing broke";
            throw LinkError{Fault::protocol, where_, "in the reply to " + name + ", " + error.what()};
        }
        deframer_.feed(co_await stream_->read(deadline));
        if (deframer_.held() <= limits_.reply) continue;
        unusable_ = "the unit sent a reply without end";
        deframer_.take_unfinished();
        throw flood(where_, "the reply to " + name, limits_.reply);
    }
}

/// Whether a reply answers the rpc under way. A late one, to an rpc that was given up, is dropped; where
/// replies carry no message-id that cannot be told, and the conversation ends.
bool Conversation::belongs(const WireReply& reply, const std::string& message_id, const std::string& name) {
    if (!reply.message_id) {
        without_ids_ = true;
        if (unanswered_.size() > 1) {
            unusable_ = "after a timeout, replies without message-id cannot be told apart";
            throw LinkError{
                Fault::protocol, where_,
                "a reply without message-id came that may be the late one to an earlier rpc, not to " + name};
        }
    } else if (*reply.message_id != message_id) {
        std::erase(unanswered_, *reply.message_id);
        return false;
    }
    unanswered_
        .clear();  // rpcs are answered in their order, RFC 6241 section 4.5: the earlier ones never will be
    return true;
}

/// What happened, and how far the reply had come.
LinkError Conversation::explained(const LinkError& error, const std::string& name, const Deadline& deadline) {
    const auto received = deframer_.unfinished();
    const auto bytes = std::to_string(received.size()) + " bytes";
    const auto seen = received.empty() ? error.last_seen() : last_line(received);
    switch (error.fault()) {
        case Fault::timeout:
            if (without_ids_)
                unusable_ = "the reply to " + name +
                            " is still due, and without message-id it would be taken for another's";
            return too_late(deadline.awaiting(received.empty() ? "reply to " + name
                                                               : "end of the reply to " + name + " (" +
                                                                     bytes + " so far)"),
                            where_, seen);
        case Fault::closed:
            unusable_ = "the unit closed the connection";
            return {Fault::closed, where_,
                    received.empty() ? "the connection was closed before the reply to " + name
                                     : "the connection was closed " + bytes + " into the reply to " + name,
                    seen};
        case Fault::aborted:
            return {Fault::aborted, where_, "aborted during " + name, seen};
        default:
            return error;
    }
}

}  // namespace drivers::netconf
