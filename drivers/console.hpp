#pragma once
// A Console: somebody logged in over a stream of bytes - a serial line or an ssh shell - who reads prompts before typing. The one place that logs
// in and moves between modes; all it knows of units is in their Family. Not for NETCONF: release() the stream for that.

#include "drivers/family.hpp"
#include "drivers/link.hpp"
#include "drivers/seen.hpp"

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace drivers {

class Console {
  public:
    /// `family` has to outlive the console; `transcript` is only told what to mask (the terminal writes it).
    Console(std::unique_ptr<Terminal> terminal, const Family& family, Transcript* transcript = nullptr);

    /// Looks where the unit stands, typing nothing but line ends. A silent or unknown console is a value.
    Task<Seen> identify(Deadline deadline);

    /// Goes to `mode` ("cli", "shell", "config"): logs in, leaves pagers, questions and configuration mode on the way. A wrong password is
    /// Fault::refused. Quiet commands are typed once a login.
    Task<> enter(std::string mode, Credentials credentials, Deadline deadline);

    /// Types a command at a prompt and returns what the unit printed, without echo, prompt and noise; pagers are answered.
    Task<std::string> command(std::string text, Deadline deadline);

    /// Types a command that asks back. Ends when `until` (RE2, on a line) was seen, or, when that is empty, at the next prompt.
    Task<std::string> dialogue(std::string command, std::vector<Answer> answers, std::string until, Deadline deadline);

    /// The name of the first of these marks that comes by; what stood before it is gone, what follows is for the next call.
    Task<std::string> watch(std::vector<Mark> marks, Deadline deadline);

    /// Types keys as they are, whatever stands there (boot menus, break-in windows).
    Task<> press(std::string keys, Deadline deadline);

    const Seen& seen() const { return seen_; }
    const Family& family() const { return *family_; }
    /// From now on the unit is known to be of this family.
    void become(const Family& family);

    /// The stream, for another language over it (NETCONF); the console is unusable until take_back().
    std::unique_ptr<Terminal> release();
    void take_back(std::unique_ptr<Terminal> terminal);
    bool released() const { return !terminal_; }

    void abort() noexcept;
    const std::string& where() const;

  private:
    enum class Await { prompt, quiet };
    Task<bool> receive(Clock::duration at_most, const Deadline& deadline);
    Task<std::optional<Match>> prompt(std::uint64_t after_line, Clock::duration at_most, const Deadline& deadline);
    Task<> type(std::string bytes, const Deadline& deadline);
    Task<> settle(const Deadline& deadline);
    Task<Match> await_prompt(std::uint64_t after_line, const Deadline& deadline);
    Task<> step_towards(const std::string& mode, const Credentials& credentials, const Deadline& deadline);
    Task<> log_in(const Credentials& credentials, const Deadline& deadline);
    Task<> quieten(const Deadline& deadline);
    void note(const std::optional<Match>& match);
    void need_terminal() const;
    LinkError failure(Fault fault, const std::string& what) const;

    std::unique_ptr<Terminal> terminal_;
    const Family* family_;
    Transcript* transcript_;
    std::unique_ptr<Expect> expect_;
    std::deque<Line> lines_;
    Seen seen_;
    bool quietened_ = false;
    std::string where_;
};

}  // namespace drivers
