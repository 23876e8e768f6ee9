#include "tests/support/scripted_terminal.hpp"

#include <algorithm>

namespace support {

using namespace drivers;

ScriptedTerminal& ScriptedTerminal::says(std::vector<std::string> pieces) {
    return when("", std::move(pieces));
}

ScriptedTerminal& ScriptedTerminal::when(std::string typed, std::vector<std::string> pieces, bool echoed) {
    steps_.push_back({.typed = std::move(typed), .pieces = std::move(pieces), .echoed = echoed, .hangs_up = false});
    return *this;
}

ScriptedTerminal& ScriptedTerminal::then_hangs_up() {
    steps_.back().hangs_up = true;
    return *this;
}

ScriptedTerminal& ScriptedTerminal::slowly(Clock::duration later) {
    steps_.back().later = later;
    return *this;
}

void ScriptedTerminal::play() {
    while (!steps_.empty() && unexpected_.starts_with(steps_.front().typed)) {
        auto step = std::move(steps_.front());
        steps_.pop_front();
        unexpected_.erase(0, step.typed.size());
        std::string echo;
        if (echo_ && step.echoed)
            for (const char c : step.typed) echo += c == '\r' ? "\r\n" : std::string(1, c);
        if (!echo.empty()) step.pieces.insert(step.pieces.begin(), std::move(echo));
        auto at = Clock::now();
        for (auto& piece : step.pieces) {
            output_.push_back({std::move(piece), at});
            at = Clock::now() + step.later;
        }
        closed_ = closed_ || step.hangs_up;
    }
    if (reader_ && (!output_.empty() || closed_)) reader_->cancel();
}

Task<std::string> ScriptedTerminal::read(Deadline deadline) {
    play();
    asio::steady_timer timer{co_await asio::this_coro::executor, deadline.at};
    const auto is_there = [this] { return !output_.empty() && output_.front().at <= Clock::now(); };
    while (!is_there() && !aborted_ && !(closed_ && output_.empty())) {
        if (deadline.passed()) throw too_late(deadline, where_);
        if (!output_.empty()) timer.expires_at(std::min(deadline.at, output_.front().at));
        reader_ = &timer;
        boost::system::error_code woken;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        reader_ = nullptr;
        timer.expires_at(deadline.at);
    }
    if (aborted_) throw LinkError{Fault::aborted, where_, "stopped"};
    if (output_.empty()) throw LinkError{Fault::closed, where_, "the script ended"};
    auto piece = std::move(output_.front().bytes);
    output_.pop_front();
    co_return piece;
}

Task<> ScriptedTerminal::write(std::string bytes, Deadline) {
    if (aborted_) throw LinkError{Fault::aborted, where_, "stopped"};
    typed_ += bytes;
    unexpected_ += bytes;
    play();
    co_return;
}

void ScriptedTerminal::abort() noexcept {
    aborted_ = true;
    if (reader_) reader_->cancel();
}

}  // namespace support
