#include "drivers/torn.hpp"

#include <utility>

namespace drivers {
namespace {

constexpr std::size_t longest_piece = 256;  ///< of a prompt; what is longer is a line of its own

}  // namespace

void Torn::ended(std::uint64_t number, const std::string& text) {
    if (last_ || text.size() > longest_piece) pieces_.clear();
    last_.reset();
    if (text.size() <= longest_piece) last_ = {number, text};
    beginnings_.clear();
}

void Torn::cut_in() {
    if (!last_) return;
    pieces_.insert(pieces_.begin(), *std::exchange(last_, std::nullopt));
    if (pieces_.size() > most_lines) pieces_.pop_back();
    beginnings_.clear();
    std::string text;
    for (const auto& piece : pieces_) {
        text.insert(0, piece.text);
        beginnings_.push_back({piece.line, beginnings_.size() + 1, text});
    }
}

}  // namespace drivers
