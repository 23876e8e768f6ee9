#include "drivers/sim/take.hpp"

#include <cstdlib>
#include <string_view>

namespace drivers::sim {

void take(const Node& node, std::chrono::seconds& into) {
    if (!node) return;
    double seconds = 0;
    const std::string text = node.text();
    const char* at = text.c_str();
    while (*at) {
        char* unit = nullptr;
        const double n = std::strtod(at, &unit);
        const std::string_view rest{unit};
        seconds += rest.starts_with("ms")    ? n / 1000
                   : rest.starts_with("min") ? n * 60
                   : rest.starts_with('h')   ? n * 3600
                                             : n;
        at = unit + (rest.starts_with("ms") ? 2 : rest.starts_with("min") ? 3 : 1);
    }
    into = std::chrono::seconds{static_cast<std::int64_t>(seconds)};
}

}  // namespace drivers::sim
