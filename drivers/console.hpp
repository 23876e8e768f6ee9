#pragma once
// A Console: somebody logged in over a stream of bytes - a serial line or an ssh shell - who reads prompts
// before typing. The one place that logs in and moves between modes; all it knows of units is in their
// Family. Not for NETCONF: release() the stream for that.

#include "drivers/family.hpp"
#include "drivers/link.hpp"
#include "drivers/seen.hpp"
#include "drivers/speed.hpp"
#include "drivers/text_pattern.hpp"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace drivers {

enum class Typing { none, line_ends };

class Console {
  public:
    /// `family` has to outlive the console; `transcript` is only told what to mask (the terminal writes it).
    Console(std::unique_ptr<Terminal> terminal, const Family& family, Transcript* transcript = nullptr, Limits limits = {});

    /// Looks where the unit stands, typing nothing but line ends, and nothing at all where a key would change
    /// something (menus, questions). A silent or unknown console is a value.
    Task<Seen> identify(Deadline deadline);

    /// Goes to `mode` ("cli", "shell", "config"): waits for a prompt, logs in, leaves pagers, questions and
    /// other modes on the way. A wrong password is Fault::refused. Quiet commands are typed once a login.
    Task<> enter(std::string mode, Credentials credentials, Deadline deadline);

    /// Types a command at a prompt and returns what the unit printed, lines ended by '\n', without echo,
    /// prompt and noise; pagers are answered. A question that nobody expected is answered by no and is
    /// Fault::protocol; a login prompt or a loader in its place is Fault::closed.
    Task<std::string> command(std::string text, Deadline deadline);

    /// Types a command that asks back and answers by the first pattern that matches. Without a command the question that stands is the first
    /// to be answered. Ends when `until` (RE2,
    /// on a line) was seen, at the next prompt of a mode one is logged in to, or at a login prompt; returns
    /// what was printed, with the questions.
    Task<std::string> dialogue(std::string command, std::vector<Answer> answers, std::string until,
                               Deadline deadline);

    /// The name of the first of these marks that comes by, or of these modes whose prompt stands; nothing is
    /// typed. What stood before it is gone, what follows is for the next call, and no prompt counts twice.
    Task<std::string> watch(std::vector<Mark> marks, std::vector<std::string> modes, Deadline deadline);
    Task<std::string> watch(std::vector<Mark> marks, Deadline deadline);
    /// The line on which the last mark was found, printable: as much of it as had come then.
    std::string marked_line() const { return printable(marked_line_); }

    /// Which of these came by since the last thing was asked, in their order: what a command that did not end was cut off by.
    std::vector<std::string> heard_since(const std::vector<Mark>& marks) const;

    /// Looks for the speed at which the unit speaks (drivers/speed.hpp), the one the line has first; `Typing::none` only listens. What stood
    /// there and what came meanwhile is forgotten when another is found. Nothing is found where the line is not ours to set.
    Task<SpeedSearch> find_speed(Typing typing, Deadline deadline);
    /// What came last is mostly no text: a wrong speed, a bad cable.
    bool garbled() const;
    /// Something came, and the little there is is text: nothing says that the speed is wrong.
    bool readable() const;
    /// The stream ended or its port is gone: whoever needs the console opens it anew.
    bool lost() const { return lost_; }

    /// How often something came that another unit may have brought: a login prompt, a loader or a menu stood, a sign of a boot was seen, the
    /// stream was lent or runs at another speed.
    std::uint64_t arrivals() const { return arrivals_; }
    /// Whether who was logged in to last still is, by the prompt that stands after all that had come unread. A line end may be typed.
    Task<bool> still_stands(Deadline deadline);

    /// Types keys as they are, whatever stands there (boot menus, break-in windows).
    Task<> press(std::string keys, Deadline deadline);

    const Seen& seen() const { return seen_; }
    Transcript* transcript() const { return transcript_; }  ///< null: nothing is kept
    const Family& family() const { return *family_; }
    /// From now on the unit is known to be of this family.
    void become(const Family& family);

    /// The stream, for another language over it (NETCONF); the console is unusable until take_back().
    std::unique_ptr<Terminal> release();
    void take_back(std::unique_ptr<Terminal> terminal);
    bool released() const { return !terminal_; }

    void abort() noexcept;
    const std::string& where() const { return where_; }

  private:
    void take_in(std::string_view bytes);
    Task<bool> receive(Clock::duration at_most, const Deadline& deadline);
    Task<std::optional<Match>> look(const Deadline& deadline);
    Task<std::optional<Match>> prompt_after(std::uint64_t line, Clock::duration at_most,
                                            const Deadline& deadline,
                                            Clock::time_point latest = Clock::time_point::max());
    Task<> type(std::string bytes, const Deadline& deadline);
    Task<> wait_for_prompt(const Deadline& deadline);
    Task<> log_in(const Credentials& credentials, const Deadline& deadline);
    Task<> move_towards(const std::string& mode, const Deadline& deadline);
    Task<> quieten(const Deadline& deadline);
    Task<> ask_again(const Deadline& deadline);
    Task<> settle(const Deadline& deadline);
    Task<Match> end_of_command(const std::string& command, std::uint64_t line, const Deadline& deadline);
    bool has_echoed(const std::string& command);
    Clock::duration longest_echo() const;
    Task<> turn_down(const Match& question, const Deadline& deadline);
    Task<std::optional<Match>> question_after(std::uint64_t line, const Deadline& deadline);

    const Mode* new_prompt(const std::vector<std::string>& modes) const;
    std::string told(const Mode& mode);
    struct AwaitedMark {
        std::string name;
        TextPattern pattern;
        bool whole = false;
    };
    static std::vector<AwaitedMark> compiled_marks(const std::vector<Mark>& marks);
    const AwaitedMark* mark_at_rest(const std::vector<AwaitedMark>& marks) const;
    std::string take(const AwaitedMark& mark);
    std::optional<std::string> take_mark(const std::vector<AwaitedMark>& marks);
    bool is_there(const std::string& mode) const;
    bool is_asked() const;
    bool was_refused() const;
    bool keys_matter() const;
    bool printed_any(const std::string& command, const TextPattern& pattern, std::size_t& looked_at) const;
    std::string line_end() const;
    std::string output(const std::string& command, const std::string& mode, std::uint64_t prompt);
    const Mode& mode_of(const Match& match) const;
    bool is_prompt_torn() const;
    bool is_prompt_lost(const std::string& command) const;
    bool is_doubtful(const Match& match) const;
    Match whole(const Match& match);
    Match with_banner(Match match);
    std::vector<std::string> heard() const;
    void note(const Match& match);
    void forget();
    void need_terminal() const;
    LinkError failure(Fault fault, const std::string& what) const;
    std::string last_seen() const;

    std::unique_ptr<Terminal> terminal_;
    const Family* family_;
    Transcript* transcript_;
    Limits limits_;
    std::uint64_t reply_bytes_ = 0;  ///< that came since `lines_` was empty
    PromptReader reader_;
    std::vector<TextPattern> refused_;
    Expect expect_;
    std::vector<Line> lines_;                                 ///< that ended since the last thing was asked
    std::set<std::pair<std::uint64_t, std::string>> marked_;  ///< on lines that had not ended yet
    std::string marked_line_;
    Seen seen_;
    std::string prompt_;            ///< that stood last, as it was drawn
    std::string banner_;            ///< that named the host where a login prompt stood first, until somebody is logged in
    Clock::time_point noted_at_{};  ///< when it did
    std::uint64_t received_ = 0, unreadable_ = 0;  ///< bytes of late; unreadable: no text and no control of a terminal
    bool spoke_ = false;  ///< more than line ends, which may be our own come back
    bool asked_again_ = false;  ///< for the prompt that ends a command
    bool quietened_ = false, echoes_ = false, lost_ = false;
    std::uint64_t arrivals_ = 0;
    std::string where_;
};

}  // namespace drivers
