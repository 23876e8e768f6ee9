#pragma once
// The files of one routing engine: names, sizes, digests and the first bytes. What is uploaded is hashed and
// let go.

#include "drivers/sim/text.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace drivers::sim {

class GrowingFile;

struct File {
    std::uint64_t bytes = 0;
    std::string head;    ///< the first bytes, at most File::head_limit of them
    std::string sha256;  ///< lower-case hex
    std::string md5, sha1;
    WallClock::time_point changed{};
    bool own = false;  ///< the system's: no trace of anybody
    std::shared_ptr<GrowingFile> growing{};  ///< where an upload may go on

    static constexpr std::size_t head_limit = 4096;
};

struct Digests {
    std::string md5, sha1, sha256;
};
Digests digests_of(std::string_view content);

/// Takes the bytes of one file as they come.
class FileSink {
  public:
    FileSink();
    ~FileSink();
    FileSink(const FileSink&) = delete;
    FileSink& operator=(const FileSink&) = delete;
    void take(std::string_view bytes);
    File finish();
    /// As if these bytes were its last.
    File with(std::string_view bytes) const;

  private:
    struct Hashes;
    std::unique_ptr<Hashes> hashes_;
    File file_;
};

/// A file that is written at offsets, near its end: what is further back is hashed and let go.
class GrowingFile {
  public:
    /// False where it cannot be written any more, or not yet.
    bool write(std::uint64_t offset, std::string_view bytes);
    std::uint64_t size() const { return hashed_ + tail_.size(); }
    File so_far() const { return sink_.with(tail_); }

  private:
    FileSink sink_;
    std::uint64_t hashed_ = 0;
    std::string tail_;
};

class Files {
  public:
    void put(const std::string& path, File file) { files_[path] = std::move(file); }
    void put_text(const std::string& path, std::string_view content, std::uint64_t bytes = 0);
    const File* find(const std::string& path) const;
    bool remove(const std::string& path) { return files_.erase(path) > 0; }
    /// Removes all whose path starts with `prefix`; says how many.
    std::size_t remove_below(std::string_view prefix);
    /// Paths below a directory, or matching a pattern with `*`.
    std::vector<std::string> matching(std::string_view pattern) const;
    bool is_directory(std::string_view path) const;
    /// Every folder there is, with when something in it changed last; folders of the system have a date of long ago.
    std::map<std::string, WallClock::time_point> folders() const;
    std::uint64_t bytes_below(std::string_view prefix) const;
    std::map<std::string, File>& all() { return files_; }
    const std::map<std::string, File>& all() const { return files_; }

  private:
    std::map<std::string, File> files_;
};

}  // namespace drivers::sim
