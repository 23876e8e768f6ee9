#include "tests/fuzz/adapter_under_attack.hpp"

#include "drivers/netconf/canonical.hpp"
#include "drivers/netconf/framing.hpp"
#include "drivers/netconf/hello.hpp"
#include "drivers/netconf/reply.hpp"
#include "drivers/netconf/words.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace support {
namespace {

using namespace drivers;
using namespace drivers::netconf;

void demand(bool held, const char* promise) {
    if (held) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

bool clean_bytes(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
    });
}

/// libnetconf2 must never get XML that is not well-formed, whatever the unit said.
void check_canonical(const RpcReply& reply) {
    for (const auto answer :
         {Operation::Answer::execute, Operation::Answer::data, Operation::Answer::ok_or_error}) {
        pugi::xml_document document;
        const auto xml = canonical_reply(reply, answer, "7");
        demand(static_cast<bool>(document.load_buffer(xml.data(), xml.size())),
               "a canonical reply is well-formed");
        const auto root = document.first_child();
        demand(!root.next_sibling() && root.attribute("message-id").as_int() == 7,
               "a canonical reply is one rpc-reply");
        demand(static_cast<bool>(root.first_child()) || answer == Operation::Answer::execute,
               "a standard operation gets an answer");
    }
}

void check_message(std::string message) {
    const auto size = message.size();
    if (const auto hello = read_hello(message)) client_hello(*hello), canonical_hello(*hello);
    read_messages(message);
    const auto reply = read_reply(std::move(message));
    if (!reply) return;
    const std::string_view envelope = reply->content.envelope, payload = reply->content.payload;
    demand(envelope.size() <= size, "an envelope holds no more than what came");
    demand(clean_bytes(envelope), "an envelope holds no control characters");
    demand(payload.empty() || (payload.data() >= envelope.data() &&
                               payload.data() + payload.size() <= envelope.data() + envelope.size()),
           "a payload lies in its envelope");
    for (const auto& said : reply->content.messages)
        demand(clean_bytes(said.text), "a message holds no control characters");
    check_canonical(reply->content);
}

}  // namespace

void attack_adapter(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return;
    const std::string bytes{reinterpret_cast<const char*>(data) + 2, size - 2};
    const std::size_t piece = 1 + data[1] * data[1];
    Deframer deframer;
    deframer.expect(data[0] % 2 ? Framing::chunked : Framing::end_marker);
    try {
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            deframer.feed(bytes.substr(at, piece));
            while (auto message = deframer.next()) check_message(std::move(*message));
            last_line(deframer.unfinished());
        }
    } catch (const FramingError&) {
        demand(deframer.unfinished().empty(), "broken framing leaves nothing behind");
    }
    check_message(bytes);  // as one message, whatever its framing
    rpc_name(bytes);
    may_end_connection(bytes);
}

}  // namespace support
