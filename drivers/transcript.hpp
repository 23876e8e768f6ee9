#pragma once
// The raw bytes of a conversation, both ways, with times: the evidence. Secrets are masked before anything is kept.
// Not a log: nothing in it is worded by us.

#include "drivers/limits.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// One transcript file, written behind a small buffer: flush() when it has to be there. A frame is one header line `<microseconds since start> <'<' received | '>' sent> <bytes>\n`, the raw bytes, and
/// a newline. The file's first line is `station-transcript 1 <endpoint> <start, RFC 3339>`.
class Transcript {
  public:
    /// Keeps nothing (unit tests, tools that need no evidence).
    Transcript();
    /// A new file; what an earlier conversation left is never written over. Throws std::system_error when it cannot be created; so do
    /// received(), sent() and flush() when it cannot be written any more. Once more than `most` bytes were received, what fits is kept, and
    /// received() throws Fault::flood.
    Transcript(const std::filesystem::path& file, std::string_view endpoint, std::uint64_t most = Limits{}.transcript);
    ~Transcript();
    Transcript(Transcript&&) noexcept;
    Transcript& operator=(Transcript&&) noexcept;

    void received(std::string_view bytes);
    void sent(std::string_view bytes);

    /// From now on this text (and its XML-escaped form) is replaced by as many '*' wherever it passes, also when it is split over frames: up to
    /// size-1 bytes are held back until the next frame of that direction or flush().
    void mask(std::string secret);

    /// While one lives, what is received is kept as its length and its control characters, each other byte as '*': it is somebody's who did not hand it to us.
    class Withheld {
      public:
        explicit Withheld(Transcript* transcript);  ///< null: nothing is kept anyway
        ~Withheld();
        Withheld(const Withheld&) = delete;
        Withheld& operator=(const Withheld&) = delete;

      private:
        Transcript* transcript_;
    };

    /// Everything so far is in the file (and on the disk when `sync`).
    void flush(bool sync = false);

    std::uint64_t bytes_received() const;
    std::uint64_t bytes_sent() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

struct TranscriptFrame {
    std::chrono::microseconds at;
    bool sent;
    std::string bytes;
};

/// Reads a transcript back; a frame that a power cut left incomplete at the end is dropped. Throws std::runtime_error naming file and offset.
std::vector<TranscriptFrame> read_transcript(const std::filesystem::path& file);

}  // namespace drivers
