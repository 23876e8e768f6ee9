#include "station/engine/occupant.hpp"

#include "drivers/console.hpp"
#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/reply.hpp"
#include "station/engine/access.hpp"

#include <algorithm>

namespace station {

using drivers::LinkError;
using drivers::Task;
using drivers::within;
using drivers::junos::Facts;
using drivers::junos::Place;
using namespace std::chrono_literals;

namespace {

constexpr int most_readings = 3;          ///< while somebody seems to come and go
constexpr int readings_held_against = 2;  ///< bytes may get lost on a line: what is held against a unit was read twice
constexpr auto readings_pause = 1s;

class Reading {
  public:
    Reading(Context& context, std::size_t console) : context_{context}, console_{console} { occupant_.console = console; }

    // The serial is read last: it is the newest word of who stands there.
    Task<Occupant> go() {
        co_await access().console(console_);
        const auto before = access().tenancy(console_);
        occupant_.where = access().where(console_);
        const auto seen = co_await seen_now();
        occupant_.role = seen.role;
        occupant_.member = seen.member;
        if (!seen.member.empty())
            co_await of_a_member();
        else
            co_await of_an_engine();
        occupant_.tenancy = access().tenancy(console_);
        const auto after = co_await seen_now();
        const bool moved = after.role != seen.role || after.member != seen.member;
        if (occupant_.tenancy != before || moved) occupant_.tenancy = {};  // of nobody: it is read again
        co_return occupant_;
    }

  private:
    Access& access() { return context_.access(); }

    // The text first, which the eye of a technician reads as well; where it says nothing, the same as XML.
    Task<Facts> asked(std::string name) {
        const auto* query = access().family().query(name);
        if (!query || query->cli.empty()) co_return Facts{};
        const auto deadline = within(query->within, "reply to " + name + " on the console");
        text_ = co_await context_.cli(query->cli, deadline, console_);
        auto facts = drivers::junos::read_text(text_).facts;
        if (!facts.units.empty() || !facts.errors.empty()) co_return facts;
        const auto xml = co_await context_.cli(query->cli + " | display xml", deadline, console_);
        co_return drivers::junos::read_xml(xml).facts;
    }

    Task<drivers::Seen> seen_now() {
        auto* console = co_await access().open(console_);
        co_return console->seen();
    }

    Task<> read_serial() {
        const auto facts = co_await asked("inventory");
        occupant_.serial = drivers::junos::chassis_serial(facts, Place{occupant_.role, occupant_.member});
        if (occupant_.serial.empty() && !facts.errors.empty()) occupant_.said = facts.errors.front().message;
    }

    // A member that is not the master lists its virtual chassis, itself included.
    Task<> of_a_member() {
        occupant_.engine = occupant_.member;
        if (context_.engines() > 1) co_await read_virtual_chassis();
        co_await read_serial();
        if (!occupant_.serial.empty()) co_return;
        const auto facts = co_await read_virtual_chassis();
        occupant_.serial = drivers::junos::member_serial(facts, occupant_.member);
        if (!occupant_.serial.empty()) occupant_.said.clear();
    }

    Task<Facts> read_virtual_chassis() {
        const auto* query = access().family().query("virtual-chassis");
        if (!query) co_return Facts{};
        auto facts = co_await asked("virtual-chassis");
        const auto ids = query->rows(text_);
        if (!ids.empty()) occupant_.chassis_id = ids.front();
        co_return facts;
    }

    // One of two engines says by its role which slot it is in; a backup has its master give the inventory.
    Task<> of_an_engine() {
        if (!occupant_.role.empty()) co_await read_slot();
        co_await read_serial();
        const auto& command = access().family().console.other_engine;
        if (occupant_.role.empty() || !occupant_.serial.empty() || command.empty()) co_return;
        co_await ask_the_other(command);
        if (!occupant_.serial.empty()) occupant_.said.clear();
    }

    Task<> read_slot() {
        const auto facts = co_await asked("routing-engines");
        for (const auto& unit : facts.units)
            for (const auto& engine : unit.routing_engines)
                if (is_same_word(engine.mastership_state, occupant_.role)) occupant_.engine = engine.slot;
    }

    static bool is_same_word(const std::string& a, const std::string& b) {
        return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return (x | 0x20) == (y | 0x20); });
    }

    Task<> ask_the_other(std::string command) {
        const auto* query = access().family().query("inventory");
        auto* console = co_await access().console(console_);
        auto said = co_await console->command(std::move(command), within(1min, "CLI of the other engine"));
        const bool moved = console->seen().kind == drivers::ModeKind::cli && console->seen().role != occupant_.role;
        if (!moved) {
            occupant_.said = said.substr(0, 120);
            co_return;
        }
        const auto text = co_await console->command(query->cli + " | no-more", within(query->within, "inventory of the other engine"));
        occupant_.serial = drivers::junos::chassis_serial(drivers::junos::read_text(text).facts);
        co_await console->command("exit", within(1min, "way back from the other engine"));
        if (console->seen().role != occupant_.role) occupant_.serial.clear();
    }

    Context& context_;
    std::size_t console_;
    Occupant occupant_;
    std::string text_;
};

Expected expected_on(Context& context, std::size_t console) {
    Expected expected{context.engine_name(console), std::to_string(context.engine_number(console)), context.scanned_serial()};
    const auto own = expected.name.starts_with("re") ? std::string{} : drivers::junos::member_serial(context.facts(), expected.engine);
    if (!own.empty()) expected.serial = own;
    return expected;
}

// The first console leads to another engine of the unit than its place in the bench file says.
std::optional<Outcome> misplaced(Context& context, const Occupant& first) {
    if (first.engine.empty() || first.engine == std::to_string(context.engine_number(0))) return std::nullopt;
    return Outcome{reports::Verdict::error, "wrong-console",
                   "nothing was destroyed: " + first.where + " leads to engine " + first.engine + ", and not to " + context.engine_name(0),
                   "the consoles stand in the engines' order in the bench file"};
}

// A chassis' own serial is that of all its engines; that of a member its own, unless it is the one that speaks for all.
std::variant<Permit, Outcome> judged(Context& context, const Occupant& occupant) {
    if (occupant.console == 0) return context.interlock().to_destroy(occupant);
    auto expected = expected_on(context, occupant.console);
    const auto* first = context.occupant(0);
    const bool another_chassis = first && !first->chassis_id.empty() && !occupant.chassis_id.empty() && first->chassis_id != occupant.chassis_id;
    auto seen = occupant;
    if (another_chassis) seen.serial += " (of the virtual chassis " + occupant.chassis_id + ", not " + first->chassis_id + ")";
    if (seen.serial == context.scanned_serial()) expected.serial = seen.serial;
    // A member that is known by its own serial may count itself otherwise when it stands alone.
    else if (seen.serial == expected.serial && !seen.member.empty()) seen.engine = expected.engine;
    return context.interlock().to_destroy(seen, expected);
}

bool is_refused(const std::variant<Permit, Outcome>& answer) { return std::holds_alternative<Outcome>(answer); }

void blame_the_cable(Outcome& mismatch) {
    mismatch.verdict = reports::Verdict::error;
    mismatch.reason = "unit-unknown";
    mismatch.summary += ", and the scanned unit stood there before";
    mismatch.advice = "look where the console's cable leads, then run again: this says nothing about the unit";
}

// Bytes may get lost on a line: what is held against a unit was read twice.
Task<std::variant<Permit, Outcome>> answer_of(Context& context, std::size_t console, Patience patience) {
    auto occupant = co_await read_occupant(context, console, patience);
    auto answer = judged(context, occupant);
    if (is_refused(answer) && !occupant.serial.empty()) {
        occupant = co_await read_occupant(context, console, patience);
        answer = judged(context, occupant);
    }
    context.occupies(occupant);
    if (auto* shut = std::get_if<Outcome>(&answer); shut && console == 0 && context.was_led_elsewhere()) blame_the_cable(*shut);
    co_return answer;
}

// The owner's word has to be there before anybody is asked anything.
void need_papers(Context& context) {
    const auto papers = context.permit_to_enter();
    if (const auto* missing = std::get_if<Outcome>(&papers)) throw Refusal{*missing};
}

}  // namespace

Task<Occupant> read_occupant(Context& context, std::size_t console, Patience patience) {
    const auto* query = context.access().family().query("inventory");
    const auto until = within(patience == Patience::none || !query ? drivers::Clock::duration{0} : drivers::Clock::duration{query->within},
                              "serial on the console");
    for (int unsettled = 0;;) {
        Reading reading{context, console};
        auto occupant = co_await reading.go();
        const bool settled = occupant.tenancy != Tenancy{};
        if (settled && (!occupant.serial.empty() || until.passed())) co_return occupant;
        if (!settled && ++unsettled == most_readings)
            throw LinkError{drivers::Fault::protocol, occupant.where, "whoever stands on the console changes while it is asked who it is"};
        if (settled) co_await context.stop().sleep(readings_pause);
    }
}

Task<Permit> read_permit(Context& context, std::size_t console) {
    need_papers(context);
    auto answer = co_await answer_of(context, console, Patience::none);
    if (const auto* shut = std::get_if<Outcome>(&answer)) throw Refusal{*shut};
    auto permit = std::get<Permit>(std::move(answer));
    co_await context.note(context.access().where(console) + ": the serial read there is " + permit.serial() +
                          ", as it has to be; the owner's release is " + permit.release());
    co_return permit;
}

Task<drivers::Console*> spend(Context& context, Permit permit) {
    auto& access = context.access();
    auto* console = co_await access.open(permit.console());
    bool stands = false;
    try {
        stands = co_await console->still_stands(within(20s, "the prompt at which the serial was read"));
    } catch (const LinkError& error) {
        if (error.fault() == drivers::Fault::aborted) throw;
    }
    if (!stands || access.tenancy(permit.console()) != permit.tenancy())
        throw Refusal{Outcome{reports::Verdict::error, "unit-unknown",
                              "nothing was typed on " + access.where(permit.console()) + ": another unit may stand there since its serial was read",
                              "look at the console's cable, then run again: this says nothing about the unit"}};
    context.interlock().was_spent();
    co_return console;
}

Task<> allow(Context& context, drivers::Rpc& rpc) {
    need_papers(context);
    const auto* first = context.occupant(0);
    Occupant occupant;
    occupant.where = rpc.where();
    occupant.serial = co_await context.serial_over(rpc);
    const auto answer = context.interlock().to_destroy(occupant);
    if (const auto* shut = std::get_if<Outcome>(&answer)) throw Refusal{*shut};
    if (!first || first->serial != occupant.serial)
        throw Refusal{Outcome{reports::Verdict::error, "unit-unknown", "nothing was asked of " + occupant.where + ": who stands on the console is not known",
                              "run again: this says nothing about the unit"}};
    context.interlock().was_spent();
}

Task<> ensure_every_console(Context& context, std::size_t engines) {
    if (engines < 2) co_return;
    need_papers(context);
    for (std::size_t index = 0; index < engines; ++index) {
        auto answer = co_await answer_of(context, index, Patience::none);
        if (const auto* shut = std::get_if<Outcome>(&answer)) throw Refusal{*shut};
        const auto* found = index == 0 ? context.occupant(0) : nullptr;
        if (auto elsewhere = found ? misplaced(context, *found) : std::nullopt) throw Refusal{std::move(*elsewhere)};
    }
}

namespace {

// A unit that came up anew may count its members otherwise; the slot of its engine stays.
bool is_who_was_there(const Occupant& known, const Occupant& now) {
    const bool same_engine = known.engine.empty() || now.engine.empty() || known.engine == now.engine;
    return known.serial == now.serial && same_engine;
}

}  // namespace

Task<> vouch(Context& context, std::size_t console, std::string what) {
    const auto* found = context.last_occupant(console);
    if (!found || found->serial.empty() || context.is_read_over_network_alone()) co_return;
    const auto known = *found;
    Occupant now;
    for (int readings = 0; readings < readings_held_against; ++readings) {
        now = co_await read_occupant(context, console, Patience::until_it_says);
        if (!is_who_was_there(known, now)) continue;
        context.occupies(std::move(now));
        co_return;
    }
    const auto says = now.serial.empty() ? "gives no serial" : "says " + now.serial + (now.engine.empty() ? "" : ", engine " + now.engine);
    throw Refusal{Outcome{reports::Verdict::error, "unit-unknown",
                          what + " counts for nobody: whoever stands on " + now.where + " now " + says + ", and " + known.serial +
                              (known.engine.empty() ? "" : ", engine " + known.engine) + " stood there before",
                          "look where the console's cable leads, then run again: this says nothing about the unit"}};
}

Task<std::optional<Outcome>> still_the_unit(Context& context, std::size_t console, std::string after_what) {
    auto answer = co_await answer_of(context, console, Patience::until_it_says);
    auto* shut = std::get_if<Outcome>(&answer);
    if (!shut) co_return std::nullopt;
    shut->summary = after_what + " another unit, or none that says who it is, stands on " + context.access().where(console) + ", and nothing it shows counts: " + shut->summary;
    co_return std::move(*shut);
}

Task<std::optional<Outcome>> stranger_on(Context& context, std::size_t console, std::string after_what) {
    auto& access = context.access();
    const auto seen = co_await access.look(console);
    if (seen.kind != drivers::ModeKind::login && !seen.logged_in()) co_return std::nullopt;
    const Outcome unknown{reports::Verdict::error, "unit-unknown",
                          access.where(console) + " shows \"" + seen.text + "\", and " + after_what + " no boot was seen to come there: another unit may stand there",
                          "look where the console's cable leads; this says nothing about the unit"};
    try {
        co_await access.unwiped_console(console);
    } catch (const LinkError& error) {
        if (error.fault() != drivers::Fault::refused) throw;
        co_return unknown;
    }
    auto stranger = co_await still_the_unit(context, console, std::move(after_what));
    if (stranger) {  // the boot that was ordered went on elsewhere: whoever stands here is nothing that is held against the unit
        stranger->verdict = reports::Verdict::error;
        stranger->reason = unknown.reason;
        stranger->advice = unknown.advice;
    }
    co_return stranger;
}

}  // namespace station
