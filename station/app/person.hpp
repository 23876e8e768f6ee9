#pragma once
// Who answers a run's questions: somebody at the terminal, or nobody.

#include "station/engine/context.hpp"
#include "station/terminal/keyboard.hpp"
#include "station/terminal/line_editor.hpp"
#include "station/terminal/live.hpp"

#include <list>

namespace station {

/// Asks at the terminal without blocking the other runs, one run at a time. What was typed before a question stood there answers nothing, and
/// all answers are shown once more before they count.
class PersonAtTerminal : public Person {
  public:
    PersonAtTerminal(Keyboard& keyboard, Live& live, std::string name) : keyboard_{keyboard}, live_{live}, name_{std::move(name)} {}
    drivers::Task<std::optional<std::vector<Reply>>> ask(std::string run, std::vector<Question> questions) override;
    void withdraw(const std::string& run) override;
    void leave() override { keyboard_.give_back(); }
    std::string name() const override { return name_; }

  private:
    struct Open {
        std::string run;
        drivers::asio::steady_timer turn;
        bool withdrawn = false;
    };
    class InTurn;
    using Replies = std::optional<std::vector<Reply>>;

    drivers::Task<Replies> hold(std::list<Open>::iterator mine, std::vector<Question> questions);
    drivers::Task<bool> ask_from(std::size_t index, const std::vector<Question>& questions, std::vector<Reply>& replies);
    drivers::Task<std::optional<Reply>> ask_one(Question question);
    drivers::Task<> hang_up();
    drivers::Task<std::optional<std::string>> line_below(std::vector<std::string> lines);

    Keyboard& keyboard_;
    Live& live_;
    std::string name_;
    std::list<Open> open_;  ///< the first has its turn
};

class Nobody : public Person {
  public:
    drivers::Task<std::optional<std::vector<Reply>>> ask(std::string, std::vector<Question>) override { co_return std::nullopt; }
    std::string name() const override { return "nobody"; }
    bool is_there() const override { return false; }
};

}  // namespace station
