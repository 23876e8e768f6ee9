#pragma once
// What the two ways of sending a file share: the file itself, read once and hashed in the same pass, and the
// words for what went wrong. Knows neither protocol.

#include "drivers/link.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <variant>

struct ssh_session_struct;
struct evp_md_ctx_st;

namespace drivers::ssh {

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
    std::string remote_path, name;  ///< where to, and what it is called there
    std::string where;
    bool resume = false;  ///< what lies there is the beginning of this file
    std::function<void(std::uint64_t done)> progress{};  ///< on the thread that sends, ten times a second
};

/// The unit has no such service: another may do.
struct NotOffered {
    std::string why;  ///< in its own words
};
using Sent = std::variant<Uploaded, NotOffered>;

/// Throws std::invalid_argument on a path no unit can be meant to take (empty, relative, control characters).
void check_remote_path(const std::string& path);

/// Reads the file from its start to its end, hashing on the way.
class Content {
  public:
    explicit Content(const Sending& sending);
    ~Content();
    Content(const Content&) = delete;
    Content& operator=(const Content&) = delete;

    /// The next bytes, at least one and at most `most`. Throws when there are fewer than the file had.
    std::size_t read(char* to, std::size_t most);
    void skip_to(std::uint64_t offset);
    std::uint64_t at() const { return at_; }
    bool at_end() const { return at_ == sending_.file.size(); }
    /// Of all that was read or skipped.
    std::string sha256();

  private:
    const Sending& sending_;
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> hash_;
    std::uint64_t at_ = 0;
};

/// True once in 100 ms.
class Beat {
  public:
    bool due();

  private:
    Clock::time_point last_ = Clock::now();
};

LinkError refused(const Sending& sending, const std::string& words);
LinkError broken(const Sending& sending, ssh_session_struct* ssh);
bool is_dead(ssh_session_struct* ssh);

}  // namespace drivers::ssh
