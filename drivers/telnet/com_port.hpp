#pragma once
// RFC 2217: the serial port behind a terminal server, set and watched by telnet subnegotiations. Bytes and values
// only; sending and waiting is the Terminal's.

#include "drivers/link.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::telnet {

/// What the client asks; the server answers with the code plus 100 (RFC 2217 section 3).
enum class ComPort : unsigned char {
    set_baudrate = 1,
    set_datasize = 2,
    set_parity = 3,
    set_stopsize = 4,
    set_control = 5,
    notify_linestate = 6,
    notify_modemstate = 7,
    flowcontrol_suspend = 8,
    flowcontrol_resume = 9,
    set_linestate_mask = 10,
    set_modemstate_mask = 11,
    purge_data = 12
};

/// The values of set_control that we use.
namespace control {
constexpr unsigned char no_flow_control = 1, break_on = 5, break_off = 6;
}

std::string set_baudrate(std::uint32_t baud);  ///< 0 asks for the one in use
std::string set(ComPort what, unsigned char value);

class ComPortView {
  public:
    /// Takes the content of a subnegotiation; what makes no sense is passed over.
    void receive(std::string_view content);

    std::optional<std::uint32_t> baudrate() const { return baudrate_; }
    std::optional<ModemWires> wires() const { return wires_; }
    bool suspended() const { return suspended_; }  ///< the server asked to send no more data for now

    /// How often the server answered this.
    unsigned answers(ComPort what) const;

  private:
    std::optional<std::uint32_t> baudrate_;
    std::optional<ModemWires> wires_;
    bool suspended_ = false;
    std::map<ComPort, unsigned> answers_;
};

}  // namespace drivers::telnet
