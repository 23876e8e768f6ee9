#include "station/engine/recovery.hpp"

#include "drivers/console.hpp"
#include "drivers/names.hpp"
#include "station/engine/access.hpp"
#include "station/engine/all_of.hpp"
#include "station/engine/boot.hpp"
#include "station/engine/break_in.hpp"
#include "station/engine/dialogue.hpp"
#include "station/engine/mains.hpp"
#include "station/engine/occupant.hpp"
#include "station/engine/pulse.hpp"
#include "station/engine/repair.hpp"

#include <utility>

namespace station {

using drivers::Fault;
using drivers::holds;
using drivers::LinkError;
using drivers::RecoveryPath;
using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;

namespace {

constexpr int most_power_cycles = 8;  ///< a unit that was not entered by then will not be
/// A station thread that was further behind may have missed a window of half a second: reading it and typing take the rest.
constexpr auto tolerable_delay = 250ms;

std::string milliseconds(drivers::Clock::duration span) {
    return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(span).count()) + " ms";
}

class Recovery {
  public:
    Recovery(Context& context, std::size_t index, EntryPermit permit) : context_{context}, index_{index}, permit_{permit} {}

    Task<std::optional<Outcome>> go();

  private:
    Task<> cycle();
    Task<> find_a_way(Pulse& pulse);
    Task<bool> attempt();
    Task<bool> goes_on();
    bool looks_again();
    void came_to_nothing(const std::string& path);
    bool was_behind() const { return behind_ > tolerable_delay && !refusal_; }
    Task<std::optional<Outcome>> set_password();
    Task<std::optional<std::string>> hold_named(std::string name);
    Outcome no_way_left() const;
    Access& access() { return context_.access(); }
    std::string engine() const { return context_.engine_name(index_); }

    Context& context_;
    std::size_t index_;
    EntryPermit permit_;
    std::vector<std::string> tried_, agreed_, failed_once_;
    const RecoveryPath* offered_ = nullptr;  ///< what the last boot offered
    bool followed_ = false, entered_ = false, missed_ = false, looked_again_ = false;
    drivers::Clock::duration behind_{};  ///< how far the station thread was behind in the last boot, at worst
    const drivers::Refusal* refusal_ = nullptr;
    const drivers::Defect* defect_ = nullptr;
};

Task<std::optional<Outcome>> Recovery::go() {
    for (int cycles = 0; cycles < most_power_cycles; ++cycles) {
        co_await cycle();
        if (entered_) co_return co_await set_password();
        if (defect_) co_return Outcome{Verdict::fail, "defect-" + defect_->name, engine() + ": " + defect_->means, defect_->advice};
        if (!co_await goes_on()) break;
    }
    co_return no_way_left();
}

// Mains off; then on, and the break-in beside it: the window may be a second long. A pulse beside both tells whether the station was there for it.
Task<> Recovery::cycle() {
    co_await power_off(context_, "nobody knows root's password on " + engine() + ", and its boot has to be broken into");
    Pulse pulse{co_await drivers::asio::this_coro::executor};
    std::vector<Task<>> together;
    together.push_back(power_on(context_));
    together.push_back(find_a_way(pulse));
    together.push_back(pulse.run());
    co_await all_of(std::move(together));
    behind_ = pulse.stalls().longest;
}

// A unit that was mended boots again by itself.
Task<> Recovery::find_a_way(Pulse& pulse) {
    const Pulse::Until this_ends{pulse};
    for (bool again = true; again;) again = co_await attempt();
}

Task<bool> Recovery::attempt() {
    auto* console = co_await access().open(index_);
    BreakIn attempt{permit_, context_, *console, index_};
    offered_ = nullptr;
    followed_ = false;
    try {
        offered_ = co_await attempt.choose(tried_, within(20min, "sign of a boot after the mains came back"));
        followed_ = offered_ && (offered_->confirm.empty() || holds(agreed_, offered_->name));
        if (followed_) entered_ = co_await attempt.follow(*offered_);  // at once: its window may be a second long
    } catch (const LinkError&) {
        if (!console->lost()) throw;
    }
    missed_ = console->lost() || attempt.missed();
    if (missed_) co_return false;
    if (attempt.refusal()) refusal_ = attempt.refusal();
    defect_ = attempt.defect();
    if (const auto* damage = attempt.repair()) {
        const bool mended = co_await mend(context_, index_, *damage);
        if (!mended) defect_ = damage;
        co_return mended;
    }
    if (followed_)
        co_await context_.note("broke in on " + engine() + " by " + offered_->name +
                               (offered_->unverified ? ", which nobody here has seen work" : "") + (entered_ ? "" : ": it came to nothing"));
    co_return false;
}

// Keys may be lost on their way: one time in vain says nothing about the unit, unless it refused.
void Recovery::came_to_nothing(const std::string& path) {
    const bool for_good = refusal_ || holds(failed_once_, path);
    (for_good ? tried_ : failed_once_).push_back(path);
}

bool Recovery::looks_again() { return !refusal_ && !std::exchange(looked_again_, true); }

// Whether another power cycle may lead further: something is left to try, or the operator agrees to what was offered.
Task<bool> Recovery::goes_on() {
    if (missed_) {
        co_await context_.note("what the boot of " + engine() + " offered was not seen: its console was away, or at another speed");
        co_return true;
    }
    if (was_behind() && (followed_ || !offered_)) {
        co_await context_.note("the station was " + milliseconds(behind_) + " behind while " + engine() + " booted and may have missed its window");
        co_return true;
    }
    if (!offered_ && looks_again()) co_return true;
    if (!offered_) {
        const auto before = tried_.size();  // their windows did not come: what is only for afterwards may be tried now
        for (const auto& path : access().family().recovery.paths)
            if (path.purpose == drivers::Purpose::access && path.after.empty() && !holds(tried_, path.name)) tried_.push_back(path.name);
        co_return tried_.size() > before;
    }
    if (followed_) {
        came_to_nothing(offered_->name);
        co_return true;
    }
    Question question{.text = offered_->confirm, .picture = {}, .answers = {"do it", "leave it"}};
    const auto answer = co_await context_.ask(std::move(question));
    (answer == "do it" ? agreed_ : tried_).push_back(offered_->name);
    co_return true;
}

Task<std::optional<std::string>> Recovery::hold_named(std::string name) {
    if (name.empty()) co_return std::nullopt;
    const auto& dialogue = dialogue_of(access().family(), name);
    auto* console = co_await access().open(index_);
    const drivers::Credentials root{.user = "root", .password = {}, .private_key = {}};
    co_await console->enter(dialogue.mode, root, within(5min, "prompt of the recovery"));
    auto digest = co_await access().run_password_hash();
    std::map<std::string, std::string> values{{"password", access().run_password()}, {"password-hash", std::move(digest)}};
    co_return co_await hold(*console, dialogue, std::move(values));
}

Task<std::optional<Outcome>> Recovery::set_password() {
    auto failed = co_await hold_named(offered_->set_password);
    if (!failed) failed = co_await hold_named(offered_->boot_on);
    if (failed)
        co_return Outcome{Verdict::fail, "no-way-in", engine() + " was broken into, and then " + *failed,
                          "see the transcript of its console; install software from USB, which formats the storage"};
    auto* console = co_await access().open(index_);
    const bool at_login = console->seen().kind == drivers::ModeKind::login;
    access().going_down();
    const auto boot = co_await await_boot_of(context_, index_, within(45min, "login prompt after the recovery"), at_login);
    if (!boot.asks_login && !boot.missed)
        if (auto stranger = co_await stranger_on(context_, index_, "after its recovery")) co_return stranger;
    if (auto trouble = stuck_engine(boot, engine(), "after its recovery")) co_return trouble;
    access().has_run_password();
    co_await await_cli_of(context_, index_, within(15min, "CLI after the recovery"));
    co_await context_.note("root's password on " + engine() + " was set anew by " + offered_->name);
    co_return std::nullopt;
}

Outcome Recovery::no_way_left() const {
    if (missed_)
        return {Verdict::error, "console-lost", "what the boot of " + engine() + " offers was never seen: its console was away, or at another speed",
                "look after the console's cable and adapter, then run again"};
    if (was_behind())
        return {Verdict::error, "station-too-slow", "the station was " + milliseconds(behind_) + " behind each time " + engine() + " could be broken into",
                "run fewer units at once, or on a machine that nothing else keeps busy, then run again"};
    if (refusal_)
        return {Verdict::fail, "no-way-in", engine() + " cannot be recovered this way: " + refusal_->means, refusal_->left};
    return {Verdict::fail, "no-way-in", engine() + " lets nobody in, and its boot offers no way (" + (tried_.empty() ? "none" : drivers::joined(tried_)) + ")",
            "install software from USB, which formats the storage"};
}

// Who lets the bench's credentials in is not who refused them before: a cable may have been moved while the mains were switched.
Task<std::optional<Outcome>> stranger_who_lets_in(Context& context, std::size_t index) {
    try {
        co_await context.access().console(index);
    } catch (const LinkError& error) {
        if (error.fault() == Fault::aborted) throw;
        co_return std::nullopt;
    }
    co_return Outcome{Verdict::error, "unit-unknown",
                      context.access().where(index) + " lets in now who was refused there before: another unit may stand there",
                      "look where the console's cable leads, then run again: this says nothing about the unit"};
}

}  // namespace

Task<std::optional<Outcome>> get_in(Context& context, std::size_t index, Recover recover) {
    co_await context.access().open(index);  // a port that refuses us says nothing about the unit
    std::string refusal;
    try {
        co_await context.access().console(index);
        co_return std::nullopt;
    } catch (const LinkError& error) {
        if (error.fault() != Fault::refused) throw;
        refusal = error.what();
    }
    if (recover == Recover::no)
        co_return Outcome{Verdict::error, "no-access", refusal,
                          "put the unit's password into the bench's credentials file, or run a procedure whose identify says recover-access"};
    auto permit = context.permit_to_enter();
    if (auto* locked = std::get_if<Outcome>(&permit)) co_return std::move(*locked);
    co_await context.note("no credentials were let in on " + context.engine_name(index));
    Recovery recovery{context, index, std::get<EntryPermit>(permit)};
    auto failure = co_await recovery.go();
    if (failure && failure->reason == "no-way-in")
        if (auto stranger = co_await stranger_who_lets_in(context, index)) co_return stranger;
    co_return failure;
}

Task<std::optional<Outcome>> boot_anew(Context& context, std::string why) {
    co_await power_off(context, std::move(why));
    for (std::size_t index = 0; index < context.access().consoles(); ++index) co_await context.access().open(index);  // so that nothing of their boots is missed
    co_await power_on(context);
    const auto boots = co_await await_boot(context, context.access().consoles(), within(45min, "login prompt after the mains came back"));
    for (std::size_t index = 0; index < boots.size(); ++index) {
        if (boots[index].asks_login || boots[index].missed) continue;
        if (auto stranger = co_await stranger_on(context, index, "after the mains came back")) co_return stranger;
    }
    if (auto trouble = stuck(context, boots, "after the mains came back")) co_return trouble;
    co_return co_await get_in(context, 0, Recover::when_refused);
}

}  // namespace station
