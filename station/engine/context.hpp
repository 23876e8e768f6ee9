#pragma once
// What a step may use: the unit through its links (getting there is not the step's business), the journal, the person at the bench.

#include "drivers/junos/facts.hpp"
#include "reports/event.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/step.hpp"
#include "station/engine/stop.hpp"

#include <optional>
#include <string>
#include <vector>

namespace drivers {
class Console;
struct Family;
}  // namespace drivers

namespace station {

class Access;
class Catalogue;
class Journal;

/// What a person at the bench is asked: one action, a few answers.
struct Question {
    std::string text, picture;  ///< the picture's file, relative to the procedure; may be empty
    std::vector<std::string> answers;
    std::string key{};  ///< what the answer is recorded under, where papers look for it; empty: the text
};

/// The person at the bench. Nobody there is an answer too: nothing.
class Person {
  public:
    virtual ~Person() = default;
    virtual drivers::Task<std::optional<std::string>> ask(std::string run, Question question) = 0;
    virtual std::string name() const = 0;
};

class Context {
  public:
    struct Parts {
        const Bench& bench;
        const Slot& slot;
        const Catalogue& catalogue;
        Access& access;
        Journal& journal;
        Person& person;
        Stop& stop;
        std::string scanned_serial, owner_release;
    };
    explicit Context(Parts parts) : parts_{std::move(parts)} {}

    const Bench& bench() const { return parts_.bench; }
    const Slot& slot() const { return parts_.slot; }
    const Catalogue& catalogue() const { return parts_.catalogue; }
    Access& access() { return parts_.access; }
    Stop& stop() { return parts_.stop; }
    Person& person() { return parts_.person; }
    const std::string& scanned_serial() const { return parts_.scanned_serial; }

    /// The answers to a query the family names ("inventory"), over whatever link there is. Only the parts that query yields are filled.
    drivers::Task<drivers::junos::Facts> query(std::string name);

    /// The unit as it is known so far in this run; identify and later steps add to it.
    drivers::junos::Facts& facts() { return facts_; }
    /// The serial the unit itself gave over the wire; empty before identify.
    std::string wire_serial() const;
    std::string model() const;
    /// How many routing engines are in it, by its inventory; at least one.
    std::size_t engines() const;

    /// Why nothing may be destroyed now; nothing when it may. Another serial than the scanned one is the unit's failure, a serial that was not
    /// read or a release that is not on file the station's.
    std::optional<Outcome> interlock() const;

    drivers::Task<> note(std::string text);
    drivers::Task<> measured(std::vector<reports::Measurement> measurements);
    drivers::Task<> record(reports::Happening happening);  ///< its `step` is filled in
    drivers::Task<std::optional<std::string>> ask(Question question);
    void progress(const std::string& text, double fraction = -1);

    void begin_step(std::string name) { step_ = std::move(name); }
    const std::string& step() const { return step_; }

  private:
    Parts parts_;
    drivers::junos::Facts facts_;
    std::string step_;
};

}  // namespace station
