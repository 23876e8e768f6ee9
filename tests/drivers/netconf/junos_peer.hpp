#pragma once
// A scripted unit: answers each rpc with the body a test gives it, in the manner of the family of units it
// plays.

#include "tests/drivers/netconf/scripted_stream.hpp"

#include "drivers/netconf/framing.hpp"

#include <functional>
#include <memory>
#include <string>

namespace support {

struct Manner {
    bool message_ids = true;   ///< replies repeat the message-id
    bool chunks = false;       ///< base:1.1 and nothing else
    bool echo = false;         ///< a terminal that repeats what it gets
    bool crlf = false;         ///< a terminal that ends lines in CR LF
    std::string after = "\n";  ///< sent behind every end marker
    std::string before_hello;  ///< comments, banners, the echoed command
    std::string prefix;        ///< "nc:"
};

inline std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const auto begin = text.find(from);
    if (begin == std::string::npos) return {};
    const auto end = text.find(to, begin + from.size());
    return text.substr(begin + from.size(), end - begin - from.size());
}

class JunosPeer {
  public:
    /// `answer` gets the rpc without framing and returns the whole reply, or what stands inside <rpc-reply>
    /// if it starts with no '<rpc-reply'.
    JunosPeer(Manner manner, std::function<std::string(const std::string& rpc)> answer)
        : manner_{std::move(manner)}, answer_{std::move(answer)}, wire_{std::make_shared<Wire>()} {
        wire_->unit = [this](const std::string& bytes) { return take(bytes); };
        wire_->send(line_ends(manner_.before_hello + hello() + "]]>]]>" + manner_.after));
    }

    std::shared_ptr<Wire> wire() { return wire_; }
    std::unique_ptr<Terminal> stream() { return std::make_unique<ScriptedStream>(wire_); }

    std::string hello() const {
        const std::string xml_ns = manner_.prefix.empty() ? "xmlns" : "xmlns:nc";
        std::string text = "<" + manner_.prefix + "hello " + xml_ns +
                           "=\"urn:ietf:params:xml:ns:netconf:base:1.0\">\n  <capabilities>\n";
        for (const std::string uri :
             {manner_.chunks ? "urn:ietf:params:netconf:base:1.1" : "urn:ietf:params:netconf:base:1.0",
              "urn:ietf:params:netconf:capability:candidate:1.0",
              "urn:ietf:params:netconf:capability:url:1.0?scheme=http,ftp,file",
              "urn:ietf:params:xml:ns:netconf:base:1.0",
              "urn:ietf:params:xml:ns:yang:ietf-netconf-monitoring",
              "http://xml.juniper.net/netconf/junos/1.0"})
            text += "    <capability>" + uri + "</capability>\n";
        return text + "  </capabilities>\n  <session-id> 27102\n</session-id>\n</" + manner_.prefix +
               "hello>\n";
    }

    /// A complete reply with this inside, framed.
    std::string reply(const std::string& body, const std::string& id) const {
        auto text = body;
        if (!body.starts_with("<rpc-reply") && !body.starts_with("<nc:rpc-reply")) {
            const std::string xml_ns = manner_.prefix.empty() ? "xmlns" : "xmlns:nc";
            text = "<" + manner_.prefix + "rpc-reply " + xml_ns +
                   "=\"urn:ietf:params:xml:ns:netconf:base:1.0\"" +
                   (manner_.message_ids ? " message-id=\"" + id + "\"" : "") +
                   " xmlns:junos=\"http://xml.juniper.net/junos/21.4R3/junos\">\n" + body + "\n</" +
                   manner_.prefix + "rpc-reply>\n";
        }
        text = line_ends(text);
        return manner_.chunks ? netconf::framed(text, netconf::Framing::chunked)
                              : text + "]]>]]>" + line_ends(manner_.after);
    }

  private:
    std::string take(const std::string& bytes) {
        auto out = manner_.echo ? line_ends(bytes) : std::string{};
        requests_.feed(bytes);
        while (auto message = requests_.next()) {
            if (message->find("<hello") != std::string::npos) {
                if (manner_.chunks) requests_.expect(netconf::Framing::chunked);
                continue;
            }
            const auto body = answer_(*message);
            if (body != "(silence)") out += reply(body, between(*message, "message-id=\"", "\""));
        }
        return out;
    }

    std::string line_ends(const std::string& text) const {
        if (!manner_.crlf) return text;
        std::string out;
        for (const char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
        return out;
    }

    Manner manner_;
    std::function<std::string(const std::string&)> answer_;
    std::shared_ptr<Wire> wire_;
    netconf::Deframer requests_;
};

}  // namespace support
