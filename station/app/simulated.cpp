#include "station/app/simulated.hpp"

#include <charconv>
#include <stdexcept>

namespace station {

ReadyLine read_ready_line(std::string_view line) {
    ReadyLine ready;
    auto rest = line;
    while (!rest.empty()) {
        const auto word = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        const auto equals = word.find('=');
        if (equals == std::string_view::npos) continue;
        const auto key = word.substr(0, equals), value = word.substr(equals + 1);
        if (key == "console") ready.console = value;
        if (key.starts_with("console-")) ready.other_consoles.emplace_back(value);
        if (key == "ssh") std::from_chars(value.data(), value.data() + value.size(), ready.ssh_port);
    }
    if (ready.console.empty() || ready.ssh_port == 0) throw std::runtime_error{"unit-sim is not ready, it says \"" + std::string{line} + "\""};
    return ready;
}

}  // namespace station
