#pragma once
// A console server whose cable a test can move: a TCP port that leads to one tty, and from any moment on to another.

#include <atomic>
#include <string>
#include <thread>

namespace support {

class Switchboard {
  public:
    /// Throws std::system_error.
    explicit Switchboard(const std::string& tty);
    ~Switchboard();
    Switchboard(const Switchboard&) = delete;
    Switchboard& operator=(const Switchboard&) = delete;

    std::string endpoint() const;  ///< "tcp://127.0.0.1:..."
    /// Moves the cable; returns when it was moved.
    void to(const std::string& tty);
    /// The same, and whoever is connected is cut off: the port went away with the cable.
    void replaced_by(const std::string& tty);
    /// The cable is moved just before the words are passed on that the client types in one go, once.
    void to_when_typed(std::string words, const std::string& tty);
    bool was_typed() const { return typed_; }

  private:
    void serve();
    void order(char what, const std::string& tty);
    bool obey();
    bool pass_typed();
    void take_client();
    void drop_client();

    int listener_ = -1, client_ = -1, tty_ = -1, next_ = -1;
    int orders_[2] = {-1, -1}, done_[2] = {-1, -1};
    unsigned port_ = 0;
    std::string words_;  ///< empty: nothing is waited for
    std::atomic<bool> typed_ = false;
    std::thread thread_;
};

}  // namespace support
