#include "drivers/sim/lifecycle.hpp"

#include "drivers/sim/boot_text.hpp"
#include "drivers/sim/seat.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace drivers::sim {
namespace {

using namespace std::chrono_literals;

struct Stopped {};

/// A conversation's end is no failure; anything else is a bug and is said on standard error.
void finished(std::exception_ptr error) {
    if (!error) return;
    try {
        std::rethrow_exception(error);
    } catch (const Hangup&) {
    } catch (const std::exception& e) {
        fmt::print(stderr, "unit-sim: {}\n", e.what());
    }
}

}  // namespace

Lifecycle::Lifecycle(asio::io_context& io, Unit& unit, Engine& engine, Console& console)
    : io_{io}, unit_{unit}, engine_{engine}, console_{console}, waker_{io} {
    console_.received = [this](std::string_view bytes) {
        if (getty_) getty_->push(bytes);
    };
}

void Lifecycle::restart(Restart how) {
    if (!wanted_) wanted_ = how;
    waker_.cancel();
}

void Lifecycle::stop() {
    stopped_ = true;
    for (const std::weak_ptr<Wire>& weak : wires_)
        if (const WirePtr wire = weak.lock()) wire->hang_up();
    waker_.cancel();
}

void Lifecycle::hold(std::weak_ptr<Wire> wire) {
    std::erase_if(wires_, [](const std::weak_ptr<Wire>& old) { return old.expired(); });
    wires_.push_back(std::move(wire));
}

void Lifecycle::say(std::string_view text) {
    if (engine_.personality().faults.console == ConsoleFault::silent) return;
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += engine_.personality().faults.console == ConsoleFault::garbage && c != '\n'
                   ? static_cast<char>(c ^ 0x95)
                   : c;
    }
    console_.send(out);
}

Task<> Lifecycle::pause(std::chrono::duration<double> real) {
    const auto until = std::chrono::steady_clock::now() + unit_.scaled(real);
    while (std::chrono::steady_clock::now() < until) {
        if (stopped_) throw Stopped{};
        waker_.expires_at(until);
        boost::system::error_code ignored;
        co_await waker_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (stopped_) throw Stopped{};
}

Task<> Lifecycle::say_slowly(std::string_view text, std::chrono::duration<double> real) {
    const std::vector<std::string> lines = lines_of(text);
    for (const std::string& line : lines) {
        say(line + "\n");
        co_await pause(real / static_cast<double>(lines.size()));
    }
}

Task<> Lifecycle::boot(bool with_pending) {
    engine_.phase = Phase::booting;
    engine_.answers = engine_.cards_online = false;
    co_await say_slowly(loader_text(engine_), engine_.personality().times.loader);
    if (with_pending) engine_.activate_pending();
    co_await say_slowly(kernel_text(engine_), engine_.personality().times.boot);
    engine_.booted_at = WallClock::now();
}

void Lifecycle::start_getty() {
    getty_ = std::make_shared<Wire>(
        io_.get_executor(),
        [this](std::string_view bytes) {
            const ConsoleFault fault = engine_.personality().faults.console;
            if (fault == ConsoleFault::none)
                console_.send(bytes);
            else if (fault == ConsoleFault::garbage)
                say(bytes);
        },
        true);
    getty_->terminal = "u0";
    hold(getty_);
    asio::co_spawn(io_, login(unit_, engine_, getty_), finished);
    if (engine_.unconfigured() && engine_.personality().chatty_when_factory)
        asio::co_spawn(io_, chatter(getty_), finished);
}

Task<> Lifecycle::chatter(WirePtr wire) {
    const std::string interface = engine_.personality().management_interface;
    while (engine_.config.active().has("chassis auto-image-upgrade") || engine_.unconfigured()) {
        boost::system::error_code ignored;
        asio::steady_timer timer{io_, std::max<std::chrono::nanoseconds>(unit_.scaled(20s), 2s)};
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        if (wire->hung_up() || !engine_.config.active().has("chassis auto-image-upgrade")) co_return;
        wire->send(fmt::format("\nAuto Image Upgrade: DHCP INET Client State Reset : {}.0\n", interface));
        wire->send(
            "\nAuto Image Upgrade: To stop, on CLI apply\n\"delete chassis auto-image-upgrade\" and "
            "commit\n\n");
    }
}

Task<> Lifecycle::up() {
    engine_.phase = Phase::up;
    start_getty();
    if (booted_before_) co_await pause(engine_.personality().times.management);
    engine_.answers = true;
    unit_.services_changed();
    if (booted_before_ && !wanted_) co_await pause(engine_.personality().times.cards);
    engine_.cards_online = true;
    engine_.cards_online_at = WallClock::now();
    co_await wait_for_order();
}

Task<> Lifecycle::wait_for_order() {
    while (!wanted_) {
        if (stopped_) throw Stopped{};
        waker_.expires_at(std::chrono::steady_clock::time_point::max());
        boost::system::error_code ignored;
        co_await waker_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

void Lifecycle::drop_everybody() {
    engine_.phase = Phase::going_down;
    for (const std::weak_ptr<Wire>& weak : wires_)
        if (const WirePtr wire = weak.lock()) wire->hang_up();
    wires_.clear();
    getty_.reset();
    unit_.services_changed();
}

Task<> Lifecycle::go_down(Restart how) {
    if (how != Restart::power_cycle) {
        co_await pause(std::max<std::chrono::duration<double>>(
            2s, 0.1s * unit_.time_scale()));  // the reply to the order still gets out
        say(fmt::format(
            "\n*** FINAL System shutdown message from root@{} ***\n\nSystem going down IMMEDIATELY\n\n\a",
            engine_.host_name()));
        drop_everybody();
        co_await say_slowly(shutdown_text(engine_, how == Restart::zeroize),
                            engine_.personality().times.shutdown);
    } else {
        drop_everybody();
    }
    if (how == Restart::zeroize) {
        co_await pause(engine_.personality().times.zeroize);
        engine_.wipe();
        if (keys_lost) keys_lost();
    }
    engine_.users.clear();
    engine_.reboot_reason =
        how == Restart::power_cycle ? "0x1:power cycle/failure" : "Router rebooted after a normal shutdown.";
    engine_.config.discard();
    engine_.config.editors().clear();
    if (how == Restart::halt)
        say("\nThe operating system has halted.\nPlease press any key to reboot.\n\n");
    else if (how == Restart::power_off)
        say("\nacpi0: Powering system off\n");
    else if (how != Restart::power_cycle)
        say("Rebooting...\n");
    booted_before_ = true;
}

Task<> Lifecycle::run() try {
    if (engine_.personality().boots_at_start) {
        booted_before_ = true;
        co_await boot(true);
    } else {
        engine_.booted_at = WallClock::now() - 26h;
        engine_.cards_online_at = engine_.booted_at;
    }
    for (;;) {
        co_await up();
        Restart how = *std::exchange(wanted_, {});
        co_await go_down(how);
        wanted_.reset();
        while (how == Restart::halt || how == Restart::power_off) {
            engine_.phase = Phase::off;
            co_await wait_for_order();
            how = *std::exchange(wanted_, {});
        }
        co_await boot(how != Restart::guest_reboot);
    }
} catch (const Stopped&) {
}

}  // namespace drivers::sim
