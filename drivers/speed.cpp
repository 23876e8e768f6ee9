#include "drivers/speed.hpp"

#include <algorithm>

namespace drivers {
namespace {

constexpr std::size_t few = 16;   // bytes: fewer may be text by chance, so they are asked for once more
constexpr std::size_t least = 4;  // bytes: the shortest prompt after a line end

bool is_readable(char c) {
    return (c >= ' ' && c <= '~') || c == '\r' || c == '\n' || c == '\t' || c == '\b' || c == '\a' || c == '\x1b';
}

/// Adds to `trial` what comes after a line end, until it is over.
Task<> listen(Terminal& terminal, const SpeedRule& rule, SpeedTrial& trial, const Deadline& deadline) {
    if (!rule.line_end.empty()) co_await terminal.write(rule.line_end, deadline);
    auto until = within(rule.listen, "answer at " + std::to_string(trial.baud) + " bits a second");
    for (;;) {
        until.at = std::min(until.at, deadline.at);
        std::string bytes;
        try {
            bytes = co_await terminal.read(until);
        } catch (const LinkError& error) {
            if (error.fault() != Fault::timeout || deadline.passed()) throw;
            co_return;
        }
        trial.bytes += bytes.size();
        trial.readable += readable_in(bytes);
        if (trial.bytes >= rule.enough) co_return;
        until = within(rule.quiet, until.what);
    }
}

/// What came at the speed before says nothing of this one.
Task<> change_speed(Terminal& terminal, unsigned baud, const Deadline& deadline) {
    constexpr auto pending = std::chrono::milliseconds{20};
    if (terminal.line()->speed() == baud) co_return;
    co_await terminal.line()->set_speed(baud, deadline);
    try {
        co_await terminal.read(within(pending, "what came before"));
    } catch (const LinkError& error) {
        if (error.fault() != Fault::timeout) throw;
    }
}

Task<SpeedTrial> try_speed(Terminal& terminal, unsigned baud, const SpeedRule& rule, const Deadline& deadline) {
    SpeedTrial trial{.baud = baud};
    co_await change_speed(terminal, baud, deadline);
    co_await listen(terminal, rule, trial, deadline);
    if (trial.text() && trial.bytes < few) co_await listen(terminal, rule, trial, deadline);
    co_return trial;
}

}  // namespace

std::size_t readable_in(std::string_view bytes) {
    return static_cast<std::size_t>(std::count_if(bytes.begin(), bytes.end(), is_readable));
}

// At a wrong speed a third to a half of the bytes happen to be readable; at the right one all are, but for what the first line end
// broke.
bool SpeedTrial::text() const { return readable >= least && readable * 10 >= bytes * 9; }

bool SpeedSearch::heard_nothing() const {
    return std::all_of(trials.begin(), trials.end(), [](const auto& trial) { return trial.bytes == 0; });
}

Task<SpeedSearch> find_speed(Terminal& terminal, std::vector<unsigned> speeds, SpeedRule rule, Deadline deadline) {
    if (!terminal.line()) throw LinkError{Fault::refused, terminal.where(), "the speed of this line is not ours to set"};
    const auto former = terminal.line()->speed();
    std::erase(speeds, former);
    if (former) speeds.insert(speeds.begin(), former);
    SpeedSearch search;
    search.former = former;
    for (const auto baud : speeds) {
        search.trials.push_back(co_await try_speed(terminal, baud, rule, deadline));
        if (!search.trials.back().text()) continue;
        search.baud = baud;
        co_return search;
    }
    if (former) co_await terminal.line()->set_speed(former, deadline);
    co_return search;
}

}  // namespace drivers
