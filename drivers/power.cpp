#include "drivers/power.hpp"

namespace drivers {

Task<> await_power(Power& power, bool on, Deadline deadline) {
    constexpr auto between = std::chrono::milliseconds{100};
    const std::string wanted = on ? "on" : "off", stayed = on ? "off" : "on";
    for (;;) {
        const auto state = co_await power.is_on(deadline);
        if (!state || *state == on) co_return;
        if (Clock::now() + between > deadline.at)
            throw too_late(deadline.awaiting("power " + wanted), power.where(), "the outlet stays " + stayed);
        co_await pause(between);
    }
}

Task<> switch_power(Power& power, bool on, Deadline deadline) {
    auto switching = on ? power.on(deadline) : power.off(deadline);
    co_await std::move(switching);
    co_await await_power(power, on, std::move(deadline));
}

}  // namespace drivers
