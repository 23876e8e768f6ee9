#include "station/terminal/line_editor.hpp"

#include <utility>

namespace station {
namespace {

constexpr char ctrl_c = 0x03, backspace = 0x08, ctrl_u = 0x15, escape = 0x1b, erase = 0x7f;

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

/// True while `byte` belongs to what an arrow or a function key sends: ESC [ parameters final, ESC O final, or ESC and one byte.
bool LineEditor::in_escape(char byte) {
    switch (escape_) {
        case Escape::none: return false;
        case Escape::begun:
            escape_ = byte == '[' || byte == 'O' ? Escape::sequence : Escape::none;
            return true;
        case Escape::sequence:
            if (byte >= 0x40) escape_ = Escape::none;
            return true;
    }
    return false;
}

void LineEditor::erase_last() {
    while (!text_.empty() && continues(text_.back())) text_.pop_back();
    if (!text_.empty()) text_.pop_back();
}

LineEditor::Became LineEditor::take(char byte) {
    const bool ends_already = std::exchange(after_return_, byte == '\r') && byte == '\n';
    if (ends_already || in_escape(byte)) return Became::unchanged;
    switch (byte) {
        case '\r':
        case '\n': return Became::whole;
        case ctrl_c: return Became::interrupted;
        case backspace:
        case erase: erase_last(); return Became::longer_or_shorter;
        case ctrl_u: text_.clear(); return Became::longer_or_shorter;
        case escape: escape_ = Escape::begun; return Became::unchanged;
        default: break;
    }
    if (static_cast<unsigned char>(byte) < 0x20 || text_.size() >= longest) return Became::unchanged;
    text_ += byte;
    return Became::longer_or_shorter;
}

}  // namespace station
