#pragma once
// Every wait takes a Deadline: when to give up, and what was awaited (so that the error can say so).

#include "drivers/error.hpp"
#include "drivers/task.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace drivers {

using Clock = std::chrono::steady_clock;

struct Deadline {
    Clock::time_point at;
    std::string what;  ///< "login prompt", "reply to get-chassis-inventory": completes "no ... within"
    Clock::duration span;

    bool passed() const { return Clock::now() >= at; }
    /// The same moment, for a smaller thing on the way to the greater one.
    Deadline awaiting(std::string smaller) const { return {at, std::move(smaller), span}; }
};

/// A deadline `span` from now. The environment's STATION_TIME_FACTOR (a whole number, for sanitizer builds) stretches it.
Deadline within(Clock::duration span, std::string what);

/// A duration as documents write it (yang/station-types.yang): "30s", "45min", "1h30min". Throws std::invalid_argument.
Clock::duration duration(std::string_view text);

/// The LinkError{timeout} of a deadline that passed.
LinkError too_late(const Deadline& deadline, std::string where, std::string last_seen = {});

/// Runs `op(error_code&)` on `io` (anything with get_executor() and cancel()); when the deadline passes first, cancels `io` and
/// throws too_late(). A result that came all the same is returned: no byte is lost to a deadline. Any other failure is thrown as
/// boost::system::system_error. `io` stays usable afterwards.
template <class Io, class Op>
auto with_deadline(Io& io, const Deadline& deadline, const std::string& where, Op op)
    -> decltype(op(std::declval<boost::system::error_code&>())) {
    // The timer's handler may run after this frame is gone: it owns what it touches, and `io` is touched only while not done.
    struct State {
        bool done = false, late = false;
    };
    auto state = std::make_shared<State>();
    asio::steady_timer timer{io.get_executor(), deadline.at};
    timer.async_wait([&io, state](boost::system::error_code ec) {
        if (ec || state->done) return;
        state->late = true;
        io.cancel();
    });
    boost::system::error_code ec;
    struct Done {
        State& state;
        ~Done() { state.done = true; }
    } done{*state};
    if constexpr (std::is_same_v<decltype(op(ec)), Task<void>>) {
        co_await op(ec);
        state->done = true;
        if (ec && state->late) throw too_late(deadline, where);
        if (ec) throw boost::system::system_error{ec};
    } else {
        auto result = co_await op(ec);
        state->done = true;
        if (ec && state->late) throw too_late(deadline, where);
        if (ec) throw boost::system::system_error{ec};
        co_return result;
    }
}

/// Waits `span`, honouring nothing but time: for polling loops whose own deadline is checked by the caller.
Task<> pause(Clock::duration span);

}  // namespace drivers
