#pragma once
// The sending side of `scp -t`, blocking, for the Worker. Old units have no SFTP; and one SFTP write in
// flight would crawl at 20 ms round trip, while this streams.

#include "drivers/link.hpp"

#include <cstdint>
#include <functional>
#include <string>

struct ssh_session_struct;

namespace drivers::ssh {

/// The command that receives `remote_path`, quoted for the unit's shell where it has to be. Throws
/// std::invalid_argument on a path no unit can be meant to take (empty, relative, control characters).
std::string scp_command(const std::string& remote_path);

/// A descriptor that is closed with its owner.
class File {
  public:
    /// Opens for reading. Throws std::system_error that names the file.
    explicit File(const std::filesystem::path& path);
    ~File();
    File(File&& other) noexcept;
    File& operator=(File&&) = delete;
    int descriptor() const { return descriptor_; }
    std::uint64_t size() const { return size_; }

  private:
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

struct Sending {
    File file;
    std::string command, name;  ///< scp_command() and the file's name on the unit
    std::string where;
    std::function<void(std::uint64_t done)> progress;  ///< on the thread that sends, about ten times a second
};

/// Sends the file over a blocking connection that is logged in. Throws LinkError; a shutdown of the socket
/// ends it at once.
Uploaded send_file(ssh_session_struct* ssh, const Sending& sending);

}  // namespace drivers::ssh
