#pragma once
// Finds prompts and marks in the bytes of a console: a pure function of the bytes, however they were cut into
// reads. No I/O, no clock: whether a prompt that stands is believed at once is the Console's business.

#include "drivers/text_pattern.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace drivers {

/// A line as a person would read it: without NUL, bell, CR, escape sequences and noise.
struct Line {
    std::uint64_t number = 0;  ///< counts everything that ended, from 1
    std::string text;
    bool overwritten =
        false;         ///< a carriage return went back over it: progress, or a pager that was wiped away
    bool cut = false;  ///< its middle is missing: it was longer than anything a unit means for people
    bool operator==(const Line&) const = default;
};

/// A prompt to look for. The first in the list that matches wins.
struct Prompt {
    std::string name;
    std::string pattern;  ///< RE2, on the unterminated last line
    std::string after;    ///< RE2 on the line before; empty: anything
    std::string ends;     ///< characters it may end in besides punctuation
    bool ended = false;   ///< it stands also when its line has ended
};

struct Match {
    std::string name;
    std::uint64_t line =
        0;  ///< the number the line would have had it ended: tells a new prompt from the one before
    std::string text;  ///< the line
    std::vector<std::string>
        before;  ///< at most two lines before it that were neither blank nor prompts, nearest first
    /// The same with what stood before a message, which may be its own beginning that the message tore off, or anything else; empty: nothing.
    std::string perhaps;
    bool operator==(const Match&) const = default;
};

class Expect {
  public:
    /// Noise is dropped; an interruption (syslog, the kernel) is a line of its own. What either tore apart is joined again: the beginning of
    /// a line before it and what comes after it; where the message ended that line, only what makes a prompt together and not alone, or the one
    /// that is known to stand there. Throws std::invalid_argument for a pattern that RE2 refuses.
    Expect(const std::vector<Prompt>& prompts, const std::vector<std::string>& noise,
           const std::vector<std::string>& interruptions = {});
    ~Expect();
    Expect(Expect&&) noexcept;
    Expect& operator=(Expect&&) noexcept;

    /// Takes bytes and appends the lines that they ended to `lines`.
    void feed(std::string_view bytes, std::vector<Line>& lines);

    /// This prompt stands there again and again: its pieces are told from anything else.
    void knows(std::string_view prompt);

    /// As if nothing had come yet; what it knows it still knows.
    void clear();

    /// The prompt that stands at the end of what came so far. A prompt stands when it is on the unterminated
    /// last line; also when noise ran over it, or when it was redrawn with several carriage returns before
    /// the newline, and nothing else followed.
    std::optional<Match> standing() const;

    /// The unterminated last line, and the number it will have.
    std::string_view tail() const;
    std::uint64_t line() const;
    /// How long the unterminated line is, with what was cut from its middle.
    std::size_t length() const;
    /// At most two lines before it that were neither blank nor prompts, nearest first.
    std::vector<std::string> before() const;

    static constexpr std::size_t longest_line = 64 * 1024;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace drivers
