#include "drivers/netconf/hello.hpp"

#include "drivers/netconf/clean.hpp"
#include "drivers/netconf/tags.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace drivers::netconf {
namespace {

constexpr std::string_view base_1_0 = "urn:ietf:params:netconf:base:1.0";
constexpr std::string_view base_1_1 = "urn:ietf:params:netconf:base:1.1";

/// What stands before the hello on a network: nothing but comments, a declaration and white space.
bool prologue(std::string_view text) {
    while (!(text = trimmed(text)).empty()) {
        const std::string_view end = text.starts_with("<!--") ? "-->" : text.starts_with("<?") ? "?>" : "";
        const auto found = end.empty() ? std::string_view::npos : text.find(end);
        if (found == std::string_view::npos) return false;
        text.remove_prefix(found + end.size());
    }
    return true;
}

}  // namespace

bool Hello::offers(std::string_view capability) const {
    return std::find(capabilities.begin(), capabilities.end(), capability) != capabilities.end();
}

bool Hello::wants_chunks() const {
    return offers(base_1_1) && !(over_a_line && offers(base_1_0));
}

std::optional<Hello> read_hello(std::string message) {
    clean(message);
    Tags tags{message};
    Tag tag;
    do {
        if (!tags.next(tag)) return {};
    } while (tag.kind != Tag::Kind::open || tag.name != "hello");

    Hello hello;
    hello.over_a_line =
        message.find('\r') != std::string::npos || !prologue(std::string_view{message}.substr(0, tag.begin));
    std::size_t begin = 0;
    while (tags.next(tag) && tag.name != "hello") {
        if (tag.kind == Tag::Kind::open) begin = tag.end;
        if (tag.kind != Tag::Kind::close) continue;
        const auto text = text_of(std::string_view{message}.substr(begin, tag.begin - begin));
        if (tag.name == "capability" && !text.empty()) hello.capabilities.push_back(text);
        if (tag.name == "session-id")
            std::from_chars(text.data(), text.data() + text.size(), hello.session_id);
        begin = tag.end;
    }
    return hello;
}

std::string client_hello(const Hello& unit) {
    std::string hello = "<hello xmlns=\"urn:ietf:params:xml:ns:netconf:base:1.0\"><capabilities>";
    // A version is agreed on by both sides naming it: 1.1 is not offered where it is not wanted.
    hello += "<capability>" + std::string{base_1_0} + "</capability>";
    if (unit.wants_chunks()) hello += "<capability>" + std::string{base_1_1} + "</capability>";
    return hello + "</capabilities></hello>";
}

}  // namespace drivers::netconf
