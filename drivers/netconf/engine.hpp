#pragma once
// The protocol engine of one conversation: libnetconf2, which sees an RFC 6241 peer whatever the unit is. It
// reads and writes two files in memory in place of a connection, so none of its calls can wait: a reply is
// complete before it gets the first byte, and where bytes are missing it meets the end of the file at once.
// That makes its calls short enough (some 10 us) for the station thread.

#include "drivers/netconf/hello.hpp"
#include "drivers/netconf/operations.hpp"
#include "drivers/netconf/reply.hpp"

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>

namespace drivers::netconf {

/// libnetconf2 did not take what the adapter told it: a fault of ours, in words for the log.
class EngineError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

class Engine {
  public:
    /// Opens a libnetconf2 session with a peer of the unit's session-id and standard capabilities.
    explicit Engine(const Hello& unit);
    ~Engine();
    Engine(Engine&&) noexcept;
    Engine& operator=(Engine&&) noexcept;

    struct Request {
        std::string message_id;
        std::string xml;  ///< the whole <rpc>, as the unit gets it, not framed
    };
    /// Sends an rpc. The one before, if it was never answered, is given up.
    Request ask(Operation operation);
    /// Answers the rpc asked last with what the unit said: `reply.ok` and `reply.messages` are then what
    /// libnetconf2 understood. The data stays where it is; only its size passes through.
    void answer(RpcReply& reply);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace drivers::netconf
