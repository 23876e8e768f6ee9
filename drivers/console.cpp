#include "drivers/console.hpp"

#include "drivers/console_times.hpp"
#include "drivers/lines.hpp"
#include "drivers/transcript.hpp"

#include <algorithm>
#include <utility>

namespace drivers {
namespace {

using namespace std::chrono_literals;

constexpr auto pending = 50ms;        ///< bytes that are there already are read within this
constexpr int nudges = 3;
constexpr std::uint64_t enough_to_judge = 16, of_late = 256;  ///< bytes before a line is called garbled, and after which half of them is forgotten
constexpr std::size_t lines_heard = 6;

/// A line end changes nothing there.
bool takes_line_end(ModeKind kind) {
    return kind == ModeKind::login || kind == ModeKind::password || kind == ModeKind::shell ||
           kind == ModeKind::cli || kind == ModeKind::config;
}

/// Neither text nor what terminals are told: at a wrong speed a quarter and more of the bytes are such. A line that runs too fast gives
/// NULs: a character that lasts too long has no stop bit.
bool is_unreadable(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte < 0x20 && !(byte >= 0x07 && byte <= 0x0d) && byte != 0x1b);
}

/// Whoever is logged in, or on the way there, is not met by a command, its questions and its pager.
bool may_be_another_unit(ModeKind kind) {
    return !is_logged_in(kind) && kind != ModeKind::password && kind != ModeKind::pager && kind != ModeKind::confirm && kind != ModeKind::question;
}

/// As a line gives them back that nobody reads: as they are, or spelled.
bool is_own_line_ends(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const bool spelled = bytes[i] == '^' && (i + 1 == bytes.size() || bytes[i + 1] == 'M' || bytes[i + 1] == 'J');
        const bool rest_of_one = i == 0 && (bytes[i] == 'M' || bytes[i] == 'J') && bytes.size() == 1;
        if (spelled) ++i;
        else if (!rest_of_one && bytes[i] != '\r' && bytes[i] != '\n' && bytes[i] != '\0') return false;
    }
    return true;
}

std::vector<TextPattern> compiled(const std::vector<std::string>& patterns) {
    std::vector<TextPattern> all;
    for (const auto& pattern : patterns) all.emplace_back(pattern);
    return all;
}

}  // namespace

Console::Console(std::unique_ptr<Terminal> terminal, const Family& family, Transcript* transcript, Limits limits)
    : terminal_{std::move(terminal)},
      family_{&family},
      transcript_{transcript},
      limits_{limits},
      reader_{family},
      refused_{compiled(family.console.refused)},
      expect_{reader_.expect()},
      where_{terminal_->where()} {}

Task<Seen> Console::identify(Deadline deadline) {
    need_terminal();
    lines_.clear();
    std::optional<Match> match;
    try {
        match = co_await look(deadline);
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout) throw;
    }
    if (match) {
        note(*match);
    } else {
        seen_ = {};
        seen_.silent = received_ == 0;
        seen_.echo = received_ > 0 && !spoke_;
        seen_.garbled = garbled();
        seen_.text = last_seen();
    }
    seen_.heard = heard();
    co_return seen_;
}

bool Console::readable() const { return received_ > 0 && unreadable_ * 4 <= received_; }

bool Console::garbled() const { return received_ >= enough_to_judge && !readable(); }

Task<SpeedSearch> Console::find_speed(Typing typing, Deadline deadline) {
    need_terminal();
    SpeedSearch search;
    if (!terminal_->line()) co_return search;
    SpeedRule rule;
    rule.line_end = typing == Typing::line_ends ? line_end() : std::string{};
    search = co_await drivers::find_speed(*terminal_, family_->console.speeds, std::move(rule), std::move(deadline));
    if (!search.is_new()) co_return search;
    forget();
    received_ = unreadable_ = 0;
    spoke_ = false;
    co_return search;
}

Task<std::optional<Match>> Console::look(const Deadline& deadline) {
    const auto drained = Clock::now() + patience;  // one that talks without end is not waiting for anybody
    bool more = true;
    while (more && Clock::now() < drained && !keys_matter()) more = co_await receive(pending, deadline);
    for (int nudge = 0; nudge < nudges; ++nudge) {
        auto before = expect_.line();
        if (keys_matter())
            before = expect_.standing()->line - 1;
        else
            co_await type(line_end(), deadline);
        auto match = co_await prompt_after(before, patience, deadline, Clock::now() + patience);
        if (match) co_return match;
    }
    co_return std::nullopt;
}

bool Console::keys_matter() const {
    const auto standing = expect_.standing();
    return standing && !takes_line_end(mode_of(*standing).kind);
}

/// One read's worth, or false when nothing came for so long. A deadline that passed is thrown.
Task<bool> Console::receive(Clock::duration at_most, const Deadline& deadline) {
    if (deadline.passed()) throw too_late(deadline, where_, last_seen());
    const auto now = Clock::now();
    Deadline step{deadline.at - now < at_most ? deadline.at : now + at_most, deadline.what, deadline.span};
    std::string bytes;
    bool late = false;
    try {
        bytes = co_await terminal_->read(std::move(step));
    } catch (const LinkError& error) {
        lost_ = lost_ || error.fault() == Fault::closed;
        if (error.fault() != Fault::timeout) throw;
        late = true;
    }
    if (late && deadline.passed()) throw too_late(deadline, where_, last_seen());
    if (late) co_return false;
    if (received_ > of_late) {
        received_ /= 2;
        unreadable_ /= 2;
    }
    received_ += bytes.size();
    unreadable_ += static_cast<std::uint64_t>(std::count_if(bytes.begin(), bytes.end(), is_unreadable));
    spoke_ = spoke_ || !is_own_line_ends(bytes);
    take_in(bytes);
    co_return true;
}

/// What comes is held in memory until it is answered, and no unit may fill that. A line of a few characters takes more room than its text.
void Console::take_in(std::string_view bytes) {
    constexpr std::uint64_t room_per_byte = 4;
    if (lines_.empty()) reply_bytes_ = 0;
    reply_bytes_ += bytes.size();
    expect_.feed(bytes, lines_);
    const bool many_lines = lines_.size() * sizeof(Line) > limits_.reply * room_per_byte;
    const bool long_line = expect_.length() > limits_.line;
    if (reply_bytes_ <= limits_.reply && !many_lines && !long_line) return;
    const auto error = long_line ? flood(where_, "one line", limits_.line, last_seen())
                                 : flood(where_, many_lines ? "one reply, in lines of a few" : "one reply", limits_.reply, last_seen());
    forget();
    lines_.shrink_to_fit();
    throw error;
}

/// The prompt that stands on a later line than this one, or nothing when nothing at all came for `at_most` or
/// it is later than `latest`.
Task<std::optional<Match>> Console::prompt_after(std::uint64_t line, Clock::duration at_most,
                                                 const Deadline& deadline, Clock::time_point latest) {
    std::uint64_t standing_line = 0;
    auto stands_since = Clock::now();
    for (;;) {
        auto match = expect_.standing();
        const bool is_new = match && match->line > line;
        if (is_new && match->line != standing_line) {
            standing_line = match->line;
            stands_since = Clock::now();
        }
        const auto quiet =
            is_new ? stands_since + mode_of(*match).quiet - Clock::now() : Clock::duration::zero();
        if (is_new && quiet <= Clock::duration::zero())
            co_return match;  // what comes meanwhile is noise, or it would not stand
        const bool more = co_await receive(is_new ? quiet : at_most, deadline);
        if (!more && is_new) co_return match;
        if (!more || Clock::now() >= latest) co_return std::nullopt;
    }
}

Task<> Console::type(std::string bytes, const Deadline& deadline) {
    if (bytes.empty()) co_return;
    try {
        co_await terminal_->write(std::move(bytes), deadline);
    } catch (const LinkError& error) {
        lost_ = lost_ || error.fault() == Fault::closed;
        throw;
    }
}

bool Console::is_there(const std::string& mode) const {
    if (seen_.mode == mode) return true;
    return is_logged_in(seen_.kind) && family_->mode(mode)->kind == seen_.kind;  // any shell is a shell
}

bool Console::was_refused() const {
    for (const auto& line : lines_)
        for (const auto& pattern : refused_)
            if (pattern.found_in(line.text)) return true;
    return false;
}

std::string Console::line_end() const {
    const auto& keys = family_->console.line_end;
    return keys.empty() ? "\r" : keystrokes(keys);
}

const Mode& Console::mode_of(const Match& match) const {
    return *family_->mode(match.name);
}

/// The last thing on the line is the end of the prompt that stood before, and nothing else comes: its beginning was torn off.
bool Console::is_prompt_torn() const {
    auto left = without_end_blanks(expect_.tail());
    for (auto line = lines_.rbegin(); left.empty() && line != lines_.rend(); ++line) left = without_end_blanks(line->text);  // noise may have ended it
    const auto prompt = without_end_blanks(prompt_);
    return left.size() < prompt.size() && !left.empty() && prompt.ends_with(left);
}

std::vector<std::string> Console::heard() const {
    std::vector<std::string> last;
    for (auto line = lines_.rbegin(); line != lines_.rend() && last.size() < lines_heard; ++line)
        if (!line->text.empty() && !line->overwritten) last.insert(last.begin(), printable(line->text));
    return last;
}

void Console::note(const Match& match) {
    prompt_ = match.perhaps.empty() ? match.text : std::string{};
    expect_.knows(prompt_);
    noted_at_ = Clock::now();
    seen_ = reader_.read(with_banner(match));
    if (seen_.kind == ModeKind::login) quietened_ = false;
    if (may_be_another_unit(seen_.kind)) ++arrivals_;
}

Task<bool> Console::still_stands(Deadline deadline) {
    need_terminal();
    const auto before = seen_;
    bool more = true;
    while (more && !deadline.passed()) more = co_await receive(pending, deadline);
    co_await settle(deadline);
    const bool same_place = seen_.role == before.role && seen_.member == before.member;
    co_return same_place && seen_.mode == before.mode && seen_.user == before.user && seen_.host == before.host;
}

/// A login prompt is drawn again without what stood above it the first time.
Match Console::with_banner(Match match) {
    const auto kind = mode_of(match).kind;
    if (is_logged_in(kind)) banner_.clear();
    if (kind != ModeKind::login) return match;
    if (auto banner = reader_.host_banner(match); !banner.empty())
        banner_ = std::move(banner);
    else if (!banner_.empty())
        match.before.push_back(banner_);
    return match;
}

void Console::become(const Family& family) {
    family_ = &family;
    reader_ = PromptReader{family};
    refused_ = compiled(family.console.refused);
    const auto before = expect_.before();
    const std::string tail{expect_.tail()};
    const auto arrivals = arrivals_;
    forget();
    arrivals_ = arrivals;
    std::vector<Line> again;
    for (auto line = before.rbegin(); line != before.rend(); ++line) expect_.feed(*line + "\n", again);
    expect_.feed(tail, again);
    if (const auto match = expect_.standing()) note(*match);
}

std::unique_ptr<Terminal> Console::release() {
    need_terminal();
    seen_ = {};
    return std::move(terminal_);
}

void Console::take_back(std::unique_ptr<Terminal> terminal) {
    terminal_ = std::move(terminal);
    forget();
}

void Console::forget() {
    ++arrivals_;
    expect_ = reader_.expect();
    lines_.clear();
    marked_.clear();
    prompt_.clear();
    banner_.clear();
}

void Console::abort() noexcept {
    if (terminal_) terminal_->abort();
}

void Console::need_terminal() const {
    if (!terminal_) throw failure(Fault::protocol, "the console is lent to another conversation");
}

LinkError Console::failure(Fault fault, const std::string& what) const {
    return {fault, where_, what, last_seen()};
}

std::string Console::last_seen() const {
    const auto tail = printable(expect_.tail());
    if (tail.find_first_not_of(' ') != tail.npos) return tail;
    return expect_.before().empty() ? "" : printable(expect_.before().front());
}

}  // namespace drivers
