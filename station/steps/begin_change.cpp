// begin-change: what is going to be changed, why, in which time and how to go back, and how the unit is before it - on the disk before anything
// is done. The form is that of a planned change in a network; here the unit stands on a bench, and nobody has to be told.

#include "station/change/state.hpp"
#include "station/engine/context.hpp"
#include "station/engine/text.hpp"
#include "yang/schema.hpp"

namespace station {
namespace {

using drivers::Task;

constexpr auto fragment = R"(      container begin-change {
        presence "begins a planned change";
        description "Begins a planned change: records its goal, plan and way back, and how the unit is before it. review-change has to come later.";
        leaf goal { type string { length "1..400"; } mandatory true; description "what will be true afterwards, in one sentence"; }
        leaf-list plan { type string { length "1..200"; } min-elements 1; ordered-by user; description "what is going to be done, in order"; }
        leaf backout { type string { length "1..400"; } mandatory true; description "the way back when it goes wrong, and how far it leads"; }
        leaf window { type st:duration; default 5h; description "how long it may take, 5h at most; nothing destructive begins after that"; }
      })";

class BeginChange : public Step {
  public:
    explicit BeginChange(reports::ChangeBegun agreed) : agreed_{std::move(agreed)} {}

    Needs needs() const override { return {.contacts = true}; }

    Task<Outcome> run(Context& context) const override {
        auto begun = agreed_;
        begun.contact = context.bench().contacts.technical;
        begun.backup_contact = context.bench().contacts.backup;
        begun.notice = "not applicable: the unit stands on a bench of ours, in nobody's network";
        if (const auto earlier = co_await context.planned_change_today(); !earlier.empty())
            co_await context.note("a second window within 24 hours: record " + earlier + " was a planned change of this unit too");
        context.progress("reading how the unit is now");
        begun.before = co_await state_of(context);
        const auto told = std::to_string(begun.before.rows.size()) + " things noted as they are";
        co_await context.record(std::move(begun));
        context.window() = Window{drivers::Clock::now() + agreed_.window};
        co_return Outcome{.summary = told + "; " + clock_text(agreed_.window) + " to do it in"};
    }

  private:
    reports::ChangeBegun agreed_;
};

std::unique_ptr<Step> make(const yang::Document& document, const yang::Node& settings) {
    reports::ChangeBegun agreed;
    agreed.goal = settings["goal"].text();
    agreed.backout = settings["backout"].text();
    for (const auto& line : settings.all("plan")) agreed.plan.push_back(line.text());
    agreed.window = std::chrono::duration_cast<std::chrono::seconds>(drivers::duration(settings["window"].text()));
    if (agreed.window.count() <= 0) throw document.error(settings["window"], "is no time at all: nothing destructive could begin in it");
    if (agreed.window > longest_window) throw document.error(settings["window"], "is longer than one window may be; expected 5h at most");
    return std::make_unique<BeginChange>(std::move(agreed));
}

const StepRegistration registration{{"begin-change", fragment, make, "review-change"}};

}  // namespace
}  // namespace station
