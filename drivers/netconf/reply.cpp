#include "drivers/netconf/reply.hpp"

#include "drivers/netconf/clean.hpp"
#include "drivers/netconf/tags.hpp"

#include <algorithm>
#include <utility>

namespace drivers::netconf {
namespace {

constexpr auto npos = std::string_view::npos;

/// Whether an element's name is one units use for complaints. A bare <error> may be data as well: see
/// `read_complaint`.
bool may_complain(const Tag& tag) {
    return tag.kind == Tag::Kind::open &&
           (tag.name == "rpc-error" || tag.name == "error" || tag.name == "warning");
}

void take(std::string& field, std::string_view xml) {
    if (field.empty()) field = text_of(xml);
}

struct Complaint {
    RpcMessage message;
    std::size_t end = 0;  ///< one past its closing tag
};

/// Reads the complaint that `start` opens. Nothing when the element is data that happens to bear such a name:
/// a complaint says something (error-message, message), or stands in a namespace or under a name that only
/// complaints have.
std::optional<Complaint> read_complaint(std::string_view xml, const Tag& start) {
    Complaint complaint;
    auto& message = complaint.message;
    message.is_error = start.name != "warning";
    bool speaks =
        start.name == "rpc-error" || start.prefix == "xnm" || start.attribute("xmlns").find("/xnm") != npos;
    std::string token, statement;
    Tags tags{xml, start.end};
    Tag tag;
    complaint.end = xml.size();
    for (std::size_t begin = start.end; tags.next(tag);) {
        if (tag.kind != Tag::Kind::close) {
            begin = tag.end;
            continue;
        }
        if (tag.name == "rpc-reply") break;  // never closed: the reply ends here
        if (tag.name == start.name) {
            complaint.end = tag.end;
            break;
        }
        const auto text = xml.substr(begin, tag.begin - begin);
        begin = tag.end;
        if (tag.name == "error-type")
            take(message.type, text);
        else if (tag.name == "error-tag")
            take(message.tag, text);
        else if (tag.name == "error-severity")
            message.is_error = trimmed(text) != "warning";
        else if (tag.name == "error-path" || tag.name == "edit-path")
            take(message.path, text);
        else if (tag.name == "error-message" || tag.name == "message")
            take(message.text, text), speaks = true;
        else if (tag.name == "bad-element")
            take(message.bad_element, text);
        else if (tag.name == "token")
            take(token, text);
        else if (tag.name == "statement")
            take(statement, text);
        else if (tag.name == "source-daemon")
            take(message.source, text);
    }
    if (!speaks) return {};
    if (message.bad_element.empty())
        message.bad_element = !token.empty() ? std::move(token) : std::move(statement);
    return complaint;
}

/// Where the body of the reply ends: before the last </rpc-reply>, whatever happened to the elements within.
std::size_t body_end(std::string_view xml, std::size_t begin, bool& closed) {
    for (auto at = xml.rfind("rpc-reply"); at != npos && at > begin; at = xml.rfind("rpc-reply", at - 1)) {
        const auto open = xml.rfind('<', at);
        Tag tag;
        if (open != npos && open >= begin && Tags{xml, open}.next(tag) && tag.begin == open &&
            tag.kind == Tag::Kind::close && tag.name == "rpc-reply")
            return open;
    }
    closed = false;
    return xml.size();
}

/// One pass over the body of a reply.
class BodyReader {
  public:
    BodyReader(std::string_view xml, std::size_t begin, std::size_t end)
        : xml_{xml.substr(0, end)}, begin_{begin} {}

    void read(RpcReply& reply) {
        Tags tags{xml_, begin_};
        Tag tag;
        auto between = begin_;
        while (tags.next(tag)) {
            if (depth_ == 0 && !chatter_) text_between(between, tag.begin);
            if (may_complain(tag)) {
                if (auto complaint = read_complaint(xml_, tag)) {
                    reply.messages.push_back(std::move(complaint->message));
                    between = complaint->end;
                    tags = Tags{xml_, complaint->end};
                    continue;
                }
            }
            element(tag, reply);
            if (depth_ > 1 && tags.pass_leaf(tag)) --depth_;
            between = tag.end;
        }
        text_between(between, xml_.size());
        if (depth_ > 0 && !chatter_) data_end_ = xml_.size();  // broken inside: all of it
        if (data_begin_ < data_end_) reply.payload = xml_.substr(data_begin_, data_end_ - data_begin_);
        reply.ok = reply.ok || (reply.messages.empty() && reply.payload.empty());
    }

  private:
    void element(const Tag& tag, RpcReply& reply) {
        if (tag.opens() && depth_ == 0) start(tag, reply);
        if (tag.opens() && depth_ == 1 && results_ && tag.name == "ok") reply.ok = true;
        if (tag.kind == Tag::Kind::open) ++depth_;
        if (tag.kind == Tag::Kind::close && depth_ > 0) --depth_;
        if (depth_ == 0 && !std::exchange(chatter_, false)) data_end_ = tag.end;
    }

    void start(const Tag& tag, RpcReply& reply) {
        const bool ok = tag.name == "ok";
        reply.ok = reply.ok || ok;
        chatter_ = ok || tag.name == "cli";  // <cli><banner>{master}</banner></cli> is the prompt, not data
        results_ = tag.name.ends_with("-results");  // load-configuration-results says <ok/> inside
        if (!chatter_) data_begin_ = std::min(data_begin_, tag.begin);
    }

    void text_between(std::size_t begin, std::size_t end) {
        if (depth_ > 0 || begin >= end || trimmed(xml_.substr(begin, end - begin)).empty()) return;
        if (text_of(xml_.substr(begin, end - begin)).empty()) return;  // comments only
        data_begin_ = std::min(data_begin_, begin);
        data_end_ = end;
    }

    std::string_view xml_;
    std::size_t begin_, data_begin_ = npos, data_end_ = 0;
    int depth_ = 0;
    bool chatter_ = false;  ///< inside an element that is not data
    bool results_ = false;  ///< inside an element that may say <ok/> itself
};

}  // namespace

std::optional<WireReply> read_reply(std::string message) {
    Tags tags{message};
    Tag tag;
    do {
        if (!tags.next(tag)) return {};
    } while (!tag.opens() || tag.name != "rpc-reply");

    WireReply reply;
    if (tag.begin > 0) {  // echo, comments, a declaration
        message.erase(0, tag.begin);
        if (!(tags = Tags{message}).next(tag)) return {};
    }
    clean(message);
    reply.content.envelope = std::move(message);
    const std::string_view xml = reply.content.envelope;
    tag = {};
    Tags{xml}.next(tag);
    if (const auto id = tag.attribute("message-id"); id.data()) reply.message_id = text_of(id);
    if (tag.kind == Tag::Kind::empty) {
        reply.content.ok = true;
        return reply;
    }
    const auto end = body_end(xml, tag.end, reply.closed);
    BodyReader{xml, tag.end, end}.read(reply.content);
    return reply;
}

std::vector<RpcMessage> read_messages(std::string_view xml) {
    std::vector<RpcMessage> messages;
    Tags tags{xml};
    Tag tag;
    while (tags.next(tag)) {
        if (!may_complain(tag)) continue;
        if (auto complaint = read_complaint(xml, tag)) {
            messages.push_back(std::move(complaint->message));
            tags = Tags{xml, complaint->end};
        }
    }
    return messages;
}

}  // namespace drivers::netconf
