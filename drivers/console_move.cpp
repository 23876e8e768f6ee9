#include "drivers/console.hpp"

#include "drivers/console_times.hpp"
#include "drivers/transcript.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

// The way to a mode: waking up, logging in, the family's moves.

namespace drivers {
namespace {

using namespace std::chrono_literals;

constexpr auto fresh = 2s;           ///< a prompt that stood so shortly ago still does
constexpr auto longest_torn = 1min;  ///< a move that takes longer is a boot, where keys are not typed on suspicion
constexpr int longest_way = 30;      ///< moves, before it is a circle
constexpr int most_departures = 6;   ///< from one mode: a prompt may be torn, and a move be lost, so often and no more

}  // namespace

Task<> Console::enter(std::string mode, Credentials credentials, Deadline deadline) {
    need_terminal();
    if (!family_->mode(mode))
        throw failure(Fault::protocol, "the family " + family_->name + " has no mode " + mode);
    if (transcript_) transcript_->mask(credentials.password);
    const bool stands = is_there(mode) && expect_.standing() && Clock::now() < noted_at_ + fresh;
    if (!stands) co_await identify(deadline);
    if (seen_.mode.empty()) co_await wait_for_prompt(deadline);
    std::map<std::string, int> departures;
    for (int moves = 0; moves < longest_way && departures[seen_.mode] <= most_departures; ++moves) {
        lines_.clear();
        if (seen_.kind == ModeKind::cli && !quietened_) co_await quieten(deadline);
        if (is_there(mode)) co_return;
        ++departures[seen_.mode];
        if (seen_.kind == ModeKind::login)
            co_await log_in(credentials, deadline);
        else
            co_await move_towards(mode, deadline);
    }
    throw failure(Fault::protocol, "moved in circles on the way to " + mode);
}

/// A unit that is booting comes to a prompt by itself, and until then its console may give back what is typed. One that was left in NETCONF
/// answers a line end with nothing at all: only such silence is answered by the words that end NETCONF, for elsewhere they are somebody's name.
Task<> Console::wait_for_prompt(const Deadline& deadline) {
    const auto* netconf = family_->mode("netconf");
    const auto closing = netconf && !netconf->moves.empty() ? keystrokes(netconf->moves.front().send) : std::string{};
    for (bool may_be_netconf = false;;) {
        const auto before = expect_.line();
        const auto received = received_;
        const auto keys = may_be_netconf ? closing : line_end();
        co_await type(keys, deadline);
        auto match = co_await prompt_after(before, nudge_interval, deadline);
        if (!match) match = expect_.standing();
        if (match) {
            note(*match);
            co_return;
        }
        may_be_netconf = !may_be_netconf && !spoke_ && received_ == received && !closing.empty();
    }
}

Task<> Console::log_in(const Credentials& credentials, const Deadline& deadline) {
    quietened_ = false;
    lines_.clear();
    auto before = expect_.line();
    co_await type(credentials.user + line_end(), deadline);
    bool nudged = false;
    for (int passwords = 0, names = 1;;) {
        const auto match = co_await prompt_after(before, nudge_interval, deadline, Clock::now() + nudge_interval);
        if (!match) {  // what asked was torn, or run over by what is said to everybody: whatever it was, this is no answer to it
            lines_.clear();
            co_await type(line_end(), deadline);
            nudged = true;
            continue;
        }
        note(*match);
        if (std::exchange(nudged, false) && seen_.kind == ModeKind::login) {
            lines_.clear();
            passwords = 0;
        }
        if (was_refused() || passwords + names > 3)
            throw failure(Fault::refused, "the unit refused the login of " + credentials.user);
        if (seen_.kind != ModeKind::password && seen_.kind != ModeKind::login) co_return;
        before = match->line;
        const bool asks_name = seen_.kind == ModeKind::login;  // again: noise was in between
        const auto& reply = asks_name ? credentials.user : credentials.password;
        co_await type(reply + line_end(), deadline);
        ++(asks_name ? names : passwords);
    }
}

/// One move of the family's: on the way to the mode, else to where one can log in.
Task<> Console::move_towards(const std::string& mode, const Deadline& deadline) {
    const auto* target = family_->mode(mode);
    const Move* move = family_->way(seen_.mode, target->name);
    if (!move) move = family_->way(seen_.mode, "login");
    if (!move && seen_.kind != ModeKind::password)
        throw failure(Fault::protocol,
                      "there is no way from " + (seen_.mode.empty() ? "here" : seen_.mode) + " to " + mode);
    const auto before = expect_.standing() ? expect_.standing()->line : expect_.line();
    const auto keys = move ? keystrokes(move->send) : line_end();
    co_await type(keys, deadline);
    const auto span =
        move && move->within > Clock::duration::zero() ? move->within : Clock::duration{nudge_interval};
    const Deadline step{std::min(deadline.at, Clock::now() + span),
                        "prompt of " + (move ? move->to : "the login"), span};
    std::optional<Match> match;
    const bool is_short = span <= longest_torn;
    while (!match) {
        match = co_await prompt_after(before, is_short ? patience : nudge_interval, step, Clock::now() + nudge_interval / 3);
        const bool torn = !match && is_short && (is_prompt_torn() || expect_.tail().find_first_not_of(' ') != std::string_view::npos);
        if (torn) co_await type(line_end(), deadline);  // what a log line left of the prompt is none; a new one is drawn
    }
    note(*match);
}

/// Each command once, and once more when the unit did not say that it took it: just after a boot it may not
/// have.
Task<> Console::quieten(const Deadline& deadline) {
    quietened_ = true;
    for (const auto& quiet : family_->console.quiet_commands) {
        const TextPattern acknowledgement{quiet.acknowledgement};
        auto printed = co_await command(quiet.command, deadline);
        if (!acknowledgement.found_in(printed)) co_await command(quiet.command, deadline);
    }
}

}  // namespace drivers
