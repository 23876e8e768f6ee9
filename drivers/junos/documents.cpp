#include "drivers/junos/documents.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "drivers/junos/element.hpp"
#include "drivers/junos/repair_json.hpp"

namespace drivers::junos {
namespace {

constexpr std::string_view framing = "]]>]]>";  // RFC 6242 section 4.3

bool name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' || c == ':';
}

/// The element name when `line` begins with an opening tag.
std::string_view opened_by(std::string_view line) {
    if (line.size() < 2 || line[0] != '<' || !std::isalpha(static_cast<unsigned char>(line[1]))) return {};
    const auto stop = std::find_if_not(line.begin() + 1, line.end(), name_character);
    if (stop != line.end() && *stop != '>' && *stop != '/' && *stop != ' ' && *stop != '\n' &&
        *stop != '\t' && *stop != '\r')
        return {};
    return line.substr(1, static_cast<std::size_t>(stop - line.begin()) - 1);
}

/// Names that are worth reading even when the file ends before their end.
bool is_reply_name(std::string_view name) {
    name = local_name(name);
    return name == "rpc-reply" || name == "hello" || name == "rpc-error" || name == "error" ||
           name == "output" || name == "configuration" || name.ends_with("-information") ||
           name.ends_with("-inventory") || name.ends_with("-results") || name.ends_with("-status");
}

/// The end of the element that begins at `at`: behind its closing tag, before the next reply, or the end of
/// the file when it is cut.
std::size_t element_end(std::string_view bytes, std::size_t at, std::string_view name) {
    const auto opening = std::string{"<"} + std::string{name},
               closing = std::string{"</"} + std::string{name};
    const auto limit = std::min(bytes.find(framing, at), bytes.size());
    const auto tag = bytes.find('>', at);
    if (tag != bytes.npos && tag > 0 && bytes[tag - 1] == '/') return tag + 1;
    std::size_t depth = 1, from = at + 1;
    while (true) {
        const auto close = bytes.find(closing, from);
        if (close >= limit) break;
        for (auto open = bytes.find(opening, from); open < close; open = bytes.find(opening, open + 1)) {
            const auto after = open + opening.size();
            if (after >= bytes.size() || name_character(bytes[after])) continue;
            if (local_name(name) == "rpc-reply")
                return open;  // replies do not nest: the first one has lost its end
            const auto end = bytes.find('>', after);
            if (end != bytes.npos && bytes[end - 1] != '/') ++depth;
        }
        const auto end = bytes.find('>', close);
        if (end == bytes.npos) break;
        from = end + 1;
        const auto after = close + closing.size();
        if (after < bytes.size() && name_character(bytes[after])) continue;
        if (--depth == 0) return end + 1;
    }
    // No end: what a new reply begins is not part of this one.
    const auto next = local_name(name) == "rpc-reply" ? bytes.find("\n" + opening, at + 1) : bytes.npos;
    return std::min(next == bytes.npos ? limit : next + 1, limit);
}

bool begins_json(std::string_view line, std::string_view rest) {
    if (line.empty() || (line[0] != '{' && line[0] != '[')) return false;
    const auto next = rest.find_first_not_of(" \t\r\n", 1);
    if (next == rest.npos) return line.size() == 1;
    return line[0] == '{' ? rest[next] == '"' || (rest[next] == '}' && line.size() <= 2) : rest[next] == '{';
}

/// Behind the bracket that closes the one at `at`; the end of the file when there is none.
std::size_t json_end(std::string_view bytes, std::size_t at) {
    std::size_t depth = 0;
    bool quoted = false;
    for (; at < bytes.size(); ++at) {
        const char c = bytes[at];
        if (quoted) {
            if (c == '\\')
                ++at;
            else if (c == '"')
                quoted = false;
        } else if (c == '"')
            quoted = true;
        else if (c == '{' || c == '[')
            ++depth;
        else if ((c == '}' || c == ']') && --depth == 0)
            return at + 1;
    }
    return bytes.size();
}

class Splitter {
  public:
    explicit Splitter(std::string_view bytes) : bytes_{bytes} {}

    std::vector<Piece> run() {
        while (at_ < bytes_.size()) {
            const auto begin = bytes_.find_first_not_of(" \t\r", at_);
            if (begin == bytes_.npos) break;
            const auto line = bytes_.substr(begin, bytes_.find('\n', begin) - begin);
            if (line.starts_with(framing)) {
                flush_text(begin);
                text_from_ = at_ = begin + framing.size();
            } else if (const auto end = piece_end(begin, line); end.second > begin) {
                flush_text(begin);
                if (end.first != Piece::Kind::text)
                    pieces_.push_back({end.first, bytes_.substr(begin, end.second - begin)});
                text_from_ = at_ = end.second;
            } else {
                const auto next = bytes_.find('\n', begin);
                at_ = next == bytes_.npos ? bytes_.size() : next + 1;
            }
        }
        flush_text(bytes_.size());
        return std::move(pieces_);
    }

  private:
    /// What begins here and where it ends; {text, n} is to be skipped, an end of 0 is a line of text.
    std::pair<Piece::Kind, std::size_t> piece_end(std::size_t begin, std::string_view line) {
        const auto rest = bytes_.substr(begin);
        for (const auto& [open, close] :
             {std::pair<std::string_view, std::string_view>{"<!--", "-->"}, {"<?", "?>"}})
            if (line.starts_with(open)) {
                const auto stop = rest.find(close);
                return {Piece::Kind::text, stop == rest.npos ? 0 : begin + stop + close.size()};
            }
        if (const auto name = opened_by(line); !name.empty()) {
            const bool empty = line.ends_with("/>") && line.find('>') == line.size() - 1;
            if (empty || is_closed(name, rest) || is_reply_name(name))
                return {Piece::Kind::xml, element_end(bytes_, begin, name)};
        }
        if (begins_json(line, rest)) return {Piece::Kind::json, mended_end(begin, json_end(bytes_, begin))};
        return {Piece::Kind::text, 0};
    }

    /// Quotes and brackets of JSON that is not well-formed do not tell where it ends: its repair does.
    std::size_t mended_end(std::size_t begin, std::size_t end) const {
        if (nlohmann::json::accept(bytes_.substr(begin, end - begin))) return end;
        const auto repaired = repair_json(bytes_.substr(begin));
        return repaired.whole ? begin + repaired.end : end;
    }

    /// Each name is looked for in vain once only: a file may be long and full of brackets.
    bool is_closed(std::string_view name, std::string_view rest) {
        if (never_closed_.contains(std::string{name})) return false;
        if (rest.find("</" + std::string{name}) != rest.npos) return true;
        never_closed_.emplace(name);
        return false;
    }

    void flush_text(std::size_t end) {
        const auto text = bytes_.substr(text_from_, end - text_from_);
        if (!trimmed(text).empty()) pieces_.push_back({Piece::Kind::text, text});
    }

    std::string_view bytes_;
    std::size_t at_ = 0, text_from_ = 0;
    std::vector<Piece> pieces_;
    std::set<std::string> never_closed_;
};

}  // namespace

std::vector<Piece> pieces_of(std::string_view bytes) {
    return Splitter{bytes}.run();
}

}  // namespace drivers::junos
