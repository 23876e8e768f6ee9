#pragma once
// One run of a procedure on the unit in a slot: from the scanned label to a sealed record. Decides what is fail and what is error.

#include "reports/store.hpp"
#include "station/engine/context.hpp"
#include "station/engine/journal.hpp"
#include "station/engine/procedure.hpp"

#include <string>

namespace drivers {
class Families;
}

namespace station {

struct Intake {
    std::string scanned_serial;  ///< the label, as scanned
    std::string owner_release;   ///< reference of the owner's permission to wipe
    std::string operator_name;
    std::vector<std::string> notes{};  ///< what was made of what was scanned
};

struct Finished {
    reports::SealedRecord record;
    reports::Verdict verdict = reports::Verdict::none;
    std::string way_in;  ///< how to get into a unit that has a password of the run's; empty: it has none
};

/// What runs share. Everything outlives the run.
struct Station {
    const Bench& bench;
    const drivers::Families& families;
    const Catalogue& catalogue;
    const yang::Schema& schema;
    reports::Store& store;
    drivers::Worker& store_worker;  ///< one thread: the store's
    drivers::Worker& worker;        ///< uploads, libnetconf2, rendering
    Watcher& watcher;
    Person& person;
};

class Run {
  public:
    Run(Station station, const Slot& slot, const Procedure& procedure, Intake intake);

    /// Ends with a sealed record whatever happens to the unit or the links. Throws only when the store itself fails.
    drivers::Task<Finished> go();

    /// The operator wants out. The first time stops with cleanup, unless what is going on must not be interrupted.
    /// Returns what to tell the operator.
    std::string stop();

  private:
    reports::RunStarted started() const;
    drivers::Task<std::optional<Outcome>> objections(Context& context, const PlannedStep& planned);
    drivers::Task<Outcome> attempt(Context& context, const PlannedStep& planned, std::optional<std::chrono::seconds> usual);
    bool is_unit_used_after(const PlannedStep& planned) const;
    std::vector<Question> questions_from(const PlannedStep& first) const;
    drivers::Task<reports::Verdict> take_steps(Context& context);

    Station station_;
    const Slot& slot_;
    const Procedure& procedure_;
    Intake intake_;
    Journal journal_;
    Stop stop_;
    const PlannedStep* current_ = nullptr;
    bool stop_after_step_ = false, objections_heard_ = false;
    Outcome first_trouble_;
};

}  // namespace station
