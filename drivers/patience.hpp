#pragma once
// Waits for what cannot be stopped (a person, a blocking call in the Worker): until it is done, the deadline passes, or abort().
// What comes of it later is not listened to.

#include "drivers/deadline.hpp"
#include "drivers/error.hpp"
#include "drivers/task.hpp"

#include <memory>
#include <optional>
#include <string>

namespace drivers {

class Patience {
  public:
    explicit Patience(std::string where) : where_{std::move(where)} {}

    template <class T>
    Task<T> await(Task<T> task, Deadline deadline) {
        struct Answer {
            std::optional<T> value;
            std::exception_ptr failure;
        };
        need_open();
        const auto executor = co_await asio::this_coro::executor;
        auto answer = std::make_shared<Answer>();
        auto gate = std::make_shared<asio::steady_timer>(executor, deadline.at);
        gate_ = gate;
        asio::co_spawn(executor, std::move(task), [answer, gate](std::exception_ptr failure, T value) {
            answer->failure = failure;
            if (!failure) answer->value.emplace(std::move(value));
            gate->cancel();
        });
        boost::system::error_code ignored;
        co_await gate->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        need_open();
        if (answer->failure) std::rethrow_exception(answer->failure);
        if (!answer->value) throw too_late(deadline, where_);
        co_return std::move(*answer->value);
    }

    /// Lets time go by, for asking again.
    Task<> rest(Clock::duration span) {
        auto gate = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, span);
        gate_ = gate;
        boost::system::error_code ignored;
        co_await gate->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
        need_open();
    }

    void abort() noexcept {
        aborted_ = true;
        if (const auto gate = gate_.lock()) gate->cancel();
    }
    void need_open() const {
        if (aborted_) throw LinkError{Fault::aborted, where_, "stopped"};
    }
    const std::string& where() const { return where_; }

  private:
    std::string where_;
    std::weak_ptr<asio::steady_timer> gate_;
    bool aborted_ = false;
};

}  // namespace drivers
