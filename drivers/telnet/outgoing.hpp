#pragma once
// What still has to go out: data, and commands that go before it but never into the middle of an escaped byte.

#include <string>
#include <string_view>

namespace drivers::telnet {

class Outgoing {
  public:
    void command(std::string_view bytes) { commands_ += bytes; }
    void data(std::string_view encoded) { data_ += encoded; }

    /// What to hand to the socket next; empty when there is nothing left. Then say how much of it went.
    std::string next();
    void sent(std::size_t size);
    /// Forgets the data that has not gone; half an escaped byte is still completed.
    void drop_data();

  private:
    std::string commands_, data_;
    bool torn_ = false;  ///< the last byte that went was the first of two IAC
    bool handed_out_commands_ = false;  ///< by the last next(); else data
};

}  // namespace drivers::telnet
