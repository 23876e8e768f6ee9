#include "tests/support/screen.hpp"

#include <algorithm>
#include <cstdlib>

namespace support {
namespace {

// One column each: characters of several bytes are shown as '#', wide ones as "# ". Enough to see where text stands.
bool is_wide(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    return first >= 0xE3 && first != 0xEF;
}

}  // namespace

void Screen::line_feed() {
    if (++y_ < height_) return;
    rows_.erase(rows_.begin());
    rows_.emplace_back();
    y_ = height_ - 1;
}

void Screen::put(std::string_view character, std::size_t columns) {
    if (x_ + columns > width_) {
        x_ = 0;
        line_feed();
    }
    auto& row = rows_[y_];
    if (row.size() < x_ + columns) row.resize(x_ + columns, ' ');
    row[x_] = character.size() == 1 ? character[0] : '#';
    if (columns == 2) row[x_ + 1] = ' ';
    x_ += columns;
}

void Screen::sequence(std::string_view parameters, char final) {
    const auto number = static_cast<std::size_t>(std::max(1, std::atoi(std::string{parameters}.c_str())));
    if (final == 'A') y_ -= std::min(y_, number);
    if (final == 'H') x_ = y_ = 0;
    if (final == 'K' || final == 'J') rows_[y_].resize(std::min(rows_[y_].size(), x_));
    if (final != 'J') return;
    for (std::size_t y = parameters == "2" ? 0 : y_ + 1; y < height_; ++y) rows_[y].clear();
}

void Screen::take(std::string_view bytes) {
    pending_ += bytes;
    std::size_t at = 0;
    while (at < pending_.size()) {
        const auto byte = static_cast<unsigned char>(pending_[at]);
        if (byte == 0x1b) {
            const auto end = pending_.find_first_of("ABCDEFGHJKmhl", at + 2);
            if (end == std::string::npos) break;
            sequence(std::string_view{pending_}.substr(at + 2, end - at - 2), pending_[end]);
            at = end + 1;
            continue;
        }
        const std::size_t size = byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        if (pending_.size() - at < size) break;
        const auto character = std::string_view{pending_}.substr(at, size);
        if (byte == '\n') {
            x_ = 0;  // a tty's ONLCR
            line_feed();
        } else if (byte == '\r') {
            x_ = 0;
        } else if (byte >= 0x20) {
            put(character, is_wide(character) ? 2 : 1);
        }
        at += size;
    }
    pending_.erase(0, at);
}

void Screen::resize(std::size_t width, std::size_t height) {
    const auto before = rows();
    width_ = width;
    height_ = height;
    rows_.assign(height, {});
    x_ = y_ = 0;
    for (const auto& row : before) {
        for (const char c : row) put({&c, 1}, 1);
        x_ = 0;
        line_feed();
    }
}

std::vector<std::string> Screen::rows() const {
    auto rows = rows_;
    for (auto& row : rows) row.resize(row.find_last_not_of(' ') + 1);
    while (!rows.empty() && rows.back().empty()) rows.pop_back();
    return rows;
}

std::string Screen::text() const {
    std::string all;
    for (const auto& row : rows()) all += row + "\n";
    return all;
}

}  // namespace support
