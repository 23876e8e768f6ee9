#include "drivers/telnet/protocol.hpp"

#include <utility>

namespace drivers::telnet {

std::string Protocol::opening() {
    options_.accept(option::echo);  // terminal servers say they echo; the unit does
    return options_.offer(option::com_port) + options_.offer(option::binary) + options_.request(option::binary) +
           options_.offer(option::suppress_go_ahead) + options_.request(option::suppress_go_ahead);
}

void Protocol::add_data(std::string& data, std::string_view bytes) {
    if (options_.theirs(option::binary)) {
        after_return_ = false;
        data += bytes;
        return;
    }
    for (const char c : bytes) {
        if (!(after_return_ && c == '\0')) data += c;
        after_return_ = c == '\r';
    }
}

std::string Protocol::receive(std::string_view bytes) {
    std::string data;
    for (const auto& event : decoder_.feed(bytes)) switch (event.kind) {
            case Event::Kind::data: add_data(data, event.bytes); break;
            case Event::Kind::negotiation: answers_ += options_.receive(event.verb, event.option); break;
            case Event::Kind::subnegotiation:
                if (event.option == option::com_port) com_port_.receive(event.bytes);
                break;
            case Event::Kind::command: break;  // NOP, go-ahead, are-you-there: nothing a console needs
        }
    return data;
}

std::string Protocol::take_answers() { return std::exchange(answers_, {}); }

std::string Protocol::encode(std::string_view data) const {
    if (options_.ours(option::binary)) return escaped(data);
    std::string bytes;
    for (std::size_t i = 0; i < data.size(); ++i) {
        bytes += escaped(data.substr(i, 1));
        if (data[i] == '\r' && (i + 1 == data.size() || data[i + 1] != '\n')) bytes += '\0';
    }
    return bytes;
}

}  // namespace drivers::telnet
