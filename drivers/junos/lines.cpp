#include "drivers/junos/lines.hpp"

#include <algorithm>

#include "drivers/junos/element.hpp"

namespace drivers::junos {

std::size_t Line::indent() const {
    const auto at = text.find_first_not_of(' ');
    return at == text.npos ? text.size() : at;
}

std::string_view Line::trimmed() const {
    return junos::trimmed(text);
}

std::string without_tabs(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t column = 0;
    for (const char c : text) {
        if (c == '\t') {
            const auto blanks = 8 - column % 8;
            out.append(blanks, ' ');
            column += blanks;
        } else {
            out += c;
            column = c == '\n' ? 0 : column + 1;
        }
    }
    return out;
}

Lines lines_of(std::string_view text) {
    Lines lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        // Two blanks end a cell as a line end does.
        lines.push_back({line, end != text.npos || line.ends_with("  ")});
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
    return lines;
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != text.npos;) {
        const auto end = std::min(text.find(' ', at), text.size());
        words.push_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

std::vector<std::string_view> cells_of(std::string_view text) {
    std::vector<std::string_view> cells;
    for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != text.npos;) {
        const auto end = std::min(text.find("  ", at), text.size());
        cells.push_back(trimmed(text.substr(at, end - at)));
        at = end;
    }
    return cells;
}

std::optional<KeyValue> key_value(std::string_view text) {
    text = trimmed(text);
    const auto blanks = text.find("  "), colon = text.find(':');
    if (colon != text.npos && (blanks == text.npos || colon < text.find_first_not_of(' ', blanks) + 1))
        return KeyValue{trimmed(text.substr(0, colon)), trimmed(text.substr(colon + 1))};
    if (blanks == text.npos) return std::nullopt;
    return KeyValue{text.substr(0, blanks), trimmed(text.substr(blanks))};
}

Columns::Columns(std::string_view header, const std::vector<std::string_view>& labels)
    : labels_{labels.size()} {
    for (std::size_t label = 0; label < labels.size(); ++label)
        if (const auto at = header.find(labels[label]); at != header.npos) columns_.push_back({label, at});
    std::sort(columns_.begin(), columns_.end(),
              [](const Column& a, const Column& b) { return a.begin < b.begin; });
}

void Columns::shift(std::ptrdiff_t by) {
    for (auto& column : columns_)
        column.begin = static_cast<std::size_t>(
            std::max<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(column.begin) + by));
}

std::size_t Columns::first() const {
    return columns_.empty() ? 0 : columns_.front().begin;
}

std::size_t Columns::wide_end(std::string_view row, std::size_t end, bool name) {
    const auto stop = std::min(row.find(' ', end), row.size());
    if (!name || stop + 1 >= row.size()) return stop;
    // A name ends in its number: "Fan Tray Controller 12" is one cell.
    const auto next = std::min(row.find(' ', stop + 1), row.size());
    const auto number = row.substr(stop + 1, next - stop - 1);
    return !number.empty() && number.find_first_not_of("0123456789") == number.npos ? next : stop;
}

std::vector<std::string_view> Columns::cells(std::string_view row) const {
    std::vector<std::string_view> cells(labels_);
    std::size_t from = 0;
    std::ptrdiff_t pushed = 0;
    for (std::size_t i = 0; i < columns_.size() && from < row.size(); ++i) {
        auto end = row.size();
        if (i + 1 < columns_.size())
            end = std::min(end, static_cast<std::size_t>(std::max<std::ptrdiff_t>(
                                    0, static_cast<std::ptrdiff_t>(columns_[i + 1].begin) + pushed)));
        if (end > from && end < row.size() && row[end - 1] != ' ') {
            const auto due = static_cast<std::ptrdiff_t>(end);
            const auto gap = row.substr(from, end - from).rfind("  ");
            const auto begin = gap == std::string_view::npos ? from : from + gap + 2;
            // What begins nearer to the next column belongs there: the row was trimmed. Otherwise this cell
            // is too wide.
            if (end - begin < begin - from)
                end = begin;
            else
                end = std::min(wide_end(row, end, i == 0) + 1, row.size());
            pushed += static_cast<std::ptrdiff_t>(end) - due;
        }
        if (end > from) cells[columns_[i].label] = trimmed(row.substr(from, end - from));
        from = std::max(from, end);
    }
    return cells;
}

}  // namespace drivers::junos
