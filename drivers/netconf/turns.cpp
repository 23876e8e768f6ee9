#include "drivers/netconf/turns.hpp"

#include <algorithm>

namespace drivers::netconf {

Task<Turns::Turn> Turns::next(Deadline deadline, std::string where) {
    if (aborted_) throw LinkError{Fault::aborted, std::move(where), "aborted before " + deadline.what};
    if (!std::exchange(taken_, true)) co_return Turn{*this};

    Waiting me{asio::steady_timer{co_await asio::this_coro::executor, deadline.at}};
    queue_.push_back(&me);
    boost::system::error_code woken;
    co_await me.timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (me.called) co_return Turn{*this};
    queue_.erase(std::find(queue_.begin(), queue_.end(), &me));
    if (aborted_) throw LinkError{Fault::aborted, std::move(where), "aborted before " + deadline.what};
    throw too_late(deadline, std::move(where));
}

void Turns::pass_on() noexcept {
    const auto first =
        std::find_if(queue_.begin(), queue_.end(), [](const Waiting* w) { return !w->called; });
    if (first == queue_.end() || aborted_) {
        taken_ = false;
        return;
    }
    auto* next = *first;
    queue_.erase(first);
    next->called = true;
    next->timer.cancel();
}

void Turns::abort() noexcept {
    aborted_ = true;
    for (auto* waiting : queue_) waiting->timer.cancel();
}

}  // namespace drivers::netconf
