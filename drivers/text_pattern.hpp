#pragma once
// One regular expression (RE2) for text from a unit.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace re2 {
class RE2;
}

namespace drivers {

/// Compiled once, however often it is asked for: every console of a bench looks for the hundreds of patterns of a few families, and to compile
/// them takes milliseconds that the station thread does not have. Throws std::invalid_argument when RE2 refuses the pattern.
std::shared_ptr<const re2::RE2> compiled_pattern(std::string_view pattern);

class TextPattern {
  public:
    /// Throws std::invalid_argument when RE2 refuses it.
    explicit TextPattern(std::string_view pattern);
    ~TextPattern();
    TextPattern(TextPattern&&) noexcept;
    TextPattern& operator=(TextPattern&&) noexcept;

    bool found_in(std::string_view text) const;
    /// The named groups that took part in the match; nothing when there is none.
    std::optional<std::vector<std::pair<std::string, std::string>>> groups(std::string_view text) const;
    /// One of them; nothing when it took no part.
    std::optional<std::string> group(std::string_view name, std::string_view text) const;

  private:
    std::shared_ptr<const re2::RE2> re_;
};

}  // namespace drivers
