#pragma once
// What really went over a simulated console, both ways, byte for byte: what a station's transcript is held against. Kept only where
// somebody asks for it.

#include <filesystem>
#include <string>
#include <string_view>

namespace drivers::sim {

/// Two files for each time that somebody held the port: `NAME.N.said` (by the unit) and `NAME.N.heard`, N from 1.
class Tape {
  public:
    Tape() = default;  ///< keeps nothing
    /// `folder` is made. Throws std::filesystem::filesystem_error.
    Tape(std::filesystem::path folder, std::string name);

    /// Throws std::runtime_error naming the file that cannot be written.
    void said(std::string_view bytes) { keep(".said", bytes); }
    void heard(std::string_view bytes) { keep(".heard", bytes); }
    void hung_up() { next_ = true; }  ///< what follows is for somebody else

  private:
    void keep(const char* direction, std::string_view bytes);

    std::filesystem::path folder_;
    std::string name_;
    unsigned part_ = 0;
    bool next_ = true;
};

}  // namespace drivers::sim
