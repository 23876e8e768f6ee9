#include "reports/record.hpp"

#include "reports/text.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <ranges>
#include <utility>

namespace reports {
namespace {

Time to_millisecond(Time time) {
    return std::chrono::floor<std::chrono::milliseconds>(time);
}

/// Facts as the record holds them: sorted, without white space. What is no JSON object is no facts document,
/// and is left out.
std::string canonical_facts(const std::string& facts) {
    const auto document = nlohmann::json::parse(facts, nullptr, false);
    return document.is_object() ? document.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                                : std::string{};
}

class Fold {
  public:
    explicit Fold(std::string id) { record_.id = std::move(id); }

    void add(const Event& event) {
        now_ = &event;
        if (record_.began == Time{}) record_.began = to_millisecond(event.at);
        std::visit([this](const auto& what) { on(what); }, event.what);
        if (!interrupted_)
            record_.ended =
                to_millisecond(event.at);  // the marker is written by a later start: the run ended before it
    }
    Record finished();

  private:
    struct Open {
        std::chrono::microseconds since_start{};
        bool ended = false;
    };
    struct OpenChange {
        std::size_t first_step = 0, end_step = 0;  // those in between
        std::chrono::microseconds since_start{};
    };

    void on(const RunStarted& what) { record_.run = what; }
    void on(const StepStarted& what) { open(what); }
    void on(const Measured& what) { step(what.step).measurements.push_back(what.measurement); }
    void on(const Noted& what) {
        (what.step.empty() ? record_.notes : step(what.step).notes).push_back(what);
    }
    void on(const Answered& what) {
        (what.step.empty() ? record_.answers : step(what.step).answers).push_back(what);
    }
    void on(const Identified& what) {
        if (std::string facts = canonical_facts(what.facts_json); !facts.empty())
            record_.facts_json = std::move(facts);
    }
    void on(const ReleaseWanted& what) { record_.wanted.push_back(what); }
    void on(const SoftwareLoaded& what) { record_.software.push_back(what); }
    void on(const MediumSanitised& what) { record_.media.push_back(what); }
    void on(const ChangeBegun& what);
    void on(const ChangeReviewed& what);
    void on(const EvidenceKept& what) { record_.evidence.push_back(what); }
    void on(const StepEnded& what);
    void on(const RunEnded& what) {
        if (!end_ || what.verdict > end_->verdict) end_ = what;
    }
    void on(const RunInterrupted& what) { interrupted_ = what; }

    StepRecord& open(const StepStarted& started) {
        open_.push_back({.since_start = now_->since_start});
        return record_.steps.emplace_back(StepRecord{.started = started, .began = to_millisecond(now_->at)});
    }
    std::size_t place(const std::string& name) {
        const auto found = std::ranges::find(record_.steps | std::views::reverse, name,
                                             [](const StepRecord& s) { return s.started.step; });
        if (found != record_.steps.rend()) return static_cast<std::size_t>(record_.steps.rend() - found) - 1;
        open({.step = name});
        return record_.steps.size() - 1;
    }
    StepRecord& step(const std::string& name) { return record_.steps[place(name)]; }

    void close_open_steps();
    void measure_changes();
    void conclude();
    void set(Verdict verdict, std::string reason, std::string summary);

    Record record_;
    std::vector<Open> open_;  // beside record_.steps
    std::vector<OpenChange> open_changes_;  // beside record_.changes
    const Event* now_ = nullptr;
    std::optional<RunEnded> end_;
    std::optional<RunInterrupted> interrupted_;
};

void Fold::on(const StepEnded& what) {
    const std::size_t i = place(what.step);
    StepRecord& it = record_.steps[i];
    it.ended = to_millisecond(now_->at);
    it.duration = now_->since_start - open_[i].since_start;
    it.verdict = what.verdict;
    it.reason = what.reason;
    it.summary = what.summary;
    it.advice = what.advice;
    open_[i].ended = true;
    const bool bad =
        std::ranges::any_of(it.measurements, [](const Measurement& m) { return m.verdict > Verdict::pass; });
    if (it.verdict == Verdict::pass && bad) {
        it.verdict = Verdict::fail;
        it.reason = "measurement-failed";
    }
}

void Fold::on(const ChangeBegun& what) {
    const Time began = to_millisecond(now_->at);
    const std::size_t first = place(what.step) + 1;
    record_.changes.push_back({.begun = what, .began = began, .latest_end = began + what.window});
    open_changes_.push_back({first, std::numeric_limits<std::size_t>::max(), now_->since_start});
}

void Fold::on(const ChangeReviewed& what) {
    const bool nobody_began_it = record_.changes.empty() || record_.changes.back().review;
    if (nobody_began_it) on(ChangeBegun{.step = what.step});  // kept all the same
    PlannedChange& change = record_.changes.back();
    OpenChange& open = open_changes_.back();
    open.end_step = place(what.step);
    const auto took = now_->since_start - open.since_start;
    change.review = ChangeReview{.reviewed = what,
                                 .at = to_millisecond(now_->at),
                                 .took = took,
                                 .window_kept = !nobody_began_it && took <= change.begun.window,
                                 .differences = differences(change.begun.before, what.after)};
}

/// One of the steps in between.
void measure_by(PlannedChange& change, const StepRecord& step) {
    const std::string words = step.started.step + ": " + std::string{name(step.verdict)};
    change.measured_by.push_back(words);
    if (step.verdict != Verdict::pass)
        change.open_items.push_back(words + (step.summary.empty() ? "" : ", " + step.summary));
    for (const Measurement& m : step.measurements)
        if (m.marginal) change.open_items.push_back(step.started.step + ": " + m.name + " is near its limit");
}

/// Once all verdicts are known.
void Fold::measure_changes() {
    for (std::size_t i = 0; i < record_.changes.size(); ++i) {
        PlannedChange& change = record_.changes[i];
        bool met = true;
        const std::size_t end = std::min(open_changes_[i].end_step, record_.steps.size());
        for (std::size_t s = open_changes_[i].first_step; s < end; ++s) {
            measure_by(change, record_.steps[s]);
            met = met && record_.steps[s].verdict == Verdict::pass;
        }
        if (!change.review) continue;
        for (const Difference& difference : change.review->differences) {
            if (!is_part_gone(difference)) continue;
            met = false;
            change.open_items.push_back(in_words(difference));
        }
        change.review->goal_met = met && !change.measured_by.empty();
    }
}

void Fold::close_open_steps() {
    const bool aborted = end_ && end_->verdict == Verdict::aborted;
    for (std::size_t i = 0; i < open_.size(); ++i) {
        if (open_[i].ended) continue;
        StepRecord& it = record_.steps[i];
        it.verdict = aborted ? Verdict::aborted : Verdict::error;
        it.reason = interrupted_ ? "interrupted" : aborted ? "aborted" : "unfinished";
        it.summary = "this step did not end";
    }
}

void Fold::set(Verdict verdict, std::string reason, std::string summary) {
    record_.verdict = verdict;
    record_.reason = std::move(reason);
    record_.summary = std::move(summary);
}

void Fold::conclude() {
    if (interrupted_) {
        const std::string where = interrupted_->during_step.empty()
                                      ? "between two steps"
                                      : "during step " + interrupted_->during_step;
        const char* state =
            interrupted_->destructive ? "; what it leaves behind on the unit is not known" : "";
        return set(Verdict::error, "interrupted", "the station stopped " + where + state);
    }
    if (!end_) return set(Verdict::error, "unfinished", "the journal of this run has no end");
    if (end_->verdict == Verdict::none)
        return set(Verdict::error, "no-verdict", "the run ended without a verdict");
    set(end_->verdict, end_->reason, end_->summary);

    const auto worst_step = std::ranges::max_element(record_.steps, {}, &StepRecord::verdict);
    if (worst_step == record_.steps.end()) {
        if (record_.verdict == Verdict::pass)
            set(Verdict::error, "nothing-ran", "a pass was claimed, but no step ran");
        return;
    }
    if (worst_step->verdict > record_.verdict)
        return set(worst_step->verdict, worst_step->reason, worst_step->summary);
    const auto idle = std::ranges::find(record_.steps, Verdict::none, &StepRecord::verdict);
    if (record_.verdict == Verdict::pass && idle != record_.steps.end())
        set(Verdict::error, "step-without-verdict",
            "a pass was claimed, but step " + idle->started.step + " has no verdict");
    const auto open = std::ranges::find_if(record_.changes, [](const PlannedChange& c) { return !c.review; });
    if (record_.verdict == Verdict::pass && open != record_.changes.end())
        set(Verdict::error, "change-not-reviewed",
            "a pass was claimed, but the planned change that " + open->begun.step +
                " began was not reviewed");
}

Record Fold::finished() {
    close_open_steps();
    measure_changes();
    conclude();
    return std::move(record_);
}

}  // namespace

Record fold(std::string id, const std::vector<Event>& journal) {
    Fold fold{std::move(id)};
    for (const Event& event : journal) fold.add(event);
    return fold.finished();
}

}  // namespace reports
