#include "drivers/junos/repair_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "drivers/junos/element.hpp"

namespace drivers::junos {
namespace {

constexpr std::size_t deepest = 200;
constexpr std::size_t terminal_width = 78;  ///< a line this long may have been broken by a terminal of 80 columns
constexpr std::string_view blanks = " \t\r\n";

/// The length of the UTF-8 sequence that begins at `at`; 0 when none does.
std::size_t sequence_at(std::string_view bytes, std::size_t at) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
    if (size == 0 || bytes.size() - at < size) return 0;
    const auto follows = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; };
    const auto rest = bytes.substr(at + 1, size - 1);
    return std::all_of(rest.begin(), rest.end(), follows) ? size : 0;
}

class JsonRepair {
  public:
    explicit JsonRepair(std::string_view bytes) : bytes_{bytes} {}

    RepairedJson run() {
        bool going = true;
        while (going && !(begun_ && open_.empty())) going = next();
        repaired_.whole = begun_ && open_.empty();
        repaired_.end = at_;
        return std::move(repaired_);
    }

  private:
    enum class Due { value, key, colon, comma };
    struct Open {
        bool object;
        Due due;
    };

    /// Takes one token; false when nobody can tell what it is, or nothing is left.
    bool next() {
        const auto stop = std::min(bytes_.find_first_not_of(blanks, at_), bytes_.size());
        repaired_.text.append(bytes_.substr(at_, stop - at_));
        at_ = stop;
        if (at_ == bytes_.size()) return false;
        const char c = bytes_[at_];
        if (c == '}' || c == ']') return close(c);
        if (open_.empty()) return c == '{' || c == '[' ? open(c) : false;
        switch (open_.back().due) {
            case Due::key: return key(c);
            case Due::colon: return c == ':' ? put(c, Due::value) : false;
            case Due::value: return value(c);
            case Due::comma: return comma(c);
        }
        return false;
    }

    bool put(char c, Due due) {
        repaired_.text += c;
        ++at_;
        open_.back().due = due;
        return true;
    }

    bool open(char c) {
        if (open_.size() == deepest) return false;
        if (!open_.empty()) open_.back().due = Due::comma;
        begun_ = true;
        open_.push_back({c == '{', c == '{' ? Due::key : Due::value});
        repaired_.text += c;
        ++at_;
        return true;
    }

    bool close(char c) {
        const auto closes = [c](const Open& open) { return open.object == (c == '}'); };
        if (std::none_of(open_.begin(), open_.end(), closes)) return false;
        while (!closes(open_.back())) {
            note("a bracket that nobody closed");
            repaired_.certain = false;
            finish_level();
        }
        finish_level();
        ++at_;
        return true;
    }

    /// Closes the innermost level, whatever was still due in it.
    void finish_level() {
        auto& text = repaired_.text;
        const auto last = text.find_last_not_of(blanks);
        if (last != text.npos && text[last] == ',') {
            text.erase(last, 1);
            note("a comma too many");
        } else if (open_.back().object && (open_.back().due == Due::value || open_.back().due == Due::colon)) {
            text += open_.back().due == Due::colon ? ":null" : "null";
            note("a value that is missing");
        }
        text += open_.back().object ? '}' : ']';
        open_.pop_back();
        if (!open_.empty()) open_.back().due = Due::comma;
    }

    bool extra_comma() {
        note("a comma too many");
        ++at_;
        return true;
    }

    bool key(char c) {
        if (c == ',') return extra_comma();
        const auto mended = mends_;
        const bool read = c == '"' ? quoted(true) : bare(":\n");
        if (c == '"' && mends_ != mended) repaired_.certain = false;
        open_.back().due = Due::colon;
        return read;
    }

    bool value(char c) {
        if (c == '{' || c == '[') return open(c);
        if (c == ',' && !open_.back().object) return extra_comma();
        if (c == ',') {
            repaired_.text += "null";
            note("a value that is missing");
            return put(c, Due::key);
        }
        const auto mended = mends_, from = repaired_.text.size();
        const bool read = c == '"' ? quoted(false) : bare(",}]\n");
        const std::string_view held = std::string_view{repaired_.text}.substr(from);
        for (const std::string_view structure : {"[{", "}]", "},", "\" :", "\":"})  // a quote is missing, and it swallowed what follows
            if (mends_ != mended && held.find(structure) != held.npos) repaired_.certain = false;
        open_.back().due = Due::comma;
        return read;
    }

    bool comma(char c) {
        const auto due = open_.back().object ? Due::key : Due::value;
        if (c == ',') return put(c, due);
        if (c != '"' && c != '{' && c != '[') return false;
        repaired_.text += ',';
        note("a comma that is missing");
        open_.back().due = due;
        return true;
    }

    /// A word, up to one of `ends`: a number or a literal as it stands, anything else in quotes.
    bool bare(std::string_view ends) {
        const auto stop = bytes_.find_first_of(ends, at_);
        if (stop == bytes_.npos) return false;  // it may be half a word
        const auto word = trimmed(bytes_.substr(at_, stop - at_));
        if (word.empty() || word.find('"') != word.npos) return false;
        const bool value = ends.front() == ',';
        if (!value || !nlohmann::json::accept(word)) {
            repaired_.text += nlohmann::json(std::string{word}).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
            note("a word without quotes");
        } else {
            repaired_.text.append(word);
        }
        at_ = stop;
        return true;
    }

    bool quoted(bool key) {
        repaired_.text += '"';
        for (++at_; at_ < bytes_.size();) {
            const char c = bytes_[at_];
            if (c == '\\') {
                if (backslash(key)) return true;
            } else if (c == '"') {
                ++at_;
                if (may_end(at_, key)) {
                    repaired_.text += '"';
                    return true;
                }
                repaired_.text += "\\\"";
                note("a quote inside a value");
            } else if (!character(c)) {
                return false;
            }
        }
        return false;
    }

    /// Whether the string ends with the quote behind this backslash.
    bool backslash(bool key) {
        const auto rest = bytes_.substr(at_ + 1);
        const char next = rest.empty() ? '\0' : rest[0];
        if (next == '"' && may_end(at_ + 2, key) && !ends_later(at_ + 2, key)) {
            repaired_.text += "\\\\\"";
            note("a lone backslash");
            at_ += 2;
            return true;
        }
        const bool four_digits = rest.size() > 4 && rest.substr(1, 4).find_first_not_of("0123456789abcdefABCDEF") == rest.npos;
        if (next != '\0' && (std::string_view{"\"\\/bfnrt"}.find(next) != std::string_view::npos || (next == 'u' && four_digits))) {
            repaired_.text.append(bytes_.substr(at_, 2));
            at_ += 2;
        } else {
            repaired_.text += "\\\\";
            note("a lone backslash");
            ++at_;
        }
        return false;
    }

    /// One character of a string; false where a line ends that no terminal has broken: its quote is missing.
    bool character(char c) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n' || (c == '\r' && bytes_.substr(at_).starts_with("\r\n"))) {
            const auto begin = bytes_.rfind('\n', at_ == 0 ? 0 : at_ - 1);
            if (at_ - (begin == bytes_.npos ? 0 : begin + 1) < terminal_width) return false;
            note("a line that a terminal has broken");
            at_ = bytes_.find('\n', at_) + 1;
            return true;
        }
        if (byte < ' ') {
            repaired_.text += fmt::format("\\u{:04x}", byte);
            note("a control character");
            ++at_;
            return true;
        }
        const auto size = sequence_at(bytes_, at_);
        if (size > 0) {
            repaired_.text.append(bytes_.substr(at_, size));
            at_ += size;
            return true;
        }
        repaired_.text += static_cast<char>(0xc0 | (byte >> 6));
        repaired_.text += static_cast<char>(0x80 | (byte & 0x3f));
        note("a byte that is no UTF-8");
        ++at_;
        return true;
    }

    /// What stands at `at` may follow a string.
    bool may_end(std::size_t at, bool key) const {
        const auto stop = bytes_.find_first_not_of(blanks, at);
        if (stop == bytes_.npos) return true;
        const char c = bytes_[stop];
        if (key) return c == ':';
        const auto after = bytes_.find_first_not_of(blanks, stop + 1);
        const char then = after == bytes_.npos ? '\0' : bytes_[after];
        if (c == ',') return open_.back().object ? then == '"' || then == ',' || then == '}' : then != '\0';
        if (c == '}') return then == '\0' || then == ',' || then == '}' || then == ']' || then == '{';
        if (c == ']') return true;
        const auto gap = bytes_.substr(at, stop - at);
        return c == '"' && gap.find('\n') != gap.npos;  // the comma is missing
    }

    /// There is another quote on that line that may end it.
    bool ends_later(std::size_t at, bool key) const {
        const auto line = std::min(bytes_.find('\n', at), bytes_.size());
        for (; at < line; ++at)
            if (bytes_[at] == '\\')
                ++at;
            else if (bytes_[at] == '"')
                return may_end(at + 1, key);
        return false;
    }

    void note(std::string_view what) {
        ++mends_;
        auto& notes = repaired_.notes;
        if (std::any_of(notes.begin(), notes.end(), [&](const auto& known) { return known.starts_with(what); })) return;
        const auto line = 1 + std::count(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, bytes_.size())), '\n');
        notes.push_back(fmt::format("{} (line {})", what, line));
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    std::size_t mends_ = 0;
    bool begun_ = false;
    std::vector<Open> open_;
    RepairedJson repaired_;
};

}  // namespace

RepairedJson repair_json(std::string_view bytes) { return JsonRepair{bytes}.run(); }

}  // namespace drivers::junos
