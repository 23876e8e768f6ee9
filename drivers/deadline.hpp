#pragma once
// Every wait takes a Deadline: when to give up, and what was awaited (so that the error can say so).

#include "drivers/error.hpp"
#include "drivers/task.hpp"

#include <chrono>
#include <memory>
#include <optional>
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

/// Cancels what runs on `io` (anything with get_executor() and cancel()) once a deadline passed. For an io object that waits often:
/// the timer is set anew only when it would go off too late, so that a thousand short reads cost one.
template <class Io>
class Alarm {
  public:
    explicit Alarm(Io& io) : state_{std::make_shared<State>(&io, io.get_executor())} {}
    Alarm(const Alarm&) = delete;
    Alarm& operator=(const Alarm&) = delete;
    ~Alarm() {
        state_->io = nullptr;
        state_->timer.cancel();
    }

    /// From now on, until disarm().
    void arm(Clock::time_point at) {
        state_->until = at;
        state_->late = false;
        if (!state_->set || at < state_->timer.expiry()) set(state_);
    }
    void disarm() { state_->until.reset(); }
    /// It went off, and what ran was cancelled.
    bool late() const { return state_->late; }

  private:
    struct State {  // the timer's handler may run after the alarm is gone: it owns what it touches
        State(Io* the_io, const asio::any_io_executor& executor) : io{the_io}, timer{executor} {}
        Io* io;
        asio::steady_timer timer;
        std::optional<Clock::time_point> until;
        bool set = false, late = false;
    };
    static void set(const std::shared_ptr<State>& state) {
        state->set = true;
        state->timer.expires_at(*state->until);
        state->timer.async_wait([state](boost::system::error_code ec) {
            if (ec || !state->io) return;  // set to an earlier time, or gone
            state->set = false;
            if (!state->until) return;
            if (Clock::now() < *state->until) return set(state);
            state->late = true;
            state->io->cancel();
        });
    }
    std::shared_ptr<State> state_;
};

/// Runs `op(error_code&)` on `io`; when the deadline passes first, cancels `io` and throws too_late(). A result that came all the same
/// is returned: no byte is lost to a deadline. Any other failure is thrown as boost::system::system_error. `io` stays usable afterwards.
template <class Io, class Op>
auto with_deadline(Io& io, const Deadline& deadline, const std::string& where, Op op)
    -> decltype(op(std::declval<boost::system::error_code&>())) {
    Alarm<Io> alarm{io};
    alarm.arm(deadline.at);
    boost::system::error_code ec;
    const auto judge = [&] {
        if (ec && alarm.late()) throw too_late(deadline, where);
        if (ec) throw boost::system::system_error{ec};
    };
    if constexpr (std::is_same_v<decltype(op(ec)), Task<void>>) {
        co_await op(ec);
        judge();
    } else {
        auto result = co_await op(ec);
        judge();
        co_return result;
    }
}

/// Waits `span`, honouring nothing but time: for polling loops whose own deadline is checked by the caller.
Task<> pause(Clock::duration span);

}  // namespace drivers
