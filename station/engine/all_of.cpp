#include "station/engine/all_of.hpp"

#include <exception>

namespace station {

namespace asio = drivers::asio;

drivers::Task<> all_of(std::vector<drivers::Task<>> tasks) {
    if (tasks.empty()) co_return;
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer last_one{executor, asio::steady_timer::time_point::max()};
    auto left = tasks.size();
    std::exception_ptr first;
    for (auto& task : tasks)
        asio::co_spawn(executor, std::move(task), [&left, &first, &last_one](std::exception_ptr failure) {
            if (failure && !first) first = failure;
            if (--left == 0) last_one.cancel();
        });
    boost::system::error_code cancelled;
    while (left > 0) co_await last_one.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    if (first) std::rethrow_exception(first);
}

}  // namespace station
