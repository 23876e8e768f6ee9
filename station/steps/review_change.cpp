// review-change: how the unit is after a planned change, what is different, and whether that is what was wanted. The record's fold works it out
// of the steps in between; a change that no run came to review stays in its record as not reviewed.

#include "station/change/outcome.hpp"
#include "station/change/state.hpp"
#include "station/engine/context.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <stdexcept>

namespace station {
namespace {

using drivers::Task;

constexpr auto poll = std::chrono::seconds{3};

constexpr auto fragment = R"(      container review-change {
        presence "reviews the planned change that was begun";
        description "Reads again how the unit is, and compares: the difference, the goal, the window, what is left open.";
        leaf settle { type st:duration; default 10min; description "how long parts that were there before may take to come back, as cards do after a boot"; }
      })";

class ReviewChange : public Step {
  public:
    explicit ReviewChange(drivers::Clock::duration settle) : settle_{settle} {}

    Task<Outcome> run(Context& context) const override {
        const auto so_far = co_await context.so_far();
        if (so_far.changes.empty() || so_far.changes.back().review) throw std::logic_error{"review-change, and no planned change was begun"};
        context.progress("reading how the unit is now");
        reports::ChangeReviewed reviewed;
        reviewed.after = co_await settled(context, so_far.changes.back().begun.before);
        co_await context.record(std::move(reviewed));
        context.window().reset();
        const auto record = co_await context.so_far();
        const auto& change = record.changes.back();
        if (!change.review->window_kept) co_await context.note("the window was overrun: " + window_words(change));
        co_return outcome_of(change);
    }

  private:
    // Cards come up after the login prompt does.
    Task<reports::UnitState> settled(Context& context, const reports::UnitState& before) const {
        const auto until = drivers::within(settle_, "parts that were there before").at;
        while (true) {
            auto after = co_await state_of(context);
            const auto gone = parts_gone(before, after);
            if (gone.empty() || drivers::Clock::now() >= until) co_return after;
            context.progress("waiting for " + gone.front());
            co_await context.stop().sleep(std::min<drivers::Clock::duration>(poll, until - drivers::Clock::now()));
        }
    }

    drivers::Clock::duration settle_;
};

const StepRegistration registration{{"review-change", fragment, [](const yang::Document&, const yang::Node& settings) {
                                         return std::make_unique<ReviewChange>(drivers::duration(settings["settle"].text()));
                                     }}};

}  // namespace
}  // namespace station
