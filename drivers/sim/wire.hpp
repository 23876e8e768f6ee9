#pragma once
// One end of a conversation with a simulated unit: bytes in from a transport, bytes out to it, and time that
// passes meanwhile. It is shared by the transport and by the coroutine that talks, because either may go
// first.

#include "drivers/task.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::sim {

/// The other side went away, or the unit went down: thrown out of every wait of a conversation.
struct Hangup {};
/// The unit logs out whoever sits there: thrown out of the wait for the next key, once.
struct IdleLogout {};

class Wire {
  public:
    Wire(asio::any_io_executor executor, std::function<void(std::string_view)> sink, bool tty);

    // For the transport.
    void push(std::string_view bytes);
    void hang_up();
    void end_of_input();  ///< what was pushed is still read
    void log_out();       ///< as if nobody had typed for too long

    // For the conversation.
    Task<std::string> read();
    Task<char> get();
    Task<std::optional<char>> get_within(std::chrono::nanoseconds limit);  ///< nothing when nobody typed
    void discard() { inbox_.clear(); }                                     ///< what was typed ahead
    Task<> pause(std::chrono::nanoseconds length);
    /// On a tty a newline goes out as CR LF.
    void send(std::string_view text);
    void send_raw(std::string_view bytes);
    bool tty() const { return tty_; }
    bool hung_up() const { return hung_up_; }

    int rows = 24;         ///< of a tty; 0 does not page
    std::string terminal;  ///< u0, p0, p1 ...
    std::string from;

  private:
    Task<> wait();
    asio::steady_timer waker_;
    std::function<void(std::string_view)> sink_;
    std::string inbox_;
    bool tty_, hung_up_ = false, ended_ = false, idle_ = false;
};

using WirePtr = std::shared_ptr<Wire>;

}  // namespace drivers::sim
