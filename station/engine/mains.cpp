#include "station/engine/mains.hpp"

#include "drivers/link.hpp"
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

}  // namespace

Task<> power_off(Context& context, std::string why) {
    if (const auto power = co_await context.access().power())
        co_await power->off(within(2min, "mains off"));
    else
        co_await by_hand(context, "Take the mains from the unit in " + context.slot().name + ", all of its inlets: " + why + ". Leave it off for ten seconds.");
    context.access().going_down();
    co_await context.note("mains off: " + why);
}

Task<> power_on(Context& context) {
    if (const auto power = co_await context.access().power())
        co_await power->on(within(2min, "mains on"));
    else
        co_await by_hand(context, "Give the unit in " + context.slot().name + " its mains again.");
    co_await context.note("mains on");
}

}  // namespace station
