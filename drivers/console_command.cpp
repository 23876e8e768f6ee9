#include "drivers/console.hpp"

#include "drivers/console_times.hpp"
#include "drivers/lines.hpp"
#include "drivers/output.hpp"
#include "drivers/transcript.hpp"

#include <algorithm>
#include <limits>
#include <utility>

// Commands, questions and marks: what one does where one is. How one gets there: console.cpp.

namespace drivers {
namespace {

using namespace std::chrono_literals;

constexpr auto slowest_echo = 5s;       ///< of a unit that does echo, when it is busy
constexpr auto question_quiet = 200ms;  ///< a question of a kind nobody described is believed after this
constexpr auto line_quiet = 300ms;      ///< a line without end is whole after this: a character takes 1 ms at 9600 baud

constexpr std::size_t longest_mark = 4096;

/// A shell of a boot that stopped half-way takes lines as well, though nobody is logged in to it.
bool takes_lines(const Seen& seen) { return seen.logged_in() || seen.kind == ModeKind::loader; }

}  // namespace

/// A prompt stands where commands are taken; a line end brings back one that noise ran over, or of which nobody knows where it begins.
Task<> Console::settle(const Deadline& deadline) {
    need_terminal();
    if (!takes_lines(seen_)) throw failure(Fault::protocol, "not logged in");
    auto standing = expect_.standing();
    if (!standing || is_doubtful(*standing)) {
        const auto before = expect_.line();
        co_await type(line_end(), deadline);
        standing.reset();
        while (!standing) standing = co_await prompt_after(before, patience, deadline);
        standing = whole(*standing);
    }
    note(*standing);
    if (!takes_lines(seen_)) throw failure(Fault::closed, "the unit logged us out");
    lines_.clear();
}

/// A prompt after a message that may have torn it, or the end of the one that stood before.
bool Console::is_doubtful(const Match& match) const {
    if (!is_logged_in(mode_of(match).kind)) return false;
    const auto text = without_blanks(match.text), before = without_blanks(prompt_);
    return !match.perhaps.empty() || (text != before && before.ends_with(text));
}

/// What answers a line end at a prompt is a prompt from its beginning to its end, however it was torn.
Match Console::whole(const Match& match) {
    if (match.perhaps.empty()) return match;
    expect_.knows(match.perhaps);
    return expect_.standing().value_or(match);
}

Task<std::string> Console::command(std::string text, Deadline deadline) {
    co_await settle(deadline);
    const auto line = expect_.line();
    co_await type(text + line_end(), deadline);
    const auto end = co_await end_of_command(text, line, deadline);
    note(end);
    auto printed = output(text, end.name, end.line);
    lines_.clear();
    co_return printed;
}

/// The prompt after the command. One that came before the echo belongs to an earlier line end.
Task<Match> Console::end_of_command(const std::string& command, std::uint64_t line,
                                    const Deadline& deadline) {
    asked_again_ = false;
    for (bool echoed = false;;) {
        auto match = co_await prompt_after(line, patience, deadline, Clock::now() + nudge_interval);
        if (!match && is_prompt_lost(command)) co_await ask_again(deadline);
        if (!match) continue;
        if (!echoed && !has_echoed(command)) {
            const bool more = co_await receive(longest_echo(), deadline);
            if (more) continue;
        }
        echoed = true;  // or a unit that does not echo, and is quiet now
        line = match->line;
        if (!asked_again_ && is_doubtful(*match)) {
            line = expect_.line();
            co_await ask_again(deadline);
            continue;
        }
        if (asked_again_) match = whole(*match);
        const auto& mode = mode_of(*match);
        if (is_logged_in(mode.kind)) co_return *match;
        if (mode.kind != ModeKind::pager) co_await turn_down(*match, deadline);
        line = match->line;
        co_await type(keystrokes(mode.answer), deadline);
    }
}

Task<> Console::ask_again(const Deadline& deadline) {
    asked_again_ = true;
    co_await type(line_end(), deadline);
}

/// What is left of the prompt is none: its beginning was torn off, or a message for everybody ran over it.
bool Console::is_prompt_lost(const std::string& command) const {
    if (is_prompt_torn()) return true;
    const auto prompt = without_blanks(prompt_);
    const auto printed = after_echo(lines_, command);
    return !prompt.empty() && std::any_of(printed.begin(), printed.end(), [&](const auto& line) { return without_blanks(line) == prompt; });
}

bool Console::has_echoed(const std::string& command) {
    const bool echoed = is_echoed(lines_, expect_.tail(), command);
    echoes_ = echoes_ || echoed;
    return echoed;
}

/// A prompt that stood for so long without an echo before it is the command's own: this unit does not echo.
Clock::duration Console::longest_echo() const { return echoes_ ? slowest_echo : patience; }

/// Something stands there that this command was not to lead to.
Task<> Console::turn_down(const Match& question, const Deadline& deadline) {
    note(question);
    const auto& mode = mode_of(question);
    if (mode.kind != ModeKind::confirm && mode.kind != ModeKind::question && mode.kind != ModeKind::password)
        throw failure(Fault::closed, "the unit left the command for " + mode.name);
    if (!mode.moves.empty()) {
        co_await type(keystrokes(mode.moves.front().send), deadline);
        const auto match = co_await prompt_after(question.line, patience, deadline);
        if (match) note(*match);
        // What it was asked went to a login prompt, as somebody's name.
        if (match && mode_of(*match).kind == ModeKind::login) throw failure(Fault::closed, "the unit logged us out");
    }
    throw failure(Fault::protocol,
                  "the unit asked \"" + printable(question.text) + "\", and nobody said what to answer");
}

/// A question stands, on a line of its own.
bool Console::is_asked() const { return seen_.kind == ModeKind::question && expect_.standing() && expect_.line() > 0; }

Task<std::string> Console::dialogue(std::string command, std::vector<Answer> answers, std::string until,
                                    Deadline deadline) {
    std::vector<std::pair<TextPattern, const Answer*>> patterns;
    for (const auto& answer : answers) {
        if (answer.secret && transcript_) transcript_->mask(answer.reply);
        patterns.emplace_back(TextPattern{answer.pattern}, &answer);
    }
    const TextPattern end{until};
    const bool asked_already = command.empty() && is_asked();
    if (!asked_already) co_await settle(deadline);
    const auto began_in = asked_already ? std::string{} : seen_.mode;
    asked_again_ = false;
    auto line = asked_already ? expect_.line() - 1 : expect_.line(), prompt = std::numeric_limits<std::uint64_t>::max();
    if (!asked_already) co_await type(command + line_end(), deadline);
    std::size_t looked_at = 0;
    while (until.empty() || !printed_any(command, end, looked_at)) {
        const auto match = co_await question_after(line, deadline);
        if (!match) continue;
        if (!match->name.empty()) note(*match);
        const bool ended = seen_.logged_in() || seen_.mode == began_in;
        if (ended && !match->name.empty()) {
            bool more = false;
            if (!has_echoed(command)) more = co_await receive(longest_echo(), deadline);
            if (more) continue;
            prompt = match->line;
            break;
        }
        if (seen_.kind == ModeKind::login && !match->name.empty()) break;
        const auto asked = (match->before.empty() ? "" : match->before.front() + "\n") + match->text;
        const auto answer = std::find_if(patterns.begin(), patterns.end(),
                                         [&](const auto& p) { return p.first.found_in(asked); });
        if (answer == patterns.end() && match->name.empty()) continue;  // it only rests
        line = match->line;
        if (answer != patterns.end())
            co_await type(answer->second->reply + line_end(), deadline);
        else if (seen_.kind == ModeKind::pager)
            co_await type(keystrokes(mode_of(*match).answer), deadline);
        else
            co_await turn_down(*match, deadline);
    }
    auto printed = output(command, seen_.mode, prompt);
    lines_.clear();
    co_return printed;
}

/// Looks at each line once: a unit may print for hours.
bool Console::printed_any(const std::string& command, const TextPattern& pattern, std::size_t& looked_at) const {
    auto line = std::max(std::exchange(looked_at, lines_.size()), size_of_echo(lines_, command));
    for (; line < lines_.size(); ++line)
        if (!lines_[line].overwritten && pattern.found_in(lines_[line].text)) return true;
    return false;
}

/// What may be a question: a prompt of the family, or any text without an end on which the unit rests.
/// Nothing: more came.
Task<std::optional<Match>> Console::question_after(std::uint64_t line, const Deadline& deadline) {
    auto match = expect_.standing();
    const bool is_new = match && match->line > line;
    const Clock::duration quiet = is_new ? mode_of(*match).quiet : Clock::duration{question_quiet};
    if (is_new && quiet == Clock::duration::zero()) co_return match;
    const bool more = co_await receive(quiet, deadline);
    if (more) co_return std::nullopt;
    if (is_new) co_return match;
    if (expect_.line() <= line || expect_.tail().find_first_not_of(' ') == std::string_view::npos)
        co_return std::nullopt;
    Match resting;
    resting.line = expect_.line();
    resting.text = std::string{expect_.tail()};
    resting.before = expect_.before();
    co_return resting;
}

Task<std::string> Console::watch(std::vector<Mark> marks, Deadline deadline) {
    return watch(std::move(marks), std::vector<std::string>{}, std::move(deadline));
}

Task<std::string> Console::watch(std::vector<Mark> marks, std::vector<std::string> modes, Deadline deadline) {
    need_terminal();
    const auto awaited = compiled_marks(marks);
    std::string found;
    while (found.empty()) {
        found = take_mark(awaited).value_or("");
        if (!found.empty()) break;
        const auto* mode = new_prompt(modes);
        const auto* whole = mark_at_rest(awaited);
        const auto quiet = mode ? mode->quiet : whole ? Clock::duration{line_quiet} : Clock::duration{24h};
        const bool more = co_await receive(quiet, deadline);
        if (more) continue;
        if (mode) found = told(*mode);
        if (found.empty() && whole) found = take(*whole);
    }
    if (const auto standing = expect_.standing()) with_banner(*standing);
    ++arrivals_;
    co_return found;
}

/// The mode whose prompt stands, when it is one of these and was not told before.
const Mode* Console::new_prompt(const std::vector<std::string>& modes) const {
    if (modes.empty()) return nullptr;
    const auto standing = expect_.standing();
    const bool awaited = standing && std::find(modes.begin(), modes.end(), standing->name) != modes.end();
    return awaited && !marked_.contains({standing->line, standing->name}) ? &mode_of(*standing) : nullptr;
}

std::string Console::told(const Mode& mode) {
    const auto standing = expect_.standing();
    if (!standing || standing->name != mode.name) return {};
    marked_.insert({standing->line, standing->name});
    note(*standing);
    return mode.name;
}

std::vector<Console::AwaitedMark> Console::compiled_marks(const std::vector<Mark>& marks) {
    std::vector<AwaitedMark> all;
    for (const auto& mark : marks) all.push_back({mark.name, TextPattern{mark.text}, mark.whole});
    return all;
}

/// The mark of a whole line that matches the line without end on which the unit may be resting; it counts once nothing follows.
const Console::AwaitedMark* Console::mark_at_rest(const std::vector<AwaitedMark>& marks) const {
    const auto found = std::find_if(marks.begin(), marks.end(), [this](const auto& mark) {
        return mark.whole && mark.pattern.found_in(expect_.tail()) && !marked_.contains({expect_.line(), mark.name});
    });
    return found == marks.end() ? nullptr : &*found;
}

std::string Console::take(const AwaitedMark& mark) {
    marked_.insert({expect_.line(), mark.name});
    marked_line_ = expect_.tail();
    return mark.name;
}

std::optional<std::string> Console::take_mark(const std::vector<AwaitedMark>& marks) {
    for (std::size_t i = 0; i < lines_.size(); ++i)
        for (const auto& [name, pattern, whole] : marks) {
            if (!pattern.found_in(lines_[i].text) || marked_.contains({lines_[i].number, name})) continue;
            auto found = name;
            marked_.insert({lines_[i].number, name});
            marked_line_ = lines_[i].text;
            lines_.erase(lines_.begin(),
                         lines_.begin() + static_cast<std::ptrdiff_t>(i));  // it may hold another mark
            return found;
        }
    lines_.clear();
    const auto standing = expect_.standing();  // noise may have run over it, and it stands all the same
    const auto oldest = standing ? std::min(standing->line, expect_.line()) : expect_.line();
    std::erase_if(marked_, [&](const auto& mark) { return mark.first < oldest; });
    auto end_of_line = expect_.tail();  // a mark is short, and a line without end may be looked at after each of its bytes
    end_of_line.remove_prefix(end_of_line.size() - std::min(end_of_line.size(), longest_mark));
    for (const auto& [name, pattern, whole] : marks) {
        if (whole) continue;
        const bool on_this_line = pattern.found_in(end_of_line) && marked_.insert({expect_.line(), name}).second;
        const bool in_prompt = !on_this_line && standing && pattern.found_in(standing->text) && marked_.insert({standing->line, name}).second;
        if (!on_this_line && !in_prompt) continue;
        marked_line_ = on_this_line ? expect_.tail() : standing->text;
        return name;
    }
    return std::nullopt;
}

std::vector<std::string> Console::heard_since(const std::vector<Mark>& marks) const {
    const auto all = compiled_marks(marks);
    std::vector<std::string> names;
    for (const auto& line : lines_)
        for (const auto& mark : all)
            if (mark.pattern.found_in(line.text)) names.push_back(mark.name);
    return names;
}

Task<> Console::press(std::string keys, Deadline deadline) {
    need_terminal();
    co_await type(keystrokes(keys), deadline);
}

/// Without the prompt, which is a line among others where noise ran over it, and what introduces it.
std::string Console::output(const std::string& command, const std::string& mode, std::uint64_t prompt) {
    auto ended = std::exchange(lines_, {});  // it may be large: not copied
    std::erase_if(ended, [prompt](const Line& line) { return line.number >= prompt; });
    auto lines = after_echo(std::move(ended), command);
    if (asked_again_) drop_torn_prompts(lines, prompt_);
    while (!lines.empty() && (lines.back().empty() || reader_.introduces(lines.back(), mode)))
        lines.pop_back();
    return joined_lines(lines);
}

}  // namespace drivers
