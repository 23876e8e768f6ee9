#include "drivers/netconf/words.hpp"

#include "drivers/netconf/clean.hpp"
#include "drivers/netconf/tags.hpp"

#include <algorithm>
#include <array>

namespace drivers::netconf {

std::string rpc_name(std::string_view request) {
    Tag tag;
    Tags tags{request};
    if (!tags.next(tag)) return "rpc";
    if (tag.name != "command") return std::string{tag.name};
    return text_of(request.substr(tag.end, request.find("</", tag.end) - tag.end)).substr(0, 60);
}

bool may_end_connection(std::string_view request) {
    const auto name = rpc_name(request);
    if (!name.starts_with("request")) return false;
    constexpr std::array<std::string_view, 7> last_orders{"reboot",      "halt",    "power-off", "poweroff",
                                                          "power-cycle", "zeroize", "shutdown"};
    return request.find("<reboot") != std::string_view::npos ||
           std::any_of(last_orders.begin(), last_orders.end(),
                       [&name](auto order) { return name.find(order) != std::string::npos; });
}

std::string last_line(std::string_view received) {
    received = trimmed(received.substr(received.size() - std::min<std::size_t>(received.size(), 4096)));
    const auto start = received.find_last_of("\r\n");
    std::string line{start == std::string_view::npos ? received : received.substr(start + 1)};
    if (line.size() > 200) line.erase(0, line.size() - 200);
    clean(line);
    std::replace(line.begin(), line.end(), '\t', ' ');
    return line;
}

}  // namespace drivers::netconf
