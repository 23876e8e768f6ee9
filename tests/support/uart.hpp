#pragma once
// What a UART reads off a line that another one drives at another speed: the line is sampled bit by bit, as hardware does it.

#include "tests/support/pty.hpp"

#include <atomic>
#include <string>
#include <thread>

namespace support {

/// `bytes` sent 8N1 at `sent_at`, read at `read_at` bits a second.
std::string resampled(const std::string& bytes, unsigned sent_at, unsigned read_at);

/// A unit at the end of a pty that speaks at one speed only: answers each line end it understands by a login prompt.
class UnitAtSpeed {
  public:
    /// `baud` 0 is silent; `prompt` is what it answers.
    UnitAtSpeed(const Pty& pty, unsigned baud, std::string prompt = "\r\n\r\nedge (ttyu0)\r\n\r\nlogin: ");
    ~UnitAtSpeed();

  private:
    void live(const Pty& pty, unsigned baud, const std::string& prompt);
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

}  // namespace support
