#pragma once
// `station` with a person at its terminal: on a pty that is its controlling one, as a shell would start it.

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace e2e {

class AtTerminal {
  public:
    explicit AtTerminal(const std::vector<std::string>& arguments, unsigned short width = 80, unsigned short height = 24);
    ~AtTerminal();
    AtTerminal(const AtTerminal&) = delete;
    AtTerminal& operator=(const AtTerminal&) = delete;

    /// Reads until the screen was sent `text` after that place; false when it ends first, or nothing like it came for a minute.
    bool said(const std::string& text, std::size_t from = 0);
    /// Reads whatever comes for so long.
    void watch(std::chrono::milliseconds span);
    void type(const std::string& keys) const;
    void resize(unsigned short width, unsigned short height) const;
    void signal(int number) const;
    /// The window is closed.
    void hang_up();
    /// Reads on until the program ends; its exit code.
    int wait();

    const std::string& sent() const { return sent_; }
    std::size_t now() const { return sent_.size(); }

  private:
    bool read_some(int patience_ms);

    pid_t pid_ = -1;
    int master_ = -1;
    std::string sent_;
};

}  // namespace e2e
