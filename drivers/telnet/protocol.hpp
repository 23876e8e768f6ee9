#pragma once
// The client's side of a telnet conversation with a terminal server: which bytes are data, and what has to be
// answered. Pure: no socket, no clock.

#include "drivers/telnet/com_port.hpp"
#include "drivers/telnet/options.hpp"
#include "drivers/telnet/wire.hpp"

#include <string>
#include <string_view>

namespace drivers::telnet {

class Protocol {
  public:
    /// What to say first: eight bits both ways, no go-aheads, and the serial port's settings.
    std::string opening();

    /// The data in what came. Whatever has to be answered waits in take_answers().
    std::string receive(std::string_view bytes);
    std::string take_answers();

    /// Data as the peer expects it now: in a conversation of seven bits a CR is followed by NUL or LF (RFC 854).
    std::string encode(std::string_view data) const;

    bool settled() const { return options_.settled(); }
    bool serves_com_port() const { return options_.ours(option::com_port); }
    const ComPortView& com_port() const { return com_port_; }

  private:
    void add_data(std::string& data, std::string_view bytes);

    Decoder decoder_;
    Options options_;
    ComPortView com_port_;
    std::string answers_;
    bool after_return_ = false;
};

}  // namespace drivers::telnet
