#pragma once
// A stream whose other end is a function: it gets what is written and returns what the unit sends back. Bytes
// arrive in pieces of the size asked for, so that every boundary can be tried. Station thread only, no I/O.

#include "drivers/link.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace support {

using namespace drivers;

/// What both ends of a scripted stream see.
struct Wire {
    std::function<std::string(const std::string& written)> unit;  ///< empty: the unit stays silent
    std::deque<std::string> coming;                               ///< not read yet
    std::string written;                                          ///< everything the station sent
    std::size_t piece = 1 << 20;                                  ///< bytes a read returns at most
    bool closes = false;                                          ///< the unit closes once all is read
    bool aborted = false;
    std::function<void()> wake;  ///< set while a read waits

    void send(std::string bytes) {
        if (!bytes.empty()) coming.push_back(std::move(bytes));
        if (wake) wake();
    }
    void close() {
        closes = true;
        if (wake) wake();
    }
};

class ScriptedStream final : public Terminal {
  public:
    explicit ScriptedStream(std::shared_ptr<Wire> wire) : wire_{std::move(wire)} {}

    Task<std::string> read(Deadline deadline) override {
        asio::steady_timer timer{co_await asio::this_coro::executor};
        while (wire_->coming.empty()) {
            if (wire_->aborted) throw LinkError{Fault::aborted, where_, "aborted"};
            if (wire_->closes) throw LinkError{Fault::closed, where_, "closed by the unit"};
            if (deadline.passed()) throw too_late(deadline, where_);
            wire_->wake = [&timer] { timer.cancel(); };
            timer.expires_at(deadline.at);
            boost::system::error_code woken;
            co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
            wire_->wake = nullptr;
        }
        if (wire_->aborted) throw LinkError{Fault::aborted, where_, "aborted"};
        auto& first = wire_->coming.front();
        auto bytes = first.substr(0, wire_->piece);
        first.erase(0, bytes.size());
        if (first.empty()) wire_->coming.pop_front();
        co_return bytes;
    }

    Task<> write(std::string bytes, Deadline) override {
        if (wire_->aborted) throw LinkError{Fault::aborted, where_, "aborted"};
        wire_->written += bytes;
        if (wire_->unit) wire_->send(wire_->unit(bytes));
        co_return;
    }

    void abort() noexcept override {
        wire_->aborted = true;
        if (wire_->wake) wire_->wake();
    }
    const std::string& where() const override { return where_; }

  private:
    std::shared_ptr<Wire> wire_;
    std::string where_ = "test:unit";
};

}  // namespace support
