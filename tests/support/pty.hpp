#pragma once
// A pseudo-terminal: the test is the device at the master's end, the program under test opens path(). All
// functions may block.

#include <chrono>
#include <string>

namespace support {

class Pty {
  public:
    Pty();
    ~Pty();
    Pty(const Pty&) = delete;
    Pty& operator=(const Pty&) = delete;

    const std::string& path() const { return path_; }
    void write(const std::string& bytes) const;
    /// Exactly `size` bytes, or fewer when none came for `patience`.
    std::string read(std::size_t size, std::chrono::milliseconds patience) const;
    /// Everything up to `end`, or what came when nothing more did for `patience`.
    std::string read_until(const std::string& end, std::chrono::milliseconds patience) const;
    /// The speed the program under test set, in bits a second: a pty has none, but remembers it.
    unsigned speed() const;
    void hang_up();

  private:
    int master_ = -1;
    std::string path_;
};

}  // namespace support
