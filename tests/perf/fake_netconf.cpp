// The `netconf` subsystem of a unit that answers at once: a hello, an inventory of 58.6 KB, a small reply,
// errors for the rest. Framing and line ends as Junos has them. `fake_netconf lines` writes line by line, as
// real units do.
#include <unistd.h>

#include <cstdio>
#include <string>
#include <string_view>

namespace {

constexpr std::string_view mark = "]]>]]>";
constexpr std::size_t inventory_size = 58'600;

bool line_by_line = false;

void put(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto piece = line_by_line ? bytes.substr(0, bytes.find('\n') + 1) : bytes;
        const auto taken = ::write(1, piece.data(), piece.empty() ? bytes.size() : piece.size());
        if (taken <= 0) _exit(0);
        bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
}

std::string leaf(const std::string& name, const std::string& value) {
    return "<" + name + ">" + value + "</" + name + ">\n";
}

std::string part(const std::string& element, const std::string& name, unsigned number,
                 const std::string& inside = {}) {
    return "<" + element + ">\n" + leaf("name", name) +
           leaf("version", "REV 0" + std::to_string(number % 9 + 1)) +
           leaf("part-number", "750-0" + std::to_string(30000 + number)) +
           leaf("serial-number", "CAB" + std::to_string(10000 + number)) +
           leaf("description", "Interface card " + std::to_string(number)) +
           leaf("clei-code", "COUIB" + std::to_string(10000 + number)) +
           leaf("model-number", "MODEL-" + std::to_string(number)) + inside + "</" + element + ">\n";
}

std::string inventory() {
    std::string text =
        "<chassis-inventory xmlns=\"http://xml.juniper.net/junos/21.4R3/junos-chassis\">\n<chassis "
        "junos:style=\"inventory\">\n" +
        leaf("name", "Chassis") + leaf("serial-number", "JN0000000AFB") + leaf("description", "A chassis");
    unsigned number = 0;
    for (unsigned slot = 0; text.size() < inventory_size; ++slot) {
        std::string pics;
        for (unsigned pic = 0; pic < 4 && text.size() + pics.size() < inventory_size - 1000; ++pic) {
            std::string optics;
            for (unsigned optic = 0; optic < 6; ++optic)
                optics += part("chassis-sub-sub-module", "Xcvr " + std::to_string(optic), ++number);
            pics += part("chassis-sub-module", "PIC " + std::to_string(pic), ++number, optics);
        }
        text += part("chassis-module", "FPC " + std::to_string(slot), ++number, pics);
    }
    return text + "</chassis>\n</chassis-inventory>\n";
}

std::string reply(const std::string& request, const std::string& body) {
    std::string id;
    if (const auto at = request.find("message-id="); at != request.npos)
        id = " " + request.substr(at, request.find(request[at + 11], at + 12) - at + 1);
    return "<rpc-reply xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\" "
           "xmlns:junos=\"http://xml.juniper.net/junos/21.4R3/junos\"" +
           id + ">\n" + body + "</rpc-reply>\n" + std::string{mark} + "\n";
}

constexpr std::string_view hello =
    "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\">\n<capabilities>\n"
    "<capability>urn:ietf:params:netconf:base:1.0</capability>\n<capability>http://xml.juniper.net/netconf/"
    "junos/1.0</capability>\n"
    "</capabilities>\n<session-id>42</session-id>\n</hello>\n]]>]]>\n";

}  // namespace

int main(int count, char** arguments) {
    line_by_line = count > 1 && std::string_view{arguments[1]} == "lines";
    const auto parts = inventory();
    const auto small = "<system-information>\n" + leaf("hardware-model", "mx") +
                       leaf("serial-number", "JN0000000AFB") + "</system-information>\n";
    put(hello);
    std::string in;
    char buffer[65536];
    for (ssize_t got; (got = ::read(0, buffer, sizeof buffer)) > 0;) {
        in.append(buffer, static_cast<std::size_t>(got));
        for (std::size_t end; (end = in.find(mark)) != in.npos;) {
            const auto request = in.substr(0, end);
            in.erase(0, end + mark.size());
            const auto asks = [&request](const char* what) { return request.find(what) != request.npos; };
            if (asks("<hello") || asks(":hello")) continue;
            if (asks("close-session")) return put(reply(request, "<ok/>\n")), 0;
            if (asks("get-chassis-inventory"))
                put(reply(request, parts));
            else if (asks("get-system-information"))
                put(reply(request, small));
            else
                put(reply(request,
                          "<rpc-error>\n<error-type>protocol</error-type>\n<error-tag>operation-failed</"
                          "error-tag>\n"
                          "<error-severity>error</error-severity>\n<error-message>syntax "
                          "error</error-message>\n</rpc-error>\n"));
        }
    }
}
