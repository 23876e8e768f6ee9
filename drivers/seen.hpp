#pragma once
// What a unit shows on its console, made of a prompt that stands and the lines before it. Pure: the family's
// samples are checked with it.

#include "drivers/expect.hpp"
#include "drivers/family.hpp"

#include <string>
#include <vector>

namespace drivers {

inline bool is_logged_in(ModeKind kind) { return kind == ModeKind::shell || kind == ModeKind::cli || kind == ModeKind::config; }

enum class Confidence { none, likely, certain };

struct Seen {
    std::string mode;  ///< a mode of the family; empty when nothing known stands there
    ModeKind kind = ModeKind::elsewhere;
    std::string user, host, role, member;      ///< as far as the prompt and the lines before it say
    Confidence confidence = Confidence::none;  ///< likely: the mode's prompt was never seen on such a unit by
                                               ///< those who described it
    std::string text;                          ///< the last lines received, printable, in one
    std::vector<std::string> lines;            ///< the same, one by one; the last is the prompt that stands
    std::vector<std::string> heard;            ///< the last lines that ended before, printable, oldest first
    bool silent = false;                       ///< nothing came at all
    bool echo = false;                         ///< only the line ends that were typed came back: nobody answers there yet
    bool garbled = false;                      ///< what came is mostly no text: a wrong speed, a bad cable

    bool logged_in() const { return is_logged_in(kind); }
    bool operator==(const Seen&) const = default;
};

/// A family's prompts and banners, ready to use.
class PromptReader {
  public:
    explicit PromptReader(const Family& family);

    Expect expect() const;
    Seen read(const Match& match) const;
    /// Which of the lines before a prompt names the host; "": none does.
    std::string host_banner(const Match& match) const;
    /// The line belongs to a prompt that comes after it: a banner, or what the prompt of `mode` asks for.
    bool introduces(const std::string& line, std::string_view mode) const;

  private:
    const Family* family_;
    struct ModePatterns {
        std::string mode;
        TextPattern prompt, after;
    };
    std::vector<ModePatterns> prompts_;
    std::vector<TextPattern> banners_;
};

/// `text` with what cannot be printed replaced, at most `size` bytes of its end.
std::string printable(std::string_view text, std::size_t size = 200);

}  // namespace drivers
