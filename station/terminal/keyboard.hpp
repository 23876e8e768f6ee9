#pragma once
// The keys that somebody presses at this program's terminal. Ours alone while the object lives: the terminal neither echoes them nor stops
// its output for them (a Ctrl-S would freeze whoever prints), and is as it was afterwards.

#include "drivers/task.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <memory>
#include <string>

namespace station {

enum class Echo { ours, the_terminals };  ///< who shows what is typed

class Keyboard {
  public:
    /// `descriptor` is a terminal's, or nothing is ever typed. Echo::the_terminals leaves all its settings alone.
    Keyboard(int descriptor, Echo echo);
    ~Keyboard();
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;

    /// Whatever was typed so far and not read is nobody's answer to anything.
    void discard();
    struct Keys {
        enum class State { typed, cancelled, gone } state = State::gone;
        std::string bytes{};  ///< empty for Ctrl-D
    };
    /// What is typed next. `cancelled`: cancel() was called; `gone`: the terminal is.
    drivers::Task<Keys> read();
    void cancel();

    /// The terminal's settings are as they were before: also for a program that ends without its destructors.
    void give_back() noexcept;

  private:
    struct Settings;
    int descriptor_;  ///< an open file of its own: one that is shared with a shell must not become non-blocking
    std::unique_ptr<Settings> before_;
    drivers::asio::posix::stream_descriptor* reading_ = nullptr;
};

/// Somebody can be asked there: a terminal, and this program is in its foreground.
bool is_attended(int descriptor);

}  // namespace station
