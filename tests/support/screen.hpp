#pragma once
// What a terminal shows of the bytes it was sent: as much of one as our programs use (ECMA-48: cursor up, home, erase in line and display,
// colours). Lines that are too long are broken, as terminals do.

#include <string>
#include <string_view>
#include <vector>

namespace support {

class Screen {
  public:
    Screen(std::size_t width, std::size_t height) : width_{width}, height_{height}, rows_(height) {}

    void take(std::string_view bytes);
    /// As terminals do that break their long lines anew: what stood on one row stands on several.
    void resize(std::size_t width, std::size_t height);
    /// Without blanks at the ends, and without empty rows at the end.
    std::vector<std::string> rows() const;
    std::string text() const;

  private:
    void put(std::string_view character, std::size_t columns);
    void line_feed();
    void sequence(std::string_view parameters, char final);

    std::size_t width_, height_, x_ = 0, y_ = 0;
    std::vector<std::string> rows_;
    std::string pending_;
};

}  // namespace support
