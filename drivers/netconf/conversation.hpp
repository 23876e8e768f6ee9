#pragma once
// One NETCONF conversation over a stream: sends what libnetconf2 asks, finds the reply that belongs to it
// among whatever the unit sends, and says precisely what went wrong when none came. One rpc is under way at a
// time; others wait their turn.

#include "drivers/link.hpp"
#include "drivers/netconf/engine.hpp"
#include "drivers/netconf/framing.hpp"
#include "drivers/netconf/hello.hpp"
#include "drivers/netconf/reply.hpp"
#include "drivers/netconf/turns.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace drivers::netconf {

class Conversation {
  public:
    /// Both hellos have been said; `received` is what came in behind the unit's.
    Conversation(std::unique_ptr<Terminal> stream, Hello unit, std::string received, Limits limits);

    struct Asked {
        Operation operation;
        std::string name;                 ///< for messages: "lock", "get-chassis-inventory"
        bool may_end_connection = false;  ///< the stream's end is an answer too
    };
    Task<RpcReply> exchange(Asked asked, Deadline deadline);
    /// On a console, whose line others speak on as well: whether nothing but NETCONF came since the last reply. Looks for a moment; what came
    /// is kept.
    Task<bool> stands_alone();
    /// Nothing can be asked from now on, for this reason.
    void end(std::string reason) { unusable_ = std::move(reason); }
    /// The stream, with what was read of it beyond the last reply.
    std::unique_ptr<Terminal> release();
    void abort() noexcept;

    const std::string& where() const { return where_; }
    const Hello& unit() const { return unit_; }

  private:
    Task<std::optional<WireReply>> reply_to(std::string message_id, std::string name, Deadline deadline);
    bool belongs(const WireReply& reply, const std::string& message_id, const std::string& name);
    LinkError explained(const LinkError& error, const std::string& name, const Deadline& deadline);
    void check_usable(const std::string& name) const;

    std::unique_ptr<Terminal> stream_;
    std::string where_;
    Hello unit_;
    Limits limits_;
    Framing framing_;
    Engine engine_;
    Deframer deframer_;
    Turns turns_;
    std::vector<std::string>
        unanswered_;            ///< message-ids of the rpc under way and of those given up before it
    bool without_ids_ = false;  ///< this unit's replies carry no message-id
    bool aborted_ = false;
    std::string unusable_;  ///< why nothing can be asked any more; empty while something can
};

}  // namespace drivers::netconf
