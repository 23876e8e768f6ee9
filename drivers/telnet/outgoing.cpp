#include "drivers/telnet/outgoing.hpp"

namespace drivers::telnet {

std::string Outgoing::next() {
    handed_out_commands_ = !commands_.empty() && !torn_;
    return handed_out_commands_ ? commands_ : data_;
}

// A command may have come since next().
void Outgoing::sent(std::size_t size) {
    if (handed_out_commands_) {
        commands_.erase(0, size);
        return;
    }
    // In encoded data IACs stand in pairs: an odd run at the end of what went is half a byte.
    for (std::size_t i = 0; i < size; ++i) torn_ = static_cast<unsigned char>(data_[i]) == 0xff && !torn_;
    data_.erase(0, size);
}

void Outgoing::drop_data() {
    data_.erase(torn_ ? 1 : 0);
}

}  // namespace drivers::telnet
