#include "station/app/person.hpp"

#include "station/terminal/questioning.hpp"

#include <algorithm>
#include <csignal>

namespace station {

using drivers::Task;
namespace asio = drivers::asio;

/// A place in the row of those who want to ask; the next has its turn when it is given up.
class PersonAtTerminal::InTurn {
  public:
    InTurn(std::list<Open>& open, std::string run, const asio::any_io_executor& executor) : open_{open} {
        mine_ = open_.insert(open_.end(), Open{std::move(run), asio::steady_timer{executor, asio::steady_timer::time_point::max()}});
    }
    ~InTurn() {
        open_.erase(mine_);
        if (!open_.empty()) open_.front().turn.cancel();
    }
    InTurn(const InTurn&) = delete;
    InTurn& operator=(const InTurn&) = delete;

    std::list<Open>::iterator mine() const { return mine_; }
    bool has_come() const { return mine_ == open_.begin(); }

  private:
    std::list<Open>& open_;
    std::list<Open>::iterator mine_;
};

Task<std::optional<std::vector<Reply>>> PersonAtTerminal::ask(std::string run, std::vector<Question> questions) {
    InTurn turn{open_, std::move(run), co_await asio::this_coro::executor};
    const auto mine = turn.mine();
    boost::system::error_code woken;
    while (!turn.has_come() && !mine->withdrawn) co_await mine->turn.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    auto replies = co_await hold(mine, std::move(questions));
    live_.ask({});
    co_return replies;
}

void PersonAtTerminal::withdraw(const std::string& run) {
    for (auto& open : open_) {
        if (open.run != run) continue;
        open.withdrawn = true;
        open.turn.cancel();
    }
    if (!open_.empty() && open_.front().withdrawn) keyboard_.cancel();
}

Task<PersonAtTerminal::Replies> PersonAtTerminal::hold(std::list<Open>::iterator mine, std::vector<Question> questions) {
    if (mine->withdrawn) co_return std::nullopt;
    std::vector<Reply> replies;
    bool there = co_await ask_from(0, questions, replies);
    while (there && !mine->withdrawn) {
        const auto line = co_await line_below(review_lines(questions, replies));
        if (!line) break;
        auto said = reviewed(questions, replies.size(), *line);
        if (said.means == Reviewed::Means::accept) {
            for (std::size_t i = 0; i < replies.size(); ++i) live_.say("        " + questions[i].text + ": " + reply_words(replies[i]));
            co_return replies;
        }
        if (said.means == Reviewed::Means::unknown)
            live_.say("        \"" + *line + "\" is not known here: Enter accepts, a number changes");
        else if (said.reply)
            replies[said.index] = std::move(*said.reply);
        else
            there = co_await ask_from(said.index, questions, replies);
    }
    co_return std::nullopt;
}

/// Asks from there on what has no answer yet: that one, and the rest where an earlier answer had ended the row. False: nobody is there.
Task<bool> PersonAtTerminal::ask_from(std::size_t index, const std::vector<Question>& questions, std::vector<Reply>& replies) {
    const auto ends = [&](std::size_t i) {
        const auto& last = questions[i].last;
        return std::find(last.begin(), last.end(), replies[i].answer) != last.end();
    };
    for (std::size_t i = index; i < questions.size(); ++i) {
        if (i == index || i >= replies.size()) {
            auto reply = co_await ask_one(questions[i]);
            if (!reply) co_return false;
            if (i < replies.size())
                replies[i] = std::move(*reply);
            else
                replies.push_back(std::move(*reply));
        }
        if (!ends(i)) continue;
        replies.resize(i + 1);
        break;
    }
    co_return true;
}

Task<std::optional<Reply>> PersonAtTerminal::ask_one(Question question) {
    for (;;) {
        const auto line = co_await line_below(question_lines(question));
        if (!line) co_return std::nullopt;
        if (auto reply = reply_in(question, *line)) co_return reply;
        live_.say(rejection(question, *line));
    }
}

/// Says so to the whole program, as the terminal itself may be about to, and waits for what comes of it.
Task<> PersonAtTerminal::hang_up() {
    auto& mine = open_.front();
    if (mine.withdrawn) co_return;
    mine.turn.expires_after(std::chrono::seconds{5});
    std::raise(SIGHUP);
    boost::system::error_code woken;
    co_await mine.turn.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

/// The next line that is typed while these stand there; returns nullopt when nobody can type it any more. A terminal that is gone is a hang-up.
Task<std::optional<std::string>> PersonAtTerminal::line_below(std::vector<std::string> lines) {
    keyboard_.discard();
    live_.ask(std::move(lines));
    LineEditor editor;
    for (;;) {
        const auto keys = co_await keyboard_.read();
        if (keys.state == Keyboard::Keys::State::gone) co_await hang_up();
        if (keys.state != Keyboard::Keys::State::typed) co_return std::nullopt;
        for (const char byte : keys.bytes) switch (editor.take(byte)) {
                case LineEditor::Became::whole: co_return editor.text();
                case LineEditor::Became::interrupted: std::raise(SIGINT); break;
                case LineEditor::Became::longer_or_shorter:
                case LineEditor::Became::unchanged: break;
            }
        live_.typed(editor.text());
    }
}

}  // namespace station
