#include "station/engine/stop.hpp"

#include <algorithm>

namespace station {

using drivers::asio::steady_timer;

void Stop::request(Reach reach) {
    reach_ = std::max(reach_, reach);
    const auto all = interrupts_;  // an interrupt may end an Interrupts of the list
    for (const auto& interrupt : all)
        if (interrupt.reach <= reach_) interrupt.call();
}

Stop::Interrupts::Interrupts(Stop& stop, std::function<void()> interrupt, Reach reach) : stop_{stop} {
    at_ = stop_.interrupts_.insert(stop_.interrupts_.end(), Interrupt{reach, std::move(interrupt)});
}

Stop::Interrupts::~Interrupts() { stop_.interrupts_.erase(at_); }

drivers::Task<> Stop::sleep(drivers::Clock::duration span) {
    throw_if_requested();
    steady_timer timer{co_await drivers::asio::this_coro::executor, span};
    const Interrupts interrupts{*this, [&timer] { timer.cancel(); }};
    boost::system::error_code ignored;
    co_await timer.async_wait(drivers::asio::redirect_error(drivers::asio::use_awaitable, ignored));
    throw_if_requested();
}

}  // namespace station
