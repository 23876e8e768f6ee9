// identify: who stands in the slot. Reads the console, logs in, learns the model and with it the family, opens the network way where there is
// one, and asks for software and inventory.

#include "drivers/console.hpp"
#include "drivers/junos/facts_json.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/join.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/engine/mains.hpp"
#include "station/engine/occupant.hpp"
#include "station/engine/recovery.hpp"
#include "yang/schema.hpp"

namespace station {
namespace {

using drivers::Task;
using drivers::junos::join;
using reports::Verdict;

constexpr auto fragment = R"(      container identify {
        presence "asks the unit who it is";
        description "Finds out who stands in the slot: model, serials, parts, software.";
        leaf recover-access { type boolean; default false;
          description "whether a unit that lets nobody in is broken into at its console: mains off and on, a new root password; needs the owner's release"; }
      })";

class Identify : public Step {
  public:
    explicit Identify(Recover recover) : recover_{recover} {}

    Needs needs() const override { return {.mains = recover_ == Recover::when_refused, .credentials = recover_ == Recover::no}; }

    Task<Outcome> run(Context& context) const override {
        auto seen = co_await context.access().look();
        if (seen.silent) seen = co_await context.access().wake_from_netconf();
        if (seen.silent) co_return co_await silent(context);
        if (seen.garbled)
            throw drivers::LinkError{drivers::Fault::protocol, context.slot().console.text,
                                     "the console prints bytes that are no text, at any speed that was tried: is the cable whole?", seen.text};
        const auto shown = seen.mode.empty() ? std::string{"nothing known"} : seen.mode;
        co_await context.note("console shows " + shown + ": \"" + seen.text + "\"");
        context.progress("logging in");
        if (auto locked_out = co_await get_in(context, 0, recover_)) co_return std::move(*locked_out);
        join(context.facts(), co_await context.query("software"));
        auto outcome = co_await learn(context);
        if (outcome.reason != no_serial || recover_ == Recover::no) co_return outcome;
        if (auto trouble = co_await boot_anew(context, "it does not know its own chassis, as in password recovery")) co_return std::move(*trouble);
        context.facts() = {};
        join(context.facts(), co_await context.query("software"));
        co_return co_await learn(context);
    }

    std::vector<std::string> may_ask(const Slot& slot) const override {
        if (recover_ == Recover::no) return {};
        std::vector<std::string> asked{"whether a way in is taken that costs the unit its files, or that nobody here has seen work"};
        if (switched_by_hand(slot)) asked.insert(asked.begin(), "to take the mains from the unit and give it again, where it lets nobody in");
        return asked;
    }

  private:
    static constexpr auto no_serial = "no-serial";

    // A console that says nothing is the unit's fault only if the unit is alive otherwise; else it may be our cable.
    Task<Outcome> silent(Context& context) const {
        if (!co_await context.access().host())
            throw drivers::LinkError{drivers::Fault::timeout, context.slot().console.text,
                                     "the console prints nothing and nobody answers on the network: is the unit powered, the cable in place?"};
        context.reads_network_alone();
        join(context.facts(), co_await context.query("software"));
        auto outcome = co_await learn(context);
        outcome.verdict = Verdict::fail;
        outcome.reason = "console-silent";
        outcome.summary = "the console prints nothing, though the unit answers on its management port (" + outcome.summary + ")";
        outcome.advice = "put the unit in quarantine: its console port is dead, or try once more with another cable";
        co_return outcome;
    }

    Task<Outcome> learn(Context& context) const {
        if (const auto model = context.model(); !model.empty()) context.access().recognise(model);
        context.progress("reading the inventory");
        join(context.facts(), co_await context.query("inventory"));
        if (const auto model = context.model(); !model.empty()) context.access().recognise(model, routing_engine(context));
        co_await see_who_stands_there(context);
        if (const auto& facts = context.facts(); context.wire_serial().empty())
            co_return Outcome{Verdict::fail, no_serial,
                              "the unit gives no chassis serial" + (facts.errors.empty() ? "" : ": " + facts.errors.front().message),
                              "put the unit in quarantine"};
        if (auto two = two_units(context)) co_return std::move(*two);
        reports::Identified identified{"", drivers::junos::to_yang_json(context.facts())};
        co_await context.record(std::move(identified));
        co_return Outcome{.summary = summary(context)};
    }

    // A cable may have been moved between one reply and the next.
    static std::optional<Outcome> two_units(Context& context) {
        const auto told = drivers::junos::chassis_serial(context.facts(), context.first_place());
        const auto now = context.wire_serial();
        if (told.empty() || told == now) return std::nullopt;
        return Outcome{Verdict::error, "unit-unknown", "the inventory is that of " + told + ", and " + now + " answers on the console now",
                       "look where the slot's cables lead, then run again: this says nothing about the unit"};
    }

    // On the console itself, whatever link the inventory came by: a node or member is known by the prompt it stands at.
    Task<> see_who_stands_there(Context& context) const {
        if (context.is_read_over_network_alone() || context.occupant(0)) co_return;
        auto occupant = co_await read_occupant(context, 0);
        context.occupies(std::move(occupant));
    }

    static std::string routing_engine(Context& context) {
        const auto engines = drivers::junos::routing_engine_modules(context.facts());
        return engines.empty() ? std::string{} : engines.front()->description;
    }

    static std::string summary(Context& context) {
        std::size_t parts = 0;
        std::string version;
        for (const auto& unit : context.facts().units) {
            parts += unit.modules.size();
            if (unit.software && version.empty()) version = unit.software->version;
        }
        return context.model() + ", " + context.engine_count() + ", " + std::to_string(parts) + " parts, Junos " + version;
    }

    Recover recover_;
};

const StepRegistration registration{{"identify", fragment, [](const yang::Document&, const yang::Node& settings) {
                                         return std::make_unique<Identify>(settings["recover-access"].flag() ? Recover::when_refused : Recover::no);
                                     }, {}, Does::identify}};

}  // namespace
}  // namespace station
