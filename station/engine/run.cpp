#include "station/engine/run.hpp"

#include "drivers/error.hpp"
#include "station/engine/access.hpp"
#include "station/engine/fallen.hpp"
#include "station/engine/preflight.hpp"

#include <unistd.h>

#include <algorithm>
#include <span>
#include <utility>

namespace station {
namespace {

using drivers::Clock;
using drivers::Task;
using reports::Verdict;

std::string host_name() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 ? name : "unknown";
}

bool is_a_stop(const std::exception_ptr& failure) {
    try {
        std::rethrow_exception(failure);
    } catch (const Stopped&) {
        return true;
    } catch (...) {  // any other trouble
        return false;
    }
}

Outcome trouble(const std::exception_ptr& failure, bool stopping) {
    try {
        std::rethrow_exception(failure);
    } catch (const Stopped& stopped) {
        return {Verdict::aborted, "stopped", stopped.what(), {}};
    } catch (const Refusal& refusal) {
        return refusal.outcome();
    } catch (const drivers::LinkError& error) {
        if (error.fault() == drivers::Fault::aborted || stopping) return {Verdict::aborted, "stopped", Stopped{}.what(), {}};
        if (error.fault() == drivers::Fault::flood)
            return {Verdict::fail, std::string{drivers::name(error.fault())}, error.what(),
                    "put the unit in quarantine: what it says has no end; the transcript holds how it began"};
        return {Verdict::error, std::string{drivers::name(error.fault())}, error.what(),
                "check the cable and the port, then run again: this says nothing about the unit"};
    } catch (const std::exception& error) {
        if (stopping) return {Verdict::aborted, "stopped", Stopped{}.what(), {}};
        return {Verdict::error, "station", error.what(), "the station failed, not the unit; run again, and report this if it comes back"};
    }
}

}  // namespace

Run::Run(Station station, const Slot& slot, const Procedure& procedure, Intake intake)
    : station_{station},
      slot_{slot},
      procedure_{procedure},
      intake_{std::move(intake)},
      journal_{station.store, station.store_worker, station.watcher} {}

reports::RunStarted Run::started() const {
    return {.procedure = procedure_.name,
            .procedure_title = procedure_.title,
            .procedure_sha256 = procedure_.sha256,
            .procedure_version = procedure_.version,
            .purpose = procedure_.purpose,
            .bench = station_.bench.name,
            .slot = slot_.name,
            .station_host = host_name(),
            .station_version = STATION_VERSION,
            .operator_name = intake_.operator_name,
            .scanned_serial = intake_.scanned_serial,
            .owner_release = intake_.owner_release,
            .simulated = station_.bench.simulated};
}

Task<Finished> Run::go() {
    co_await journal_.begin(started());
    for (const auto& note : intake_.notes) {
        reports::Noted noted{"", note};
        co_await journal_.record(std::move(noted));
    }
    Access access{{.bench = station_.bench,
                   .slot = slot_,
                   .families = station_.families,
                   .worker = station_.worker,
                   .journal = journal_,
                   .stop = stop_,
                   .label = intake_.scanned_serial}};
    Context context{{.bench = station_.bench,
                     .slot = slot_,
                     .catalogue = station_.catalogue,
                     .schema = station_.schema,
                     .worker = station_.worker,
                     .today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()),
                     .access = access,
                     .journal = journal_,
                     .person = station_.person,
                     .stop = stop_,
                     .scanned_serial = intake_.scanned_serial,
                     .owner_release = intake_.owner_release}};
    auto verdict = Verdict::none;
    std::exception_ptr unrecorded;
    try {
        verdict = co_await take_steps(context);
    } catch (...) {  // the journal cannot be written: nothing more is done to the unit, but nobody is left logged in on it
        unrecorded = std::current_exception();
    }
    const bool stopped = stop_.requested();
    stop_.cleanup();
    co_await access.log_out(stopped);
    if (unrecorded) std::rethrow_exception(unrecorded);
    auto way_in = access.way_in();
    if (!way_in.empty()) co_await context.note(way_in);
    for (auto& evidence : co_await access.leave()) co_await journal_.record(std::move(evidence));
    reports::RunEnded ended{verdict, first_trouble_.reason, first_trouble_.summary};
    auto sealed = co_await journal_.seal(std::move(ended));
    co_return Finished{std::move(sealed), verdict, std::move(way_in)};
}

Task<Verdict> Run::take_steps(Context& context) {
    auto verdict = Verdict::none;
    int index = 0;
    for (const auto& planned : procedure_.steps) {
        current_ = &planned;
        context.begin_step(planned.name, is_unit_used_after(planned));
        const auto usual = co_await journal_.usual_duration(planned.action);
        reports::StepStarted starts{.step = planned.name,
                                    .action = planned.action,
                                    .index = ++index,
                                    .count = static_cast<int>(procedure_.steps.size()),
                                    .expected = usual,
                                    .destructive = !planned.step->unsafe_to_stop().empty()};
        co_await journal_.record(std::move(starts));
        context.ask_together(questions_from(planned));
        auto outcome = co_await attempt(context, planned, usual);
        verdict = reports::worst(verdict, outcome.verdict);
        if (outcome.verdict != Verdict::pass && first_trouble_.summary.empty()) first_trouble_ = outcome;
        const bool go_on = outcome.verdict == Verdict::pass || (outcome.verdict == Verdict::fail && planned.go_on_after_fail);
        reports::StepEnded ended{planned.name, outcome.verdict, outcome.reason, outcome.summary, outcome.advice};
        co_await journal_.record(std::move(ended));
        current_ = nullptr;
        if (!go_on) break;
        if (stop_after_step_ && index < static_cast<int>(procedure_.steps.size())) {
            first_trouble_ = {Verdict::aborted, "stopped", "stopped by the operator after " + planned.name, {}};
            co_return reports::worst(verdict, Verdict::aborted);
        }
    }
    co_return verdict;
}

bool Run::is_unit_used_after(const PlannedStep& planned) const {
    const std::span<const PlannedStep> later{&planned + 1, procedure_.steps.data() + procedure_.steps.size()};
    return std::any_of(later.begin(), later.end(), [](const auto& step) { return step.step->uses_unit(); });
}

// Of this step and of those that come right after it: a person is asked in one go.
std::vector<Question> Run::questions_from(const PlannedStep& first) const {
    std::vector<Question> questions;
    for (const auto* step = &first; step != procedure_.steps.data() + procedure_.steps.size(); ++step) {
        auto question = step->step->question();
        if (!question) break;
        if (step->go_on_after_fail) question->last.clear();
        questions.push_back(std::move(*question));
    }
    return questions;
}

// Before the first step that destroys, what is to come after it is asked too: a unit is not wiped for a load that cannot be.
Task<std::optional<Outcome>> Run::objections(Context& context, const PlannedStep& planned) {
    if (context.locked()) co_return std::nullopt;  // it will not destroy anything, and says why
    if (planned.step->unsafe_to_stop().empty() || std::exchange(objections_heard_, true)) co_return std::nullopt;
    const std::span<const PlannedStep> steps{&planned, procedure_.steps.data() + procedure_.steps.size()};
    const auto lacks = co_await preflight(context, steps);
    for (const auto& lack : lacks) {
        auto words = std::string{lack.stops ? "lacking: " : "open: "} + lack.step + ": " + lack.what;
        co_await context.note(std::move(words));
    }
    co_return refusal_for(lacks);
}

Task<Outcome> Run::attempt(Context& context, const PlannedStep& planned, std::optional<std::chrono::seconds> usual) {
    std::exception_ptr failure;
    try {
        stop_.throw_if_requested();
        const bool destroys = !planned.step->unsafe_to_stop().empty();
        if (auto late = destroys ? outside_window(context.window(), Clock::now(), usual) : std::nullopt) co_return std::move(*late);
        if (auto objection = co_await objections(context, planned)) co_return std::move(*objection);
        auto outcome = co_await planned.step->run(context);
        auto defect = context.take_defect();  // what the unit said of itself outweighs that it passed, and explains where it stopped
        if (defect && (outcome.verdict == Verdict::pass || outcome.reason == "boot-stuck")) co_return std::move(*defect);
        co_return outcome;
    } catch (...) {  // whatever broke is this step's outcome; the run goes on to its end
        failure = std::current_exception();
    }
    if (!stop_.requested() && !is_a_stop(failure)) {
        auto fall = co_await fallen(context, failure);
        if (auto defect = context.take_defect()) co_return std::move(*defect);
        if (fall) co_return std::move(*fall);
    }
    co_return trouble(failure, stop_.requested());
}

std::string Run::stop() {
    const auto unsafe = current_ ? current_->step->unsafe_to_stop() : std::string{};
    if (!unsafe.empty()) {
        stop_after_step_ = true;
        stop_.request(Stop::Reach::questions);  // what waits for a person would wait for ever
        return slot_.name + ": cannot be stopped safely now: " + unsafe + ". It stops after this step.";
    }
    stop_.request();
    return slot_.name + ": stopping" + (current_ ? " " + current_->name : "") + ", then closing the record";
}

}  // namespace station
