#pragma once
// One line as a person types it at a terminal: what each byte makes of it. Pure; who draws it is not its business.

#include <string>

namespace station {

class LineEditor {
  public:
    enum class Became { longer_or_shorter, whole, interrupted, unchanged };

    /// Takes one byte. `whole`: Enter was pressed, and text() is the line until clear(). `interrupted`: Ctrl-C, where the terminal makes no
    /// signal of it.
    Became take(char byte);
    const std::string& text() const { return text_; }
    void clear() { text_.clear(); }

    static constexpr std::size_t longest = 400;  ///< bytes; nobody says more to a question

  private:
    enum class Escape { none, begun, sequence };
    bool in_escape(char byte);
    void erase_last();

    std::string text_;
    Escape escape_ = Escape::none;
    bool after_return_ = false;  ///< of "\r\n" the second ends nothing
};

}  // namespace station
