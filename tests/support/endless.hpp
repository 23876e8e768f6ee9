#pragma once
// A Terminal whose other end says one thing first and then another over and over, as fast as it is read.

#include "drivers/link.hpp"

#include <string>
#include <utility>

namespace support {

class EndlessTerminal : public drivers::Terminal {
  public:
    EndlessTerminal(std::string first, std::string again) : first_{std::move(first)}, again_{std::move(again)} {}

    drivers::Task<std::string> read(drivers::Deadline deadline) override {
        if (deadline.passed()) throw drivers::too_late(deadline, where_);
        co_await drivers::asio::post(co_await drivers::asio::this_coro::executor, drivers::asio::use_awaitable);
        if (!first_.empty()) co_return std::exchange(first_, {});
        said_ += again_.size();
        co_return again_;
    }
    drivers::Task<> write(std::string, drivers::Deadline) override { co_return; }
    void abort() noexcept override {}
    const std::string& where() const override { return where_; }

    std::size_t said() const { return said_; }

  private:
    std::string first_, again_, where_ = "endless:";
    std::size_t said_ = 0;
};

}  // namespace support
