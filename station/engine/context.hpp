#pragma once
// What a step may use: the unit through its links (getting there is not the step's business), the journal, the person at the bench.

#include "drivers/junos/facts.hpp"
#include "drivers/junos/identity.hpp"
#include "reports/record.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/permit.hpp"
#include "station/engine/step.hpp"
#include "station/engine/stop.hpp"
#include "station/engine/window.hpp"
#include "station/software/day.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace drivers {
class Console;
struct Defect;
struct Family;
class Host;
class Rpc;
class Worker;
}  // namespace drivers
namespace yang {
class Schema;
}

namespace station {

class Access;
struct Catalogue;
class Journal;

/// The person at the bench. Nobody there is an answer too: nullopt.
class Person {
  public:
    virtual ~Person() = default;
    /// The replies to these, in their order: all, or up to one after which nothing more is asked (Question::last).
    virtual drivers::Task<std::optional<std::vector<Reply>>> ask(std::string run, std::vector<Question> questions) = 0;
    /// Whatever is open of that run is not asked any more: its ask() ends with nullopt.
    virtual void withdraw(const std::string&) {}
    /// The program ends at once: what was borrowed from the person's terminal is given back.
    virtual void leave() {}
    virtual std::string name() const = 0;
    virtual bool is_there() const { return true; }  ///< whether anybody can be expected to answer
};

/// What a unit answered, and by which link: "NETCONF ssh://root@198.51.100.11", "CLI serial:///dev/station/a1".
struct Answer {
    drivers::junos::Facts facts;
    std::string by;
};

class Context {
  public:
    struct Parts {
        const Bench& bench;
        const Slot& slot;
        const Catalogue& catalogue;
        const yang::Schema& schema;
        drivers::Worker& worker;
        Day today;
        Access& access;
        Journal& journal;
        Person& person;
        Stop& stop;
        std::string scanned_serial, owner_release;
    };
    explicit Context(Parts parts) : parts_{std::move(parts)}, interlock_{parts_.scanned_serial, parts_.owner_release} {}

    const Bench& bench() const { return parts_.bench; }
    const Slot& slot() const { return parts_.slot; }
    const Catalogue& catalogue() const { return parts_.catalogue; }
    const yang::Schema& schema() const { return parts_.schema; }
    drivers::Worker& worker() { return parts_.worker; }
    Day today() const { return parts_.today; }  ///< the day the run began
    Access& access() { return parts_.access; }
    Stop& stop() { return parts_.stop; }
    Person& person() { return parts_.person; }
    const std::string& scanned_serial() const { return parts_.scanned_serial; }

    /// The answers to a query the family names ("inventory"), over whatever link there is. Only the parts that query yields are filled.
    drivers::Task<drivers::junos::Facts> query(std::string name);
    /// The same, with the link that it came by.
    drivers::Task<Answer> ask_unit(std::string name);
    /// What the CLI on that engine's console prints, whole; asked once more when the conversation ends in the middle. Throws drivers::LinkError.
    drivers::Task<std::string> cli(std::string command, drivers::Deadline deadline, std::size_t index = 0);

    /// The unit as it is known so far in this run; identify and later steps add to it.
    drivers::junos::Facts& facts() { return facts_; }
    /// The serial the unit itself gave over the wire; empty before identify.
    std::string wire_serial() const;
    /// Who was found on a console last; null where nobody looked, or somebody else may stand there by now.
    const Occupant* occupant(std::size_t console) const;
    /// Who was found on a console last, whether or not somebody else may stand there by now; null where nobody looked.
    const Occupant* last_occupant(std::size_t console) const;
    void occupies(Occupant occupant);
    /// That the scanned unit stood on the first console in this run, and another one stands there now: a cable led there since, and it says
    /// nothing about the unit.
    bool was_led_elsewhere() const;
    /// Where the first console stands in a unit of several members or nodes.
    drivers::junos::Place first_place() const;
    /// NETCONF or SSH over the network, once console and network were found to lead to one unit, else NETCONF on the console. Throws Refusal where
    /// they lead to two; null where there is none, or where the network does not say whose it is.
    drivers::Task<drivers::Rpc*> rpc();
    drivers::Task<drivers::Host*> host();
    /// The console says nothing, and only the network can: it is read alone, and nothing can be destroyed.
    void reads_network_alone() { network_alone_ = true; }
    bool is_read_over_network_alone() const { return network_alone_; }
    /// Of the unit that answers there; "" where it gives none.
    drivers::Task<std::string> serial_over(drivers::Rpc& rpc);
    std::string model() const;
    /// How many routing engines are in it, or members where it is a virtual chassis, by what it says; at least one.
    std::size_t engines() const;
    std::string engine_count() const;  ///< "2 RE", "3 members"
    /// What the unit calls that engine or member: "re1", "fpc1".
    std::string engine_name(std::size_t index) const;
    std::size_t engine_number(std::size_t index) const;  ///< 1 of both

    /// What speaks against destroying anything already before who stands on the console is asked (occupant.hpp: read_permit).
    std::optional<Outcome> locked() const { return interlock_.objection(wire_serial()); }
    Interlock& interlock() { return interlock_; }
    std::variant<EntryPermit, Outcome> permit_to_enter() const { return interlock_.to_enter(); }

    /// Something is wrong with the unit that it said itself while it booted: the step that saw it fails, whatever else it finds.
    void defective(const drivers::Defect& defect, const std::string& engine);
    /// The same, of what came by on an engine's console in place of an answer.
    void cut_off(std::size_t index);
    /// Such a thing that is about to be mended, and that was: it is in the record then, and the unit is not failed for it.
    void being_mended(const drivers::Defect& defect, const std::string& engine);
    drivers::Task<> was_mended(const drivers::Defect& defect, std::string engine, std::string how);
    /// Whether it was mended, where it was seen before in this run.
    std::optional<bool> mended(const drivers::Defect& defect, const std::string& engine) const;
    /// Something of the kind is waiting to fail this step.
    bool is_defective() const { return defect_.has_value(); }
    /// The first such thing since this was asked last.
    std::optional<Outcome> take_defect();

    /// How much room there is where the run is recorded; nullopt where nobody can tell.
    std::optional<std::uintmax_t> free_bytes() const;
    /// The window of the planned change that is going on, if one is.
    std::optional<Window>& window() { return window_; }
    /// What the record would be if the run ended now.
    drivers::Task<reports::Record> so_far();
    /// The last run within 24 hours that changed this unit by a plan; or "".
    drivers::Task<std::string> planned_change_today();

    drivers::Task<> note(std::string text);
    drivers::Task<> measured(std::vector<reports::Measurement> measurements);
    drivers::Task<> record(reports::Happening happening);  ///< its `step` is filled in
    /// What somebody at the bench says to it, which is recorded; nullopt: nobody is there. Throws Stopped where the run is stopped meanwhile.
    drivers::Task<std::optional<std::string>> ask(Question question);
    drivers::Task<std::optional<Reply>> ask_person(Question question);
    /// Questions that the next ask_person() puts in one go with its own, which is the first of them.
    void ask_together(std::vector<Question> questions) { together_ = std::move(questions); }
    void progress(const std::string& text, double fraction = -1);

    void begin_step(std::string name, bool unit_is_used_later) {
        step_ = std::move(name);
        unit_is_used_later_ = unit_is_used_later;
    }
    /// Whether a step that comes later in this run asks or changes the unit.
    bool unit_is_used_later() const { return unit_is_used_later_; }
    const std::string& step() const { return step_; }

  private:
    drivers::Task<std::optional<Answer>> by_rpc(std::string request, drivers::Deadline deadline);
    drivers::Task<bool> is_one_unit();
    drivers::Task<> tell_unused();
    drivers::Task<std::string> network_serial();
    drivers::Task<> answered(Question question, Reply reply);

    Parts parts_;
    drivers::junos::Facts facts_;
    std::string step_;
    bool unit_is_used_later_ = false;
    Interlock interlock_;
    std::map<std::size_t, Occupant> occupants_;
    bool scanned_was_there_ = false;  ///< on the first console
    int unused_told_ = 0;
    int one_unit_by_ = 0;  ///< the network connection that was found to lead to the unit on the first console
    Tenancy one_unit_since_;
    bool network_alone_ = false;
    enum class Defective { being_mended, mended, counts };
    std::map<std::string, Defective> defects_;  ///< "re0 media-errors": each counts once a run
    std::optional<Outcome> defect_;
    std::optional<Window> window_;
    std::vector<Question> together_;
    std::map<std::string, Reply> replies_;  ///< by the question's text: what was asked in one go with an earlier one
};

}  // namespace station
