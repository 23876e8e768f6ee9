#pragma once
// Who answers a run's questions: somebody at the terminal, or nobody.

#include "station/engine/context.hpp"
#include "station/terminal/live.hpp"

namespace station {

/// Prints the question and reads a line from the terminal without blocking the other runs.
class PersonAtTerminal : public Person {
  public:
    PersonAtTerminal(Live& live, std::string name) : live_{live}, name_{std::move(name)} {}
    drivers::Task<std::optional<std::string>> ask(std::string run, Question question) override;
    std::string name() const override { return name_; }

  private:
    Live& live_;
    std::string name_;
};

class Nobody : public Person {
  public:
    drivers::Task<std::optional<std::string>> ask(std::string, Question) override { co_return std::nullopt; }
    std::string name() const override { return "nobody"; }
    bool is_there() const override { return false; }
};

}  // namespace station
