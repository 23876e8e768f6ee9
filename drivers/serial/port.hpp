#pragma once
// A tty, opened raw and for this program alone. Owns its descriptors; no reading or writing here.

#include "drivers/link.hpp"
#include "drivers/serial/owner.hpp"

#include <optional>
#include <string>

namespace drivers::serial {

class Port {
  public:
    /// Opens `path` at `baud`, 8N1, no flow control. Throws LinkError, `where` in it: unreachable when there
    /// is no such port, refused when it is somebody else's.
    Port(const std::string& path, unsigned baud, const std::string& where);
    ~Port();
    Port(const Port&) = delete;
    Port& operator=(const Port&) = delete;

    int descriptor() const { return descriptor_; }
    int second_descriptor() const { return second_; }  ///< of the same open port
    bool is_uart() const;                              ///< has modem lines: a byte takes time there
    bool set_break(bool on) const;                     ///< false: this tty has no such thing
    bool set_speed(unsigned baud) const;               ///< false: it does not run at that
    std::optional<ModemWires> wires() const;

  private:
    LockFile lock_;
    int descriptor_ = -1, second_ = -1;
};

bool is_baud(unsigned baud);

}  // namespace drivers::serial
