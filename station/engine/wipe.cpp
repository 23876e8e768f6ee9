#include "station/engine/wipe.hpp"

#include "drivers/console.hpp"
#include "drivers/family.hpp"
#include "drivers/lines.hpp"
#include "station/engine/access.hpp"
#include "station/engine/boot.hpp"
#include "station/engine/dialogue.hpp"
#include "station/engine/media.hpp"
#include "station/engine/occupant.hpp"
#include "station/engine/proof.hpp"
#include "station/engine/recovery.hpp"
#include "station/engine/text.hpp"

#include <algorithm>

namespace station {

using drivers::Claim;
using drivers::Reach;
using drivers::ResetLevel;
using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;

namespace {

/// A disk by its name, not all storage of an engine.
bool is_itemised(const SanitisedMedium& medium) { return !medium.serial.empty() || medium.name.find(' ') == std::string::npos; }

constexpr std::string_view claim_prefix = "claim ";  ///< no mark's name has a blank

/// A level of the family's resets, to be ordered.
class Rung {
  public:
    explicit Rung(const ResetLevel& level) : level_{&level}, started_{drivers::alternatives(level.started)}, has_started_{started_} {}

    const ResetLevel& level() const { return *level_; }
    bool began(const std::string& said) const { return drivers::line_with(has_started_, said).has_value(); }
    /// Types the command, or the one for each engine; what the unit said until it began, or did not.
    Task<std::string> type(Context& context, Permit permit, std::string command) const {
        auto* console = co_await spend(context, std::move(permit));
        co_return co_await console->dialogue(std::move(command), level_->answers, started_, within(3min, "beginning of the wipe"));
    }

  private:
    const ResetLevel* level_;
    std::string started_;
    drivers::TextPattern has_started_;
};

class Wipe {
  public:
    Wipe(Context& context, std::string level) : context_{context}, wanted_{std::move(level)}, proofs_{context} {}
    Task<Outcome> go();

  private:
    std::vector<Rung> ladder() const;
    Task<std::vector<SanitisedMedium>> media();
    Task<std::optional<Outcome>> refused();
    Task<bool> begin();
    Task<std::string> order(const Rung& rung);
    Task<std::string> order_each(const Rung& rung);
    Task<std::string> by_dialogue(const ResetLevel& level);
    Task<std::string> by_rpc(const ResetLevel& level);
    Task<std::optional<Outcome>> come_up();
    Task<std::optional<Outcome>> log_in(const std::vector<Boot>& boots);
    Task<std::optional<Outcome>> stranger_behind_a_password(std::size_t index);
    Task<std::optional<Outcome>> get_into_the_others();
    Task<std::optional<Outcome>> get_in_unwiped(std::size_t index);
    Task<std::optional<Outcome>> order_those_left(std::vector<Boot>& boots);
    std::vector<drivers::Mark> claim_marks() const;
    void heard(std::size_t index, const Boot& boot);
    Task<Outcome> prove();
    Task<> record_media();
    const ResetLevel& level() const { return rung_->level(); }
    Access& access() { return context_.access(); }

    Context& context_;
    std::string wanted_;
    Proofs proofs_;
    std::optional<Rung> rung_;              ///< the one that the unit took
    std::string method_;                    ///< as it was ordered
    std::size_t reached_ = 1;               ///< how many consoles could be asked who stands there, in the engines' order
    std::string refusals_;                  ///< what it said to those it did not take
    bool missed_ = false;                   ///< not all of the boot after it was seen
    std::vector<ConsoleLog> logs_;          ///< what each console said of the wipe
    std::vector<SanitisedMedium> media_;    ///< what there is to sanitise
};

// From the strongest to the weakest, as `best` tries them.
std::vector<Rung> Wipe::ladder() const {
    const auto& family = context_.access().family();
    std::vector<Rung> rungs;
    if (wanted_ == "best")
        for (auto level = family.resets.rbegin(); level != family.resets.rend(); ++level) rungs.emplace_back(*level);
    else if (const auto* level = family.reset(wanted_ == "factory" ? family.factory.removed_by : wanted_))
        rungs.emplace_back(*level);
    if (rungs.empty()) throw std::runtime_error{"family " + family.name + " has no reset of level " + wanted_};
    return rungs;
}

Task<Outcome> Wipe::go() {
    const auto engines = context_.engines();
    if (access().consoles() < engines)
        throw std::runtime_error{"nothing was wiped: the unit has " + std::to_string(engines) + " routing engines, slot " + context_.slot().name + " has " +
                                 std::to_string(access().consoles()) + " console; wire the others (other-consoles), or their wipe cannot be proven"};
    logs_.resize(engines);
    if (auto locked_out = co_await get_in(context_, 0, Recover::no)) co_return std::move(*locked_out);
    if (auto locked_out = co_await get_into_the_others()) co_return std::move(*locked_out);
    if (auto refusal = co_await refused()) co_return std::move(*refusal);
    co_await ensure_every_console(context_, reached_);
    media_ = co_await media_of(context_);
    co_await proofs_.remember(engines, wanted_ == "factory" ? Whose::bench : Whose::owner);
    if (!co_await begin())
        co_return Outcome{Verdict::fail, "wipe-refused", "the unit did not begin to wipe itself: " + refusals_, "see the transcript of the console"};
    if (auto trouble = co_await come_up()) co_return std::move(*trouble);
    co_return co_await prove();
}

// A unit that would not come up again is not wiped: what is left for it is for people.
Task<std::optional<Outcome>> Wipe::refused() {
    const auto* console = co_await access().console();
    const auto& shown = console->seen().lines;
    for (const auto& name : access().family().never_reset) {
        const auto* refusal = access().family().recovery.refusal_named(name);
        if (!refusal || shown.empty() || !drivers::TextPattern{refusal->text}.found_in(shown.back())) continue;
        co_return Outcome{Verdict::fail, "wipe-refused", "nothing was wiped: " + refusal->means, refusal->left};
    }
    co_return std::nullopt;
}

// Where each is wiped on its own console, each has to let somebody in; it may have a password of its own. Where one command is for all, an engine
// whose password nobody knows is not broken into: it says who it is when it was wiped, and is told nothing before.
Task<std::optional<Outcome>> Wipe::get_into_the_others() {
    const auto rungs = ladder();
    const bool one_by_one = std::any_of(rungs.begin(), rungs.end(), [](const auto& rung) { return rung.level().wipes == Reach::engine && !rung.level().each.empty(); });
    for (reached_ = 1; reached_ < context_.engines(); ++reached_) {
        auto locked_out = co_await get_in(context_, reached_, one_by_one ? Recover::when_refused : Recover::no);
        if (!locked_out) continue;
        if (one_by_one) co_return locked_out;
        co_await context_.note(context_.engine_name(reached_) + " lets nobody in before the wipe: " + locked_out->summary);
        break;
    }
    co_return std::nullopt;
}

// The first rung that the unit takes.
Task<bool> Wipe::begin() {
    for (auto& rung : ladder()) {
        context_.progress("wiping: " + rung.level().level);
        const auto said = co_await order(rung);
        const bool began = !rung.level().dialogue.empty() || rung.began(said);
        if (began) {
            rung_ = std::move(rung);
            logs_.front().said += said;
            co_return true;
        }
        const auto word = "\"" + method_ + "\": \"" + last_line_of(said) + "\"";
        refusals_ += (refusals_.empty() ? "" : "; ") + word;
        co_await context_.note("the unit does not take " + word);
    }
    co_return false;
}

Task<std::string> Wipe::order(const Rung& rung) {
    const auto& level = rung.level();
    if (!level.dialogue.empty()) co_return co_await by_dialogue(level);
    for (std::size_t index = 1; index < context_.engines(); ++index) co_await access().open(index);  // so that nothing of their boots is missed
    if (level.wipes == Reach::engine && !level.each.empty() && context_.engines() > 1) co_return co_await order_each(rung);
    method_ = level.command;
    co_await context_.note("wiping with \"" + method_ + "\"");
    auto permit = co_await read_permit(context_, 0);
    auto said = co_await rung.type(context_, std::move(permit), level.command);
    if (!rung.began(said) && !level.rpc.empty()) said += co_await by_rpc(level);
    co_return said;
}

// Where the command reaches no more than the engine it is typed on: the others first, each on its own console.
Task<std::string> Wipe::order_each(const Rung& rung) {
    method_ = rung.level().each;
    std::string said;
    for (auto index = context_.engines(); index-- > 0;) {
        co_await context_.note("wiping " + context_.engine_name(index) + " with \"" + method_ + "\"");
        auto permit = co_await read_permit(context_, index);
        said = co_await rung.type(context_, std::move(permit), method_);
        if (index != 0) logs_[index].said += said;
        if (!rung.began(said)) break;
    }
    co_return said;
}

Task<std::string> Wipe::by_dialogue(const ResetLevel& level) {
    method_ = level.dialogue;
    const auto& dialogue = dialogue_of(access().family(), level.dialogue);
    std::map<std::string, std::string> values{{"password", access().run_password()}};
    auto permit = co_await read_permit(context_, 0);
    auto* console = co_await spend(context_, std::move(permit));
    const auto failed = co_await hold(*console, dialogue, std::move(values));
    access().has_run_password();
    co_return failed ? *failed + "\n" : "done\n";
}

// NETCONF, where the console cannot: it asks nothing, and may end before it says that it began.
Task<std::string> Wipe::by_rpc(const ResetLevel& level) {
    auto* rpc = co_await context_.rpc();
    if (!rpc) co_return std::string{};
    co_await allow(context_, *rpc);
    method_ = level.rpc;
    const auto reply = co_await rpc->call(level.rpc, within(3min, "beginning of the wipe"));
    std::string said;
    for (const auto& message : reply.messages) said += (message.is_error ? "error: " : "warning: ") + message.text + "\n";
    co_return said;
}

std::vector<drivers::Mark> Wipe::claim_marks() const {
    std::vector<drivers::Mark> marks;
    for (const auto& claim : level().claims) {
        drivers::Mark mark;
        mark.name = std::string{claim_prefix} + claim.name;
        mark.text = claim.log;
        marks.push_back(std::move(mark));
    }
    return marks;
}

void Wipe::heard(std::size_t index, const Boot& boot) {
    for (const auto& [mark, line] : boot.also) logs_[index].claims[mark.substr(claim_prefix.size())] = line;
}

Task<std::optional<Outcome>> Wipe::come_up() {
    if (!level().dialogue.empty()) co_return std::nullopt;  // the unit stays up
    access().going_down();
    access().wiped();
    auto boots = co_await await_boot(context_, context_.engines(), within(level().within, "login prompt after the wipe"), claim_marks());
    if (auto trouble = co_await order_those_left(boots)) co_return trouble;
    for (std::size_t index = 0; index < boots.size(); ++index) heard(index, boots[index]);
    missed_ = std::any_of(boots.begin(), boots.end(), [](const auto& boot) { return boot.missed; });
    for (std::size_t index = 0; index < boots.size(); ++index) {
        if (boots[index].asks_login || boots[index].missed) continue;
        if (auto stranger = co_await stranger_on(context_, index, "after the wipe")) co_return stranger;
    }
    if (auto trouble = stuck(context_, boots, "after the wipe")) co_return trouble;
    for (std::size_t index = 0; index < boots.size(); ++index) co_await proofs_.look_at_login(index, boots[index].missed);
    co_return co_await log_in(boots);
}

// Whom a wiped unit does not let in without a password, it still knows from before.
Task<std::optional<Outcome>> Wipe::log_in(const std::vector<Boot>& boots) {
    for (std::size_t index = 0; index < context_.engines(); ++index) {
        std::string refusal;
        try {
            co_await await_cli_of(context_, index, within(15min, "CLI after the wipe"));
        } catch (const drivers::LinkError& error) {
            if (error.fault() != drivers::Fault::refused || missed_) throw;  // the login may be that of the system before
            refusal = error.what();
        }
        if (refusal.empty()) {
            if (auto stranger = co_await still_the_unit(context_, index, "after the wipe")) co_return stranger;
        } else {
            if (auto stranger = co_await stranger_behind_a_password(index)) co_return stranger;
            if (index >= reached_ && boots[index].marks.size() < marks_of_a_boot)  // neither by word nor by its boot known to be of this unit
                co_return Outcome{Verdict::error, "unit-unknown", "the console that should be " + context_.engine_name(index) + "'s (" + access().where(index) +
                                      ") lets nobody in and did not boot with the wipe: another unit may stand there, and this engine was not shown to be wiped",
                                  "look where the console's cable leads, then run again"};
            co_return Outcome{Verdict::fail, "not-clean", "after the wipe " + context_.engine_name(index) + " still asks for a password: " + refusal,
                              "wipe it again, or destroy its media"};
        }
    }
    co_return std::nullopt;
}

// Nobody wiped another unit that came to stand there: with the credentials from before it may say who it is.
Task<std::optional<Outcome>> Wipe::stranger_behind_a_password(std::size_t index) {
    try {
        co_await access().unwiped_console(index);
    } catch (const drivers::LinkError& error) {
        if (error.fault() != drivers::Fault::refused) throw;
        co_return std::nullopt;
    }
    co_return co_await still_the_unit(context_, index, "after the wipe");
}

// With the credentials from before the wipe; it may have a password of its own.
Task<std::optional<Outcome>> Wipe::get_in_unwiped(std::size_t index) {
    try {
        co_await access().unwiped_console(index);
        co_return std::nullopt;
    } catch (const drivers::LinkError& error) {
        if (error.fault() != drivers::Fault::refused) throw;
    }
    co_return co_await get_in(context_, index, Recover::when_refused);
}

// Whatever a command promised: an engine that did not boot was not wiped, and is told so itself.
Task<std::optional<Outcome>> Wipe::order_those_left(std::vector<Boot>& boots) {
    for (std::size_t index = 0; index < boots.size(); ++index) {
        if (boots[index].asks_login || !boots[index].marks.empty() || boots[index].missed) continue;
        const auto engine = context_.engine_name(index);
        const Outcome left{Verdict::fail, "not-wiped", engine + " was not reached by the wipe of the others, and cannot be wiped on its own",
                           "wipe it in a slot of its own, or destroy its media"};
        if (level().each.empty()) co_return left;
        co_await context_.note(engine + " did not boot: it is wiped on its own console");
        if (auto locked_out = co_await get_in_unwiped(index)) co_return locked_out;
        co_await access().unwiped_console(index);
        auto permit = co_await read_permit(context_, index);
        auto said = co_await rung_->type(context_, std::move(permit), level().each);
        if (!rung_->began(said)) co_return left;
        logs_[index].said += said;
        access().logged_out(index);
        access().wiped();
        boots[index] = co_await await_boot_of(context_, index, within(level().within, "login prompt after the wipe"));
    }
    co_return std::nullopt;
}

Task<> Wipe::record_media() {
    for (const auto& medium : media_) {
        const auto shown = is_itemised(medium) ? claim_for(level(), logs_, medium, context_.engine_number(medium.engine))
                                              : claim_for(level(), logs_, medium.engine, context_.engine_number(medium.engine));
        reports::MediumSanitised row{"", context_.engine_name(medium.engine), medium.name, medium.model, medium.serial, method_, shown.level, shown.proof};
        co_await context_.record(std::move(row));
    }
}

Task<Outcome> Wipe::prove() {
    const auto engines = context_.engines();
    for (std::size_t index = 0; index < engines; ++index) {
        context_.progress("proving the wipe of " + context_.engine_name(index));
        co_await proofs_.ask(index);
        co_await vouch(context_, index, "the proof of the wipe of " + context_.engine_name(index));
    }
    co_await context_.measured(proofs_.taken());
    co_await record_media();
    for (const auto& unknown : proofs_.unverifiable()) co_await context_.note("cannot be verified: " + unknown);
    if (const auto* dirty = proofs_.dirty())
        co_return Outcome{Verdict::fail, "not-clean", dirty->name + ": \"" + dirty->raw + "\" is still there", "wipe it again, or destroy the medium"};
    if (const auto open = proofs_.not_verified(); !open.empty())
        co_return Outcome{Verdict::error, "not-verified", "wiped, but not shown clean: " + std::to_string(open.size()) +
                          (open.size() == 1 ? " proof was" : " proofs were") + " not answered; the first is " + open.front(),
                          "see what the unit answered in the transcript of its console, and wipe it again"};
    const auto shown = claim_for(level(), logs_, 0, context_.engine_number(0));
    const auto unknown = proofs_.unverifiable().size();
    co_return Outcome{.summary = context_.engine_count() + " wiped (" + shown.words + "), nothing left behind of " + std::to_string(proofs_.clean()) +
                                 " proofs" + (unknown ? ", " + std::to_string(unknown) + " cannot be verified" : "")};
}

}  // namespace

Task<Outcome> wipe(Context& context, std::string level) {
    Wipe wipe{context, std::move(level)};
    co_return co_await wipe.go();
}

}  // namespace station
