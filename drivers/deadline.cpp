#include "drivers/deadline.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace drivers {
namespace {

long number_in(const char* variable, long otherwise) {
    const char* text = std::getenv(variable);
    const long value = text ? std::strtol(text, nullptr, 10) : otherwise;
    return value < 1 ? otherwise : value;
}

long time_factor() {
    static const long factor = number_in("STATION_TIME_FACTOR", 1);
    return factor;
}

// For simulated units whose clocks run fast: STATION_LONGEST_WAIT, in seconds.
Clock::duration longest_wait() {
    static const std::chrono::seconds longest{number_in("STATION_LONGEST_WAIT", 7 * 24 * 3600)};
    return longest;
}

std::string seconds_text(Clock::duration span) {
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
    if (ms % 1000 == 0 || ms >= 10'000) return std::to_string(ms / 1000) + " s";
    return std::to_string(ms) + " ms";
}

}  // namespace

Deadline within(Clock::duration span, std::string what) {
    span = std::min<Clock::duration>(span * time_factor(), longest_wait());
    return {Clock::now() + span, std::move(what), span};
}

Clock::duration duration(std::string_view text) {
    static constexpr std::pair<std::string_view, double> units[] = {{"ms", 1e-3}, {"min", 60}, {"s", 1}, {"h", 3600}};
    const auto refuse = [&] { throw std::invalid_argument{"\"" + std::string{text} + "\" is no duration: expected 500ms, 30s, 45min, 4h or 1h30min"}; };
    if (text.empty()) refuse();
    double sum = 0;
    for (auto rest = text; !rest.empty();) {
        double value = 0;
        const auto [end, failure] = std::from_chars(rest.data(), rest.data() + rest.size(), value, std::chars_format::fixed);
        if (failure != std::errc{} || value < 0) refuse();
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        const auto* unit = std::find_if(std::begin(units), std::end(units), [&](const auto& u) { return rest.starts_with(u.first); });
        if (unit == std::end(units)) refuse();
        rest.remove_prefix(unit->first.size());
        sum += value * unit->second;
    }
    if (sum > 1e6) refuse();
    return std::chrono::milliseconds{std::llround(sum * 1e3)};
}

LinkError too_late(const Deadline& deadline, std::string where, std::string last_seen) {
    return {Fault::timeout, std::move(where), "no " + deadline.what + " within " + seconds_text(deadline.span), std::move(last_seen)};
}

Task<> pause(Clock::duration span) {
    asio::steady_timer timer{co_await asio::this_coro::executor, span};
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace drivers
