#include "drivers/sim/line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace drivers::sim {
namespace {

/// Whether `bytes` ends in something that waits for an answer, rather than in the echo of a key.
bool ends_in_prompt(std::string_view bytes) {
    const std::size_t line = bytes.find_last_of("\r\n");
    const std::string_view tail = line == bytes.npos ? bytes : bytes.substr(line + 1);
    return tail.size() > 4 &&
           (tail.ends_with("> ") || tail.ends_with("# ") || tail.ends_with("% ") || tail.ends_with(": "));
}

}  // namespace

std::string log_line(const Engine& engine) {
    const std::string host = engine.host_name().empty() ? "" : " " + engine.host_name();
    return fmt::format("{} {} /kernel: pfe_ifd_change: link of port 3 changed state\n",
                       ctime_text(WallClock::now()).substr(4, 15), host);
}

std::string at_another_speed(std::string_view bytes, unsigned sent, unsigned heard) {
    // Ten levels a byte: start (0), eight bits from the lowest, stop (1). Before and after, the line rests
    // at 1.
    std::vector<bool> levels;
    for (const char c : bytes) {
        levels.push_back(false);
        for (int bit = 0; bit < 8; ++bit) levels.push_back(static_cast<unsigned char>(c) >> bit & 1);
        levels.push_back(true);
    }
    const double step = static_cast<double>(sent) / heard;  // levels that pass in one bit of the receiver
    const auto level = [&levels](double at) {
        const auto index = static_cast<std::size_t>(at);
        return index >= levels.size() || levels[index];
    };
    std::string out;
    double at = 0;
    while (at < static_cast<double>(levels.size())) {
        if (level(at)) {
            at += step / 16;  // a UART looks sixteen times a bit for the start
            continue;
        }
        unsigned char byte = 0;
        for (int bit = 0; bit < 8; ++bit)
            if (level(at + (1.5 + bit) * step)) byte = static_cast<unsigned char>(byte | 1U << bit);
        const bool framed = level(at + 9.5 * step);
        out += framed ? static_cast<char>(byte) : '\0';  // a tty gives a frame without its stop bit as NUL
        at += 9.5 * step;
        while (!framed && at < static_cast<double>(levels.size()) && !level(at)) at += step / 16;
    }
    return out;
}

unsigned Line::speed() const {
    return static_cast<unsigned>(unit_.faults.value("wrong-speed", unit_.personality().speed));
}

std::string Line::torn(std::string_view bytes) {
    const auto every = static_cast<unsigned>(std::max(1.0, unit_.faults.value("torn-prompts", 1)));
    if (!ends_in_prompt(bytes) || ++prompts_ % every) return std::string{bytes};
    const std::size_t tail =
        std::min<std::size_t>(bytes.size() - bytes.find_last_of("\r\n") - 1, bytes.size());
    const std::size_t cut = bytes.size() - tail / 2 - 1;
    std::string log = log_line(engine_);
    log.insert(log.size() - 1, "\r");
    return std::string{bytes.substr(0, cut)} + "\r\n" + log + std::string{bytes.substr(cut)};
}

std::string Line::outgoing(std::string_view bytes, unsigned reader_speed) {
    const ConsoleFault fault = unit_.personality().faults.console;
    if (fault == ConsoleFault::silent || unit_.faults.has("console-dies")) return {};
    std::string out{bytes};
    if (unit_.faults.has("torn-prompts") && engine_.phase == Phase::up) out = torn(bytes);
    if (unit_.faults.has("doubled-characters") && engine_.in_loader) {
        std::string twice;
        for (const char c : out) twice += c == '\r' || c == '\n' ? std::string(1, c) : std::string(2, c);
        out = std::move(twice);
    }
    if (fault == ConsoleFault::garbage)
        for (char& c : out)
            if (c != '\n' && c != '\r') c = static_cast<char>(c ^ 0x95);
    return reader_speed == speed() ? out : at_another_speed(out, speed(), reader_speed);
}

std::string Line::incoming(std::string_view bytes, unsigned writer_speed) const {
    return writer_speed == speed() ? std::string{bytes} : at_another_speed(bytes, writer_speed, speed());
}

}  // namespace drivers::sim
