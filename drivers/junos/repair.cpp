#include "drivers/junos/repair.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace drivers::junos {
namespace {

bool name_begins(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool name_goes_on(char c) {
    return name_begins(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

struct Tag {
    enum class Kind { none, open, close, empty, other } kind = Kind::none;
    std::string_view name;
    std::size_t end = 0;  ///< just behind the '>'
};

/// The end of an opening tag whose name ends at `at`: attributes and all. npos when this is no tag.
std::size_t tag_end(std::string_view bytes, std::size_t at) {
    char quote = 0;
    for (; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
        else if (c == '<')
            return std::string_view::npos;
    }
    return std::string_view::npos;
}

/// What stands at a '<'. Kind::none: only a character of some text.
Tag tag_at(std::string_view bytes, std::size_t at) {
    const auto rest = bytes.substr(at);
    for (const auto& [begin, end] :
         {std::pair{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}, {"<!", ">"}})
        if (rest.starts_with(begin)) {
            const auto stop = rest.find(end, std::strlen(begin));
            if (stop == rest.npos) return {};
            return {Tag::Kind::other, {}, at + stop + std::strlen(end)};
        }
    const bool closing = rest.size() > 1 && rest[1] == '/';
    auto stop = closing ? 2u : 1u;
    const auto begin = stop;
    if (stop >= rest.size() || !name_begins(rest[stop])) return {};
    while (stop < rest.size() && name_goes_on(rest[stop])) ++stop;
    const auto end = tag_end(bytes, at + stop);
    if (end == bytes.npos) return {};
    const auto attributes = bytes.substr(at + stop, end - 1 - at - stop);
    if (!attributes.empty() && attributes.front() != '/' &&
        static_cast<unsigned char>(attributes.front()) > ' ')
        return {};
    // <command> [options] in a help text has attributes without '='; a tag of Junos never has
    const bool bare = attributes.find_first_not_of(" \t\r\n/?") != attributes.npos &&
                      attributes.find('=') == attributes.npos;
    if (bare) return {};
    const auto kind = closing                     ? Tag::Kind::close
                      : attributes.ends_with('/') ? Tag::Kind::empty
                                                  : Tag::Kind::open;
    return {kind, rest.substr(begin, stop - begin), end};
}

class Repair {
  public:
    explicit Repair(std::string_view bytes) : bytes_{bytes} {}

    RepairedXml run() {
        std::size_t at = 0, kept = 0;
        while ((at = bytes_.find('<', at)) != bytes_.npos) {
            const auto tag = tag_at(bytes_, at);
            if (tag.kind == Tag::Kind::none || (tag.kind == Tag::Kind::close && !close(tag.name))) {
                escaped_.push_back(at++);
                continue;
            }
            if (tag.kind == Tag::Kind::open)
                open_.push_back({tag.name, at});
            else if (!open_.empty())
                open_.back().leaf = open_.back().leaf && tag.kind != Tag::Kind::empty;
            if (tag.kind == Tag::Kind::open && open_.size() > 1) open_[open_.size() - 2].leaf = false;
            at = kept = tag.end;
        }
        const bool whole = open_.empty();
        return {written(kept), whole};
    }

  private:
    struct Open {
        std::string_view name;
        std::size_t at;
        bool leaf = true;  ///< no element inside so far
    };

    /// Closes the innermost element of that name. Those opened inside it were never tags but text in angle
    /// brackets.
    bool close(std::string_view name) {
        auto found =
            std::find_if(open_.rbegin(), open_.rend(), [&](const Open& open) { return open.name == name; });
        if (found == open_.rend()) return false;
        while (open_.back().name != name) {
            escaped_.push_back(open_.back().at);
            open_.pop_back();
        }
        open_.pop_back();
        if (!open_.empty()) open_.back().leaf = false;
        return true;
    }

    std::string written(std::size_t kept) {
        auto end = bytes_.size();
        if (!open_.empty()) {  // the end is missing: half a value is none
            end = kept;
            if (open_.back().leaf && open_.size() > 1) {
                end = open_.back().at;
                open_.pop_back();
            }
        }
        std::sort(escaped_.begin(), escaped_.end());
        std::string out;
        out.reserve(bytes_.size() + 64);
        std::size_t from = 0;
        for (const auto at : escaped_) {
            if (at >= end) break;
            out.append(bytes_.substr(from, at - from)).append("&lt;");
            from = at + 1;
        }
        out.append(bytes_.substr(from, end - from));
        for (auto open = open_.rbegin(); open != open_.rend(); ++open)
            out.append("</").append(open->name).append(">");
        return out;
    }

    std::string_view bytes_;
    std::vector<Open> open_;
    std::vector<std::size_t> escaped_;
};

/// Behind a terminal's escape sequence that begins at `at`.
std::size_t escape_end(std::string_view bytes, std::size_t at) {
    if (++at >= bytes.size() || bytes[at] != '[') return std::min(at + 1, bytes.size());
    for (++at; at < bytes.size(); ++at)
        if (bytes[at] >= '@' && bytes[at] <= '~') return at + 1;
    return bytes.size();
}

/// "*** System shutdown message from root@unit ***" and what follows it up to the next line that is none of
/// its own.
bool wall_line(std::string_view line) {
    if (line.starts_with("*** ") && (line.ends_with("***") || line.find("message from") != line.npos))
        return true;
    return line.starts_with("System going down ") || line == "Shutdown NOW!" ||
           (line.starts_with("[pid ") && line.ends_with("]"));
}

}  // namespace

bool has_control_bytes(std::string_view bytes) {
    // Nearly all replies have none: whole blocks without a branch are what compilers make vectors of.
    constexpr std::size_t block = 64;
    std::uint8_t found = 0;
    const auto look = [&found](char c) {
        const auto byte = static_cast<unsigned char>(c);
        found = static_cast<std::uint8_t>(found | (byte < '\t') | (byte == 0x1b));
    };
    for (; bytes.size() >= block; bytes.remove_prefix(block))
        for (std::size_t i = 0; i < block; ++i) look(bytes[i]);
    for (const char c : bytes) look(c);
    return found != 0;
}

std::string without_noise(std::string_view bytes) {
    std::string clean;
    clean.reserve(bytes.size());
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    for (std::size_t at = 0; at < bytes.size();) {
        const auto c = static_cast<unsigned char>(bytes[at]);
        if (c == 0x1b) {
            at = escape_end(bytes, at);
            continue;
        }
        if (c == '\b' && !clean.empty() && clean.back() != '\n')
            clean.pop_back();
        else if (c >= ' ' || c == '\n' || c == '\t' || c == '\r')
            clean += static_cast<char>(c);
        ++at;
    }
    std::string out;
    out.reserve(clean.size());
    for (std::string_view rest = clean; !rest.empty();) {
        const auto end = rest.find('\n');
        auto line = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        while (line.ends_with('\r')) line.remove_suffix(1);
        // A pager's mark is overwritten in place: "---(more)---\r        \rthe next line".
        if (const auto mark = line.find("---(more"); mark != line.npos)
            if (const auto stop = line.find(")---", mark); stop != line.npos) {
                line.remove_prefix(stop + 4);
                if (const auto back = line.rfind('\r'); back != line.npos) line.remove_prefix(back + 1);
            }
        if (wall_line(line)) continue;
        const auto at = out.size();
        out.append(line);
        std::replace(out.begin() + static_cast<std::ptrdiff_t>(at), out.end(), '\r', '\n');
        if (end != std::string_view::npos) out += '\n';
    }
    return out;
}

RepairedXml repair_xml(std::string_view bytes) {
    return Repair{bytes}.run();
}

}  // namespace drivers::junos
