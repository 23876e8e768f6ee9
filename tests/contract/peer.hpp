#pragma once
// The other end of a transport under the contract suite (links_test.cpp). A transport joins with one Rig: a
// function that opens a Terminal to a peer of its own making. The peer may live on another thread or in
// another process (an sshd, a libssh server): all its functions may block.

#include "drivers/link.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <ostream>
#include <string>

namespace contract {

/// What the Terminal is connected to. Called from a thread that is not the station thread.
class Peer {
  public:
    virtual ~Peer() = default;

    /// Sends bytes to the Terminal; returns when they were handed to the wire.
    virtual void write(const std::string& bytes) = 0;
    /// Exactly `size` bytes that the Terminal wrote, or fewer when none came for `patience`.
    virtual std::string read(std::size_t size, std::chrono::milliseconds patience) = 0;
    /// Ends the conversation from that side (closes the pty, the channel, the connection).
    virtual void hang_up() = 0;
};

struct Connection {
    std::unique_ptr<Peer> peer;  ///< destroyed after the terminal
    std::unique_ptr<drivers::Terminal> terminal;
};

struct Rig {
    std::string name;  ///< as the test's name has it: letters and digits
    /// Opens a fresh pair. Runs on the station thread; `context.worker` is there for what blocks.
    std::function<drivers::Task<Connection>(drivers::LinkContext context, drivers::Deadline deadline)> open;
    /// How much a peer that does not read lets the Terminal write before it blocks, at most: the suite writes
    /// more to test abort.
    std::size_t buffered = 4 << 20;
};
inline void PrintTo(const Rig& rig, std::ostream* out) {
    *out << rig.name;
}

// One line a transport; its rig lives in a file of its own beside this one, and links_test.cpp instantiates
// the suite with it.
Rig serial();
Rig ssh();
Rig telnet();
Rig plain_telnet();
Rig tcp();

}  // namespace contract
