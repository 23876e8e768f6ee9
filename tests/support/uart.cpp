#include "tests/support/uart.hpp"

namespace support {
namespace {

/// The line's level at each bit time of the sender: idle high, start bit low, eight data bits from the lowest, stop bit high.
std::string levels(const std::string& bytes) {
    std::string line(4, 1);
    for (const char c : bytes) {
        line += '\0';
        for (int bit = 0; bit < 8; ++bit) line += static_cast<char>(static_cast<unsigned char>(c) >> bit & 1);
        line += '\1';
    }
    return line + std::string(40, 1);
}

}  // namespace

std::string resampled(const std::string& bytes, unsigned sent_at, unsigned read_at) {
    const auto line = levels(bytes);
    const double step = double(sent_at) / read_at;  // the reader's bit, in bits of the sender
    const auto at = [&line](double time) { return line[std::min(static_cast<std::size_t>(time), line.size() - 1)] != 0; };
    const auto end = static_cast<double>(line.size());
    std::string read;
    for (double time = 0; time < end;) {
        if (at(time)) {
            time += step / 16;  // UARTs look sixteen times a bit
            continue;
        }
        unsigned value = 0;
        for (unsigned bit = 0; bit < 8; ++bit) value |= static_cast<unsigned>(at(time + step * (1.5 + bit))) << bit;
        read += static_cast<char>(value);
        time += step * 9.5;
        while (time < end && !at(time)) time += step / 16;  // no stop bit: a framing error; it waits for an idle line
    }
    return read;
}

UnitAtSpeed::UnitAtSpeed(const Pty& pty, unsigned baud, std::string prompt)
    : thread_{[this, &pty, baud, prompt = std::move(prompt)] { live(pty, baud, prompt); }} {}

UnitAtSpeed::~UnitAtSpeed() {
    ended_ = true;
    thread_.join();
}

void UnitAtSpeed::live(const Pty& pty, unsigned baud, const std::string& prompt) {
    while (!ended_) {
        const auto typed = pty.read(1, std::chrono::milliseconds{20});
        const auto speed = pty.speed();
        if (typed.empty() || baud == 0 || speed == 0) continue;
        // At another speed the unit hears no line end; its getty sees a strange key and asks again all the same.
        pty.write(resampled(prompt, baud, speed));
    }
}

}  // namespace support
