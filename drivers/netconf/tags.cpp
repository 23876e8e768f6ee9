#include "drivers/netconf/tags.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace drivers::netconf {
namespace {

constexpr auto npos = std::string_view::npos;

// What may stand in a name, without its prefix. Bytes of UTF-8 sequences are taken as name characters; device
// XML has none.
constexpr auto name_bytes = [] {
    std::array<bool, 256> set{};
    for (unsigned c = 0; c < 256; ++c)
        set[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                 c == '-' || c == '.' || c >= 0x80;
    return set;
}();

bool in_name(char c) {
    return name_bytes[static_cast<unsigned char>(c)];
}
bool starts_name(char c) {
    return in_name(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.';
}
bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void append_utf8(std::string& out, std::uint32_t code) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) return put(code);
    if (code < 0x800) return put(0xc0 | code >> 6), put(0x80 | (code & 0x3f));
    if (code < 0x10000)
        return put(0xe0 | code >> 12), put(0x80 | (code >> 6 & 0x3f)), put(0x80 | (code & 0x3f));
    put(0xf0 | code >> 18), put(0x80 | (code >> 12 & 0x3f)), put(0x80 | (code >> 6 & 0x3f)),
        put(0x80 | (code & 0x3f));
}

/// A character that XML 1.0 section 2.2 allows, or a blank.
std::uint32_t allowed(std::uint32_t code) {
    const bool fine = code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xd800) ||
                      (code >= 0xe000 && code < 0xfffe) || (code >= 0x10000 && code < 0x110000);
    return fine ? code : ' ';
}

/// Appends what the entity `name` (between '&' and ';') stands for; false when it is none.
bool append_entity(std::string& out, std::string_view name) {
    if (name == "lt") return out += '<', true;
    if (name == "gt") return out += '>', true;
    if (name == "amp") return out += '&', true;
    if (name == "quot") return out += '"', true;
    if (name == "apos") return out += '\'', true;
    if (name.size() < 2 || name[0] != '#') return false;
    const bool hex = name[1] == 'x';
    std::uint32_t code = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
        const auto digit = c >= '0' && c <= '9'          ? c - '0'
                           : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                           : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                         : -1;
        if (digit < 0 || code > 0x10ffff) return false;
        code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    }
    append_utf8(out, allowed(code));
    return true;
}

void append_unescaped(std::string& out, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '&') {
            out += text[i];
            continue;
        }
        const auto end = text.substr(i, 12).find(';');  // the longest is &#x10FFFF;
        if (end != npos && append_entity(out, text.substr(i + 1, end - 1)))
            i += end;
        else
            out += '&';
    }
}

/// Where the '>' is that ends the tag whose name ends at `p`; `stop` when there is none, or when it turns out
/// to be no tag.
const char* end_of_attributes(const char* p, const char* stop) {
    if (!blank(*p) && *p != '/') return stop;
    for (char quote = 0; p < stop; ++p) {
        if (*p == '<') return stop;  // illegal even inside quotes: what looked like a tag was text
        if (*p == '>' && !quote) return p;
        if (quote ? *p == quote : *p == '"' || *p == '\'') quote = quote ? char{0} : *p;
    }
    return stop;
}

}  // namespace

std::string_view Tag::attribute(std::string_view wanted) const {
    for (std::size_t i = 0; i < attributes.size();) {
        while (i < attributes.size() && !in_name(attributes[i])) ++i;
        const auto start = i;
        while (i < attributes.size() && (in_name(attributes[i]) || attributes[i] == ':')) ++i;
        const auto key = attributes.substr(start, i - start);
        while (i < attributes.size() && (blank(attributes[i]) || attributes[i] == '=')) ++i;
        if (i >= attributes.size() || (attributes[i] != '"' && attributes[i] != '\'')) continue;
        const auto close = attributes.find(attributes[i], i + 1);
        if (close == npos) return {};
        if (key == wanted) return attributes.substr(i + 1, close - i - 1);
        i = close + 1;
    }
    return {};
}

bool Tags::next(Tag& tag) {
    while (at_ < xml_.size()) {
        const auto* lt = static_cast<const char*>(std::memchr(xml_.data() + at_, '<', xml_.size() - at_));
        if (!lt) break;
        const auto at = static_cast<std::size_t>(lt - xml_.data());
        if (read(at, tag)) {
            at_ = tag.end;
            return true;
        }
        if (!pass_over(at)) break;
    }
    at_ = xml_.size();
    return false;
}

/// Moves behind what starts with '<' and is no tag. False when it never ends.
bool Tags::pass_over(std::size_t at) {
    const auto rest = xml_.substr(at, 9);
    std::string_view end;
    if (rest.starts_with("<!--"))
        end = "-->";
    else if (rest == "<![CDATA[")
        end = "]]>";
    else if (rest.starts_with("<?"))
        end = "?>";
    if (end.empty()) {
        at_ = at + 1;
        return true;
    }
    const auto found = xml_.find(end, at + (end == "-->" ? 4 : 2));
    at_ = found == npos ? xml_.size() : found + end.size();
    return found != npos;
}

// The inner loop of the adapter: a reply of 60 KB has some 2500 tags, most of them a bare name.
bool Tags::read(std::size_t at, Tag& tag) {
    const char *const base = xml_.data(), *const stop = base + xml_.size();
    const char* p = base + at + 1;
    const bool closing = p < stop && *p == '/';
    if (closing) ++p;
    if (p >= stop || !starts_name(*p)) return false;
    const char* const begin = p;
    while (p < stop && in_name(*p)) ++p;
    const char* local = begin;
    if (p < stop && *p == ':') {
        local = ++p;
        while (p < stop && in_name(*p)) ++p;
    }
    const char* const end = p;
    if (p < stop && *p != '>') p = end_of_attributes(p, stop);
    if (p >= stop) return false;
    const bool empty = !closing && p[-1] == '/';
    const auto view = [](const char* from, const char* to) {
        return std::string_view{from, static_cast<std::size_t>(to - from)};
    };
    tag.kind = closing ? Tag::Kind::close : empty ? Tag::Kind::empty : Tag::Kind::open;
    tag.prefix = local > begin ? view(begin, local - 1) : std::string_view{};
    tag.name = view(local, end);
    tag.attributes = view(end, empty ? p - 1 : p);
    tag.begin = at;
    tag.end = static_cast<std::size_t>(p - base) + 1;
    return true;
}

bool Tags::pass_leaf(const Tag& tag) {
    if (tag.kind != Tag::Kind::open) return false;
    const auto rest = xml_.substr(tag.end);
    const auto lt = rest.find('<');
    if (lt == npos) return false;
    const auto name =
        xml_.substr(tag.begin + 1, static_cast<std::size_t>(tag.name.end() - xml_.begin()) - tag.begin - 1);
    const auto closing = rest.substr(lt, name.size() + 3);
    if (!closing.starts_with("</") || !closing.ends_with('>') || closing.substr(2, name.size()) != name)
        return false;
    at_ = tag.end + lt + closing.size();
    return true;
}

std::string text_of(std::string_view xml) {
    constexpr std::string_view cdata = "<![CDATA[";
    std::string out;
    while (!xml.empty()) {
        const auto lt = xml.find('<');
        append_unescaped(out, xml.substr(0, lt));
        if (lt == npos) break;
        xml.remove_prefix(lt);
        Tag tag;
        if (xml.starts_with(cdata)) {
            const auto end = xml.find("]]>");
            out += xml.substr(cdata.size(), end == npos ? npos : end - cdata.size());
            xml.remove_prefix(end == npos ? xml.size() : end + 3);
        } else if (xml.starts_with("<!--")) {
            const auto end = xml.find("-->", 4);
            xml.remove_prefix(end == npos ? xml.size() : end + 3);
        } else if (Tags one{xml}; one.next(tag) && tag.begin == 0) {
            xml.remove_prefix(tag.end);
        } else {
            out += '<';
            xml.remove_prefix(1);
        }
    }
    std::erase(out, '\r');
    return std::string{trimmed(out)};
}

std::string unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    append_unescaped(out, text);
    return out;
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace drivers::netconf
