#include "tests/e2e/tape.hpp"

#include "drivers/transcript.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

namespace e2e {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t enough_to_show = 60;
constexpr std::size_t enough_to_find = 16;  ///< readable bytes that stand nowhere else by chance
constexpr std::string_view servers_own = "Device open failure";  ///< says ser2net while the port it serves is away

/// The pieces of one direction, one for each time that somebody held the port.
std::vector<std::string> pieces(const fs::path& tape, const std::string& console, const std::string& direction) {
    std::vector<std::string> pieces;
    for (unsigned part = 1;; ++part) {
        const auto stem = console + "." + std::to_string(part);
        if (!fs::exists(tape / (stem + ".said")) && !fs::exists(tape / (stem + ".heard"))) return pieces;
        std::ifstream file{tape / (stem + direction), std::ios::binary};
        pieces.emplace_back(std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{});
    }
}

bool alike(char kept, char real) { return kept == real || (kept == '*' && std::iscntrl(static_cast<unsigned char>(real)) == 0); }  // no secret has a control character

class Follower {
  public:
    Follower(std::vector<std::string> pieces, bool served) : pieces_{std::move(pieces)}, served_{served} {}

    /// Goes on over what the unit said; those bytes from which on it cannot.
    std::string_view follow(std::string_view bytes) {
        while (!bytes.empty()) {
            bytes.remove_prefix(here(bytes));
            lost_ |= is_withheld(bytes);
            if (lost_ && readable(bytes) < enough_to_find) return {};
            if (!bytes.empty() && !later(bytes)) break;
        }
        return bytes;
    }

    /// The same for what was typed. What was on its way when the port went was heard by nobody; the next one hears from its first byte on.
    std::string_view follow_typed(std::string_view bytes) {
        begun_ = true;
        bytes.remove_prefix(here(bytes));
        if (bytes.empty() || piece_ + 1 >= pieces_.size() || at_ < pieces_[piece_].size()) return bytes;
        for (auto piece = piece_ + 1; piece < pieces_.size(); ++piece) {
            const auto& text = pieces_[piece];
            if (text.size() < bytes.size() || !std::equal(bytes.begin(), bytes.end(), text.begin(), alike)) continue;
            piece_ = piece;
            at_ = bytes.size();
            break;
        }
        return {};
    }

  private:
    // What is withheld fits nearly anywhere: where it does not go on here, the place is found again by the next words that can be read.
    static bool is_withheld(std::string_view bytes) { return bytes.find('*') != std::string_view::npos && readable(bytes) == 0; }
    static std::size_t readable(std::string_view bytes) {
        return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), [](char byte) { return byte != '*' && (byte > ' ' && byte <= '~'); }));
    }

    std::size_t here(std::string_view bytes) {
        if (piece_ >= pieces_.size() || !begun_ || lost_) return 0;
        const auto rest = std::string_view{pieces_[piece_]}.substr(at_);
        const auto same = std::mismatch(bytes.begin(), bytes.end(), rest.begin(), rest.end(), alike).first - bytes.begin();
        at_ += static_cast<std::size_t>(same);
        return static_cast<std::size_t>(same);
    }

    // The port was opened again: what went before its opening was not read, so the piece may be met anywhere. A terminal server may hold the
    // port while the station comes back to it.
    bool later(std::string_view bytes) {
        for (auto piece = begun_ && !served_ && !lost_ ? piece_ + 1 : piece_; piece < pieces_.size(); ++piece) {
            const std::string_view text = pieces_[piece];
            const auto length = std::min(bytes.size(), text.size());
            const auto from = begun_ && piece == piece_ ? static_cast<std::ptrdiff_t>(at_) : 0;
            const auto found = std::search(text.begin() + from, text.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length),
                                           [](char real, char kept) { return alike(kept, real); });
            if (length == 0 || found == text.end()) continue;
            piece_ = piece;
            at_ = static_cast<std::size_t>(found - text.begin());
            lost_ = false;
            return begun_ = true;
        }
        return false;
    }

    std::vector<std::string> pieces_;
    std::size_t piece_ = 0, at_ = 0;
    bool begun_ = false, lost_ = false, served_;
};

bool is_served(const fs::path& transcript) {
    std::ifstream file{transcript};
    std::string head;
    std::getline(file, head);
    return head.find(" serial:") == std::string::npos;
}

std::string shown(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes.substr(0, enough_to_show)) text += byte >= ' ' && byte <= '~' ? byte : '.';
    return "\"" + text + "\"";
}

}  // namespace

std::vector<std::string> strays(const fs::path& transcript, const fs::path& tape) {
    const auto console = transcript.stem().string();
    const bool served = is_served(transcript);
    Follower said{pieces(tape, console, ".said"), served}, heard{pieces(tape, console, ".heard"), served};
    for (const auto& frame : drivers::read_transcript(transcript)) {
        if (served && (frame.sent || frame.bytes.find(servers_own) != std::string::npos)) continue;
        const auto left = frame.sent ? heard.follow_typed(frame.bytes) : said.follow(frame.bytes);
        if (left.empty()) continue;
        const auto* claim = frame.sent ? " has sent what the unit never heard there: " : " has received what the unit never said there: ";
        return {transcript.filename().string() + " at " + std::to_string(frame.at.count()) + " us" + claim + shown(left)};
    }
    return {};
}

}  // namespace e2e
