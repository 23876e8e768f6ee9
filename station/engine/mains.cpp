#include "station/engine/mains.hpp"

#include "drivers/power.hpp"
#include "station/engine/access.hpp"

namespace station {

using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

Task<> by_hand(Context& context, std::string what) {
    Question question{.text = std::move(what), .picture = {}, .answers = {"done", "cannot"}};
    const auto answer = co_await context.ask(std::move(question));
    if (answer == "done") co_return;
    throw drivers::LinkError{drivers::Fault::timeout, context.slot().name,
                             answer ? "its mains could not be switched" : "its mains has to be switched, the slot has no power switch, and nobody is there"};
}

/// A switch may be somebody's hands (manual:), with words and a picture from the bench file.
Task<bool> hands(Context& context, std::string what, std::string picture) {
    Question question{.text = context.slot().name + ": " + what, .picture = std::move(picture), .answers = {"done", "cannot"}};
    co_return co_await context.ask(std::move(question)) == "done";
}

/// By the slot's switch; false where it has none. People take their time, machines do not.
Task<bool> by_switch(Context& context, bool on) {
    drivers::Hands ask = [&context](std::string what, std::string picture) { return hands(context, std::move(what), std::move(picture)); };
    const auto power = co_await context.access().power(std::move(ask));
    if (!power) co_return false;
    const Stop::Interrupts interrupts{context.stop(), [&power] { power->abort(); }};
    const auto deadline = within(context.slot().power->scheme == "manual" ? 30min : 2min, on ? "mains on" : "mains off");
    co_await drivers::switch_power(*power, on, deadline);
    if (!on) co_await context.stop().sleep(context.slot().power_pause);
    co_return true;
}

}  // namespace

bool switched_by_hand(const Slot& slot) { return !slot.power || slot.power->scheme == "manual"; }

Task<> power_off(Context& context, std::string why) {
    const bool switched = co_await by_switch(context, false);
    if (!switched)
        co_await by_hand(context, "Take the mains from the unit in " + context.slot().name + ", all of its inlets: " + why + ". Leave it off for ten seconds.");
    context.access().going_down();
    co_await context.note("mains off: " + why);
}

Task<> power_on(Context& context) {
    const bool switched = co_await by_switch(context, true);
    if (!switched)
        co_await by_hand(context, "Give the unit in " + context.slot().name + " its mains again.");
    co_await context.note("mains on");
}

}  // namespace station
