#include "drivers/netconf/framing.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace drivers::netconf {
namespace {

constexpr std::string_view marker = "]]>]]>";
constexpr auto npos = std::string_view::npos;

/// Replies are searched as they come in; ']' is rare in them, memchr is fast, and no byte is looked at twice.
std::size_t find_marker(std::string_view bytes, std::size_t from) {
    while (from + marker.size() <= bytes.size()) {
        const auto* hit =
            static_cast<const char*>(std::memchr(bytes.data() + from, ']', bytes.size() - from));
        if (!hit) return npos;
        from = static_cast<std::size_t>(hit - bytes.data());
        if (bytes.substr(from, marker.size()) == marker) return from;
        ++from;
    }
    return npos;
}

bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// A terminal that echoes may do so with our end marker only after the unit began to answer: then the first
/// marker after the echoed <rpc> stands in the middle of the reply and is ours.
bool marker_is_echo(std::string_view message) {
    if (!message.starts_with("<rpc>") && !message.starts_with("<rpc ")) return false;
    const auto reply = message.find("rpc-reply");
    if (reply == npos) return false;
    const auto closing = message.rfind("</");
    if (closing > reply && closing != npos && message.find("rpc-reply", closing) != npos) return false;
    const auto end = message.find('>', reply);
    return end == npos || message[end - 1] != '/';
}

}  // namespace

std::string framed(std::string message, Framing framing, bool line_end) {
    if (framing == Framing::chunked)
        return "\n#" + std::to_string(message.size()) + "\n" + std::move(message) + "\n##\n";
    message += line_end ? "\n]]>]]>\n" : marker;
    return message;
}

void Deframer::feed(std::string bytes) {
    if (at_ == input_.size()) {
        input_ = std::move(bytes);
        at_ = scanned_ = 0;
        return;
    }
    scanned_ -= std::min(scanned_, at_);
    input_.erase(0, std::exchange(at_, 0));
    input_ += bytes;
}

std::optional<std::string> Deframer::next() {
    return framing_ == Framing::chunked ? next_chunked() : next_marked();
}

std::string_view Deframer::unfinished() const {
    return message_.empty() ? rest() : std::string_view{message_};
}

std::string Deframer::take_unfinished() {
    auto bytes = std::exchange(message_, {});
    bytes += rest();
    input_ = {};
    inside_ = complete_ = false;
    chunk_left_ = at_ = scanned_ = 0;
    return bytes;
}

void Deframer::consume(std::size_t bytes) {
    at_ += bytes;
    if (at_ == input_.size()) input_ = {}, at_ = 0;  // a large buffer is given back, not kept
}

std::optional<std::string> Deframer::next_marked() {
    if (scanned_ <= at_) {
        while (at_ < input_.size() && blank(input_[at_])) ++at_;
        scanned_ = at_;
    }
    for (;;) {
        const auto end = find_marker(input_, scanned_);
        if (end == npos) {
            scanned_ = std::max(at_, input_.size() - std::min(input_.size(), marker.size() - 1));
            return {};
        }
        if (marker_is_echo(std::string_view{input_}.substr(at_, end - at_))) {
            input_.erase(end, marker.size());
            scanned_ = end;
            continue;
        }
        std::string message;
        const auto begin = std::exchange(at_, end + marker.size());
        scanned_ = at_;
        if (std::all_of(input_.begin() + static_cast<std::ptrdiff_t>(at_), input_.end(),
                        blank)) {  // nothing follows: no copy
            message = std::exchange(input_, {});
            message.resize(end);
            message.erase(0, begin);
            at_ = scanned_ = 0;
        } else {
            message = input_.substr(begin, end - begin);
        }
        return message;
    }
}

std::optional<std::string> Deframer::next_chunked() {
    for (;;) {
        if (chunk_left_ > 0) {
            const auto take =
                static_cast<std::size_t>(std::min<std::uint64_t>(chunk_left_, input_.size() - at_));
            chunk_left_ -= take;
            if (message_.empty() && at_ == 0 && take == input_.size()) {
                message_ = std::exchange(input_, {});
            } else {
                message_.append(input_, at_, take);
                consume(take);
            }
            if (chunk_left_ > 0) return {};
        }
        if (!chunk_header()) return {};
        if (std::exchange(complete_, false)) return std::exchange(message_, {});
    }
}

/// Between messages: drops what comes before "\n#<digit>". False when that is not here yet.
bool Deframer::find_first_chunk() {
    for (;;) {
        const auto start = rest().find("\n#");
        if (start == npos) {  // noise; a line feed at its end may begin a header
            consume(rest().size() - (rest().ends_with('\n') ? 1 : 0));
            return false;
        }
        consume(start);
        if (rest().size() < 3) return false;
        if (rest()[2] >= '1' && rest()[2] <= '9') return true;
        consume(1);
    }
}

/// Reads one "\n#<size>\n" or "\n##\n". False when more bytes are needed.
bool Deframer::chunk_header() {
    if (!inside_ && !find_first_chunk()) return false;
    const auto head = rest().substr(0, 13);  // "\n#4294967295\n" is the longest
    const auto end = head.find('\n', 1);
    const auto size = head.size() < 2 ? std::string_view{} : head.substr(2, end == npos ? npos : end - 2);
    const bool last = size == "#";
    const bool digits = !size.starts_with('0') &&
                        std::all_of(size.begin(), size.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool fits = std::string_view{"\n#"}.starts_with(head.substr(0, 2)) && (last || digits);
    if (!fits || (end == npos ? head.size() == 13 : size.empty()) ||
        (end != npos && !last && std::stoull(std::string{size}) > 0xffffffffU)) {
        const auto seen = std::string{head};
        take_unfinished();
        throw FramingError{"a chunk header was due, not \"" + seen + "\""};
    }
    if (end == npos) return false;
    inside_ = !last;
    complete_ = last;
    if (!last) chunk_left_ = std::stoull(std::string{size});
    consume(end + 1);  // `head` and `size` end here
    return true;
}

}  // namespace drivers::netconf
