#pragma once
// A routing engine's serial console: a pty whose other end has a name in the file system. Bytes sent while
// nobody holds that end open are lost, as on a serial line.

#include "drivers/sim/tape.hpp"
#include "drivers/task.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace drivers::sim {

class Console {
  public:
    /// Makes the pty and `path`, a symbolic link to it (an old one there is replaced). Throws
    /// std::system_error.
    Console(asio::io_context& io, std::filesystem::path path, Tape tape = {});
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    void send(std::string_view bytes);
    unsigned speed() const;  ///< in baud, as whoever opened the other end has set it
    /// The port goes away with its name, and comes back after `length`.
    Task<> vanish(std::chrono::nanoseconds length);
    std::function<void(std::string_view)> received;  ///< bytes that somebody typed

    Task<> run();  ///< until close()
    void close();
    const std::filesystem::path& path() const { return path_; }

  private:
    void make();
    bool somebody_there() const;
    void write_more();
    asio::posix::stream_descriptor master_;
    asio::steady_timer retry_;
    std::filesystem::path path_;
    Tape tape_;
    std::string outbox_, sending_;  ///< sending_ stays as it is while the kernel takes it
    bool closed_ = false, writing_ = false;
};

}  // namespace drivers::sim
