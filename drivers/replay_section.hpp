#pragma once
// What a unit printed between two prompts where it takes commands, by the command: an installer's words, what a reset claims, what waits
// for a reboot, what a copy holds. Private to family_replay.

#include "drivers/family_replay.hpp"
#include "drivers/install_words.hpp"

#include <map>
#include <string>
#include <vector>

namespace drivers {

class ReplaySection {
  public:
    explicit ReplaySection(const Family& family);

    /// Somebody typed this at a prompt; `line` is where.
    void begin(const std::string& command, ReplayedLine& line);
    /// The unit printed this.
    void take(const std::string& text, ReplayedLine& line);
    /// A prompt where commands are taken stands: what was printed is complete.
    void end();
    /// The unit asks for a login: what a reset may claim is over.
    void login() { resets_.clear(); }
    /// What a run would say to this question.
    std::string answer_to(const std::string& question) const;
    void summarize(std::map<std::string, std::string>& summary) const;

  private:
    void take_reset(const std::string& text, ReplayedLine& line);
    void take_installer(const std::string& text, ReplayedLine& line) const;
    void judge();
    void read_copies();
    void read_pendings();
    bool is_install() const;

    const Family& family_;
    std::vector<const Package*> packages_;  ///< that may be meant
    std::string command_, said_;
    std::vector<const ResetLevel*> resets_;  ///< that may be under way
    std::vector<std::string> installs_, pendings_, levels_, claims_;
    std::map<std::string, std::string> copies_;
    bool reset_begun_ = false;
};

}  // namespace drivers
