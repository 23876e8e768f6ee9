#pragma once
// What messages tore off the beginning of a line: a message that begins on a line of its own ends the line it cuts into, and what comes
// after it may be the rest. Pure; whether the two belong together is for who knows prompts to say.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace drivers {

class Torn {
  public:
    struct Beginning {
        std::uint64_t line = 0;  ///< the number of the first line it stood on
        std::size_t lines = 0;   ///< how many it stood on
        std::string text;
    };

    /// A line ended that is no message.
    void ended(std::uint64_t number, const std::string& text);
    /// A message had a line of its own.
    void cut_in();
    /// What the next line may begin with, the shortest first. Nothing where no message came just before.
    const std::vector<Beginning>& beginnings() const { return beginnings_; }

    static constexpr std::size_t most_lines = 3;  ///< one prompt is not torn more often

  private:
    struct Piece {
        std::uint64_t line;
        std::string text;
    };
    std::vector<Piece> pieces_;  ///< nearest first
    std::optional<Piece> last_;  ///< that ended, with no message after it so far
    std::vector<Beginning> beginnings_;
};

}  // namespace drivers
