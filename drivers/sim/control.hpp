#pragma once
// The simulated unit's power switch, and what a test may ask of it behind the station's back: a Unix socket
// that takes one line and answers with one.

#include "drivers/task.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace drivers::sim {

class Control {
  public:
    /// `answer` gets a line and gives one, neither with its newline. Throws boost::system::system_error.
    Control(asio::io_context& io, std::filesystem::path path,
            std::function<std::string(const std::string&)> answer);
    ~Control();
    Control(const Control&) = delete;
    Control& operator=(const Control&) = delete;

    Task<> run();  ///< until close()
    void close();

  private:
    using Socket = asio::local::stream_protocol::socket;
    static Task<> talk(Socket socket, std::function<std::string(const std::string&)> answer);
    std::filesystem::path path_;
    asio::local::stream_protocol::acceptor acceptor_;
    std::function<std::string(const std::string&)> answer_;
};

/// The other side of it: one line there, one back. Throws boost::system::system_error.
std::string ask_control(const std::filesystem::path& path, const std::string& line);

}  // namespace drivers::sim
