#pragma once
// The bytes that arrive at a descriptor, gathered: while somebody talks at the other end they are fetched at intervals that all ports
// share, because waking up for each few bytes of a UART costs more than all that is done with them. No errors of its own making.

#include "drivers/deadline.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

namespace drivers::serial {

class Input {
  public:
    /// `descriptor` does not block, and is the caller's.
    Input(const asio::any_io_executor& executor, int descriptor);
    ~Input();

    /// Waits for bytes, until `deadline` at most; how many came. Otherwise `ec` says why none did: timed_out; operation_aborted after
    /// cancel(); eof or an error of the descriptor.
    Task<std::size_t> read_some(asio::mutable_buffer buffer, Clock::time_point deadline, boost::system::error_code& ec);
    /// Ends the read under way and every later one.
    void cancel() noexcept;

  private:
    using Stream = asio::posix::stream_descriptor;
    Task<> until_readable(Clock::time_point deadline, boost::system::error_code& ec);

    int descriptor_;
    Stream stream_;  ///< holds the descriptor only while the line is silent: the reactor wakes for all that arrives on what it holds
    Alarm<Stream> alarm_{stream_};
    asio::steady_timer turn_;
    int empty_turns_;  ///< in a row
    bool more_ = false;  ///< the last read was cut short by its buffer or nearly so
    bool cancelled_ = false;
};

}  // namespace drivers::serial
