#include "drivers/sim/lifecycle.hpp"

#include "drivers/sim/seat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

bool about_power(Restart how) {
    return how == Restart::mains_off || how == Restart::mains_on || how == Restart::power_cycle;
}
/// Those that leave no time for anything.
bool sudden(Restart how) {
    return about_power(how) || how == Restart::panic || how == Restart::debugger;
}

}  // namespace

Lifecycle::Lifecycle(asio::io_context& io, Unit& unit, Engine& engine, Console& console)
    : io_{io}, unit_{unit}, engine_{engine}, console_{console}, line_{unit, engine}, waker_{io} {
    console_.received = [this](std::string_view bytes) {
        if (wire_) wire_->push(line_.incoming(bytes, console_.speed()));
    };
}

void Lifecycle::restart(Restart how) {
    if (how == Restart::mains_on && engine_.phase != Phase::off) return;
    if (!wanted_ || about_power(how)) wanted_ = how;
    if (sudden(how) && wire_) wire_->hang_up();
    waker_.cancel();
}

void Lifecycle::stop() {
    stopped_ = true;
    drop_everybody();
    waker_.cancel();
}

void Lifecycle::hold(std::weak_ptr<Wire> wire) {
    std::erase_if(wires_, [](const std::weak_ptr<Wire>& old) { return old.expired(); });
    wires_.push_back(std::move(wire));
}

void Lifecycle::log_out() {
    if (wire_ && engine_.phase == Phase::up && engine_.doing == "logged-in") wire_->log_out();
}

void Lifecycle::emit(std::string_view bytes) {
    console_.send(line_.outgoing(bytes, console_.speed()));
}

void Lifecycle::say(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') out += '\r';
        out += c;
    }
    emit(out);
}

Task<> Lifecycle::pause(std::chrono::duration<double> real) {
    const auto until = std::chrono::steady_clock::now() + unit_.scaled(real);
    while (std::chrono::steady_clock::now() < until) {
        if (stopped_) throw Stopped{};
        if (wanted_ && about_power(*wanted_)) throw Hangup{};
        waker_.expires_at(until);
        boost::system::error_code ignored;
        co_await waker_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (stopped_) throw Stopped{};
}

/// Lets time pass, until there is an order.
Task<> Lifecycle::settle(std::chrono::duration<double> real) {
    const auto until = std::chrono::steady_clock::now() + unit_.scaled(real);
    while (!wanted_ && !stopped_ && std::chrono::steady_clock::now() < until) {
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

/// Automatic image upgrade edits the configuration of a unit without one, exclusively, and lets go of it some
/// time later.
void Lifecycle::lock_for_ztp() {
    const std::uint32_t id = unit_.next_id();
    engine_.config.editors().push_back({id, "autodconfig", "", WallClock::now(), true});
    unit_.later(unit_.scaled(std::chrono::duration<double>{unit_.faults.value("ztp-lock", 60)}),
                [this, id] { engine_.config.leave(id); });
}

/// A new wire on the console: what ran on the old one is over.
void Lifecycle::attach() {
    wire_ = std::make_shared<Wire>(
        io_.get_executor(), [this](std::string_view bytes) { emit(bytes); }, true);
    wire_->terminal = "u0";
    hold(wire_);
}

Task<> Lifecycle::chatter(WirePtr wire) {
    const std::string interface = engine_.personality().management_interface;
    const std::array<std::string, 4> texts{
        fmt::format("\nAuto Image Upgrade: DHCP INET Client State Reset : {}.0\n", interface),
        "\nAuto Image Upgrade: Phone-home ZTP failed, reset all enabled DHCP clients\n",
        "\nAuto Image Upgrade: DHCP client(s) with NO VALID CONFIG, phone-home ZTP started\n",
        "\nAuto Image Upgrade: To stop, on CLI apply\n\"delete chassis auto-image-upgrade\" and commit\n\n"};
    for (std::size_t turn = 0; engine_.config.active().has("chassis auto-image-upgrade"); ++turn) {
        boost::system::error_code ignored;
        asio::steady_timer timer{io_, std::max<std::chrono::nanoseconds>(unit_.scaled(20s), 2s)};
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        if (wire->hung_up() || !engine_.config.active().has("chassis auto-image-upgrade")) co_return;
        wire->send(texts[turn % texts.size()]);
    }
}

Task<> Lifecycle::up(const Beginning& begin) {
    engine_.phase = Phase::up;
    if (!engine_.files.find("/var/log/messages")) {
        engine_.files.put_text("/var/log/messages", log_line(engine_), 2100);
        engine_.files.all()["/var/log/messages"].own = true;
    }
    engine_.answers = engine_.answers || !booted_before_;
    wire_->push(begin.keys);
    asio::co_spawn(io_, login(unit_, engine_, wire_, begin.logged_in ? "root" : ""), finished);
    if (engine_.unconfigured() && engine_.personality().chatty_when_factory)
        asio::co_spawn(io_, chatter(wire_), finished);
    if (engine_.unconfigured() && unit_.faults.has("ztp-lock")) lock_for_ztp();
    const double late = unit_.faults.value("late-management", 1);
    if (booted_before_) co_await settle(late * engine_.personality().times.management);
    engine_.answers = true;
    unit_.services_changed();
    if (booted_before_) co_await settle(engine_.personality().times.cards);
    engine_.cards_online = true;
    engine_.cards_online_at = WallClock::now();
}

Task<> Lifecycle::recover() {
    engine_.phase = Phase::recovery;
    engine_.doing = "recovery";
    engine_.answers = true;
    asio::co_spawn(io_, recovery_cli(unit_, engine_, wire_), finished);
    co_return;
}

Task<Restart> Lifecycle::next_order() {
    while (!wanted_) {
        if (stopped_) throw Stopped{};
        waker_.expires_at(std::chrono::steady_clock::time_point::max());
        boost::system::error_code ignored;
        co_await waker_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    co_return *std::exchange(wanted_, {});
}

void Lifecycle::drop_everybody() {
    engine_.phase = Phase::going_down;
    engine_.answers = engine_.cards_online = false;
    for (const std::weak_ptr<Wire>& weak : wires_)
        if (const WirePtr wire = weak.lock()) wire->hang_up();
    wires_.clear();
    wire_.reset();
    if (!stopped_) unit_.services_changed();
}

void Lifecycle::lose() {
    const bool reached = !(engine_.slot() != 0 &&
                           (unit_.faults.has("re1-left-dirty") || unit_.faults.has("member-not-wiped")));
    if (!reached) return;
    engine_.wipe([this](std::string_view what) {
        return unit_.faults.has(what == "hostname" ? "zeroize-keeps-hostname"
                                                   : fmt::format("zeroize-leaves-{}", what));
    });
    unit_.faults.end("wrong-speed");  // it was set in what is gone now
    if (unit_.faults.has("zeroize-kills")) engine_.has_kernel = false;
    if (keys_lost && !engine_.old_host_keys) keys_lost();
}

void Lifecycle::goodbye(Restart how) {
    engine_.reboot_reason = about_power(how)        ? "0x1:power cycle/failure"
                            : how == Restart::panic ? "0x4:panic"
                                                    : "Router rebooted after a normal shutdown.";
    if (how == Restart::halt)
        say("\nThe operating system has halted.\nPlease press any key to reboot.\n\n");
    else if (how == Restart::power_off)
        say("\nacpi0: Powering system off\n");
    else if (how == Restart::panic)
        say("\npanic: page fault\ncpuid = 0\nUptime: 2h11m9s\nDumping 412 MB of memory\nDump "
            "complete\nRebooting...\n");
    else if (how == Restart::debugger)
        say("\npanic: page fault\ncpuid = 0\n");
    else if (!about_power(how))
        say("Rebooting...\n");
}

Task<> Lifecycle::go_down(Restart how) {
    const bool wiping = how == Restart::zeroize || how == Restart::zeroize_media;
    if (sudden(how)) {
        drop_everybody();
    } else {
        co_await pause(std::max<std::chrono::duration<double>>(
            2s, 0.1s * unit_.time_scale()));  // the reply to the order still gets out
        say(fmt::format(
            "\n*** FINAL System shutdown message from root@{} ***\n\nSystem going down IMMEDIATELY\n\n\a",
            engine_.host_name()));
        drop_everybody();
        co_await say_slowly(shutdown_text(engine_, how), engine_.personality().times.shutdown);
    }
    engine_.users.clear();
    engine_.config.discard();
    engine_.config.editors().clear();
    if (wiping) {
        co_await pause(engine_.personality().times.zeroize);
        lose();
    }
    goodbye(how);
    booted_before_ = true;
}

void Lifecycle::wait_for_key() {
    attach();
    const auto key = [](Lifecycle& life, WirePtr wire) -> Task<> {
        co_await wire->get();
        life.restart(Restart::mains_on);
    };
    asio::co_spawn(io_, key(*this, wire_), finished);
}

/// Off, or halted with a key left to press: until there is power again.
Task<Restart> Lifecycle::stay_down() {
    engine_.phase = Phase::off;
    unit_.services_changed();
    for (;;) {
        const Restart how = co_await next_order();
        if (how == Restart::mains_on || how == Restart::power_cycle) co_return how;
        drop_everybody();
        engine_.phase = Phase::off;
    }
}

/// The medium formats the storage, and is taken out.
Task<> Lifecycle::install_from_medium() {
    const std::string release = std::exchange(engine_.medium, {});
    say(fmt::format("Booting from removable media\nFormatting the internal storage ...\nInstalling {} ...\n", release));
    co_await pause(engine_.personality().times.install);
    engine_.wipe([](std::string_view) { return false; });
    engine_.software = {.running = release, .previous = {}, .pending = {}, .other_copy = release, .other_copy_made = WallClock::now()};
    say("Installation complete; remove the medium\n");
}

Task<> Lifecycle::live(const Beginning& begin, bool with_pending) {
    attach();
    Stage reached = begin.stage;
    if (reached != Stage::multi_user) {
        engine_.phase = Phase::booting;
        engine_.answers = engine_.cards_online = false;
        engine_.doing = "booting";
        booted_before_ = true;
        if (!engine_.medium.empty()) co_await install_from_medium();
        Boot boot{unit_, engine_, wire_, with_pending};
        reached = co_await boot.run(begin.stage);
        engine_.booted_at = WallClock::now();
    }
    if (reached == Stage::recovery)
        co_await recover();
    else
        co_await up(begin);
}

Task<> Lifecycle::run(Beginning begin) try {
    engine_.booted_at = WallClock::now() - 26h;
    engine_.cards_online_at = engine_.booted_at;
    bool with_pending = true;
    if (begin.off) {
        if (begin.halted) wait_for_key();
        co_await stay_down();
        begin = {.stage = Stage::power_on};
    }
    for (;;) {
        try {
            co_await live(begin, with_pending);
        } catch (const Hangup&) {  // somebody pulled the plug during its boot
            if (stopped_) throw Stopped{};
        }
        Restart how = co_await next_order();
        try {
            co_await go_down(how);
        } catch (const Hangup&) {
            how = *std::exchange(wanted_, {});
            drop_everybody();
        }
        if (how == Restart::halt) wait_for_key();
        if (how == Restart::halt || how == Restart::power_off || how == Restart::mains_off)
            co_await stay_down();
        drop_everybody();
        with_pending = how != Restart::guest_reboot;
        begin = {.stage = how == Restart::debugger ? Stage::debugger : Stage::power_on};
    }
} catch (const Stopped&) {
}

}  // namespace drivers::sim
