#include "drivers/telnet/com_port.hpp"

#include "drivers/telnet/wire.hpp"

namespace drivers::telnet {
namespace {

constexpr unsigned char from_server = 100;

}  // namespace

std::string set_baudrate(std::uint32_t baud) {
    std::string content{static_cast<char>(ComPort::set_baudrate)};
    for (int shift = 24; shift >= 0; shift -= 8) content += static_cast<char>(baud >> shift & 0xff);
    return subnegotiation(option::com_port, content);
}

std::string set(ComPort what, unsigned char value) {
    return subnegotiation(option::com_port, std::string{static_cast<char>(what), static_cast<char>(value)});
}

void ComPortView::receive(std::string_view content) {
    if (content.empty()) return;
    const auto code = static_cast<unsigned char>(content.front());
    content.remove_prefix(1);
    if (code < from_server || code > from_server + static_cast<unsigned char>(ComPort::purge_data)) return;
    const auto what = ComPort{static_cast<unsigned char>(code - from_server)};
    if (what == ComPort::set_baudrate) {
        if (content.size() != 4) return;
        std::uint32_t baud = 0;
        for (const char c : content) baud = baud << 8 | static_cast<unsigned char>(c);
        baudrate_ = baud;
    } else if (what == ComPort::notify_modemstate) {
        if (content.size() != 1) return;
        const auto bits = static_cast<unsigned char>(content.front());
        wires_ = {.carrier = (bits & 0x80) != 0, .data_set_ready = (bits & 0x20) != 0, .clear_to_send = (bits & 0x10) != 0};
    } else if (what == ComPort::flowcontrol_suspend || what == ComPort::flowcontrol_resume) {
        suspended_ = what == ComPort::flowcontrol_suspend;
    }
    ++answers_[what];
}

unsigned ComPortView::answers(ComPort what) const {
    const auto found = answers_.find(what);
    return found == answers_.end() ? 0 : found->second;
}

}  // namespace drivers::telnet
