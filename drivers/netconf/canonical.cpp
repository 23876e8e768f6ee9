#include "drivers/netconf/canonical.hpp"

#include "drivers/link.hpp"
#include "drivers/netconf/tags.hpp"

#include <algorithm>
#include <array>

namespace drivers::netconf {
namespace {

constexpr std::string_view base = "urn:ietf:params:xml:ns:netconf:base:1.0";

std::string element(std::string_view name, std::string_view text) {
    if (text.empty()) return {};
    return "<" + std::string{name} + ">" + escaped(text) + "</" + std::string{name} + ">";
}

template <std::size_t N>
bool among(const std::array<std::string_view, N>& known, std::string_view value) {
    return std::find(known.begin(), known.end(), value) != known.end();
}

// RFC 6241 section 4.3 and appendix A.
constexpr std::array<std::string_view, 4> types{"transport", "rpc", "protocol", "application"};
constexpr std::array<std::string_view, 20> tags{"in-use",
                                                "invalid-value",
                                                "too-big",
                                                "missing-attribute",
                                                "bad-attribute",
                                                "unknown-attribute",
                                                "missing-element",
                                                "bad-element",
                                                "unknown-element",
                                                "unknown-namespace",
                                                "access-denied",
                                                "lock-denied",
                                                "resource-denied",
                                                "rollback-failed",
                                                "data-exists",
                                                "data-missing",
                                                "operation-not-supported",
                                                "operation-failed",
                                                "partial-operation",
                                                "malformed-message"};

std::string rpc_error(const RpcMessage& message) {
    // Units make up words of their own; the unit's are kept in RpcReply::messages.
    return "<rpc-error>" + element("error-type", among(types, message.type) ? message.type : "application") +
           element("error-tag", among(tags, message.tag) ? message.tag : "operation-failed") +
           "<error-severity>error</error-severity>" + element("error-path", message.path) +
           element("error-message", message.text) + "</rpc-error>";
}

std::string execute_output(const RpcReply& reply) {
    constexpr std::string_view ours = " xmlns=\"urn:station:rpc\"";
    std::string out;
    if (reply.ok) out += "<ok" + std::string{ours} + "/>";
    for (std::size_t i = 0; i < reply.messages.size(); ++i) {
        const auto& message = reply.messages[i];
        out += "<message" + std::string{ours} + ">" + element("number", std::to_string(i + 1)) +
               element("severity", message.is_error ? "error" : "warning") + element("type", message.type) +
               element("tag", message.tag) + element("path", message.path) + element("text", message.text) +
               element("bad-element", message.bad_element) + element("source", message.source) + "</message>";
    }
    if (!reply.payload.empty())
        out += "<payload" + std::string{ours} + ">" + std::to_string(reply.payload.size()) + "</payload>";
    return out;
}

std::string standard_output(const RpcReply& reply, Operation::Answer answer) {
    std::string errors;
    for (const auto& message : reply.messages)
        if (message.is_error) errors += rpc_error(message);
    if (!errors.empty()) return errors;
    return answer == Operation::Answer::data && !reply.payload.empty() ? "<data/>" : "<ok/>";
}

}  // namespace

std::string canonical_hello(const Hello& unit) {
    constexpr std::array<std::string_view, 7> passed_on{
        "candidate", "confirmed-commit", "validate",         "startup",
        "url",       "writable-running", "rollback-on-error"};
    constexpr std::string_view standard = "urn:ietf:params:netconf:capability:";
    std::string hello = "<hello xmlns=\"" + std::string{base} + "\"><capabilities>" +
                        element("capability", "urn:ietf:params:netconf:base:1.0") +
                        element("capability", "urn:ietf:params:netconf:base:1.1");
    for (const auto& capability : unit.capabilities) {
        const std::string_view name = capability;
        if (!name.starts_with(standard)) continue;
        const auto word = name.substr(standard.size(), name.find(':', standard.size()) - standard.size());
        if (among(passed_on, word)) hello += element("capability", capability);
    }
    // libnetconf2 insists on a session-id that is not zero; a unit's own is what Rpc::session_id() says.
    return hello + "</capabilities>" + element("session-id", std::to_string(std::max(unit.session_id, 1U))) +
           "</hello>";
}

std::string canonical_reply(const RpcReply& reply, Operation::Answer answer, std::string_view message_id) {
    return "<rpc-reply xmlns=\"" + std::string{base} + "\" message-id=\"" + escaped(message_id) + "\">" +
           (answer == Operation::Answer::execute ? execute_output(reply) : standard_output(reply, answer)) +
           "</rpc-reply>";
}

std::string unit_request(std::string rpc) {
    constexpr std::string_view opening = "<execute xmlns=\"urn:station:rpc\"><request>";
    const auto begin = rpc.find(opening);
    const auto end = rpc.rfind("</request></execute>");
    if (begin == std::string::npos || end == std::string::npos || rpc.find('>') + 1 != begin) return rpc;
    const auto inner = begin + opening.size();
    return rpc.substr(0, begin) + unescaped(std::string_view{rpc}.substr(inner, end - inner)) + "</rpc>";
}

}  // namespace drivers::netconf
