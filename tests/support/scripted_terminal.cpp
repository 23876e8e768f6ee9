#include "tests/support/scripted_terminal.hpp"

namespace support {

using namespace drivers;

ScriptedTerminal& ScriptedTerminal::says(std::vector<std::string> pieces) {
    return when("", std::move(pieces));
}

ScriptedTerminal& ScriptedTerminal::when(std::string typed, std::vector<std::string> pieces, bool echoed) {
    steps_.push_back({std::move(typed), std::move(pieces), echoed, false});
    return *this;
}

ScriptedTerminal& ScriptedTerminal::then_hangs_up() {
    steps_.back().hangs_up = true;
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
        if (!echo.empty()) output_.push_back(echo);
        for (auto& piece : step.pieces) output_.push_back(std::move(piece));
        closed_ = closed_ || step.hangs_up;
    }
    if (reader_ && (!output_.empty() || closed_)) reader_->cancel();
}

Task<std::string> ScriptedTerminal::read(Deadline deadline) {
    play();
    asio::steady_timer timer{co_await asio::this_coro::executor, deadline.at};
    while (output_.empty() && !aborted_ && !closed_) {
        if (deadline.passed()) throw too_late(deadline, where_);
        reader_ = &timer;
        boost::system::error_code woken;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
        reader_ = nullptr;
        timer.expires_at(deadline.at);
    }
    if (aborted_) throw LinkError{Fault::aborted, where_, "stopped"};
    if (output_.empty()) throw LinkError{Fault::closed, where_, "the script ended"};
    auto piece = std::move(output_.front());
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
