// reset: wipes the unit to its factory state and proves it on every console there is; for the steps that follow it then gives the unit the
// bench's address.

#include "station/engine/bootstrap.hpp"
#include "station/engine/context.hpp"
#include "station/engine/wipe.hpp"
#include "yang/schema.hpp"

namespace station {
namespace {

using drivers::Task;
using reports::Verdict;

constexpr auto fragment = R"(      container reset {
        presence "wipes the unit";
        description "Wipes the unit to its factory state and proves it.";
        leaf level { type enumeration { enum best; enum configuration; enum unlink; enum clear; enum purge; } default best;
          description "how thorough: best (the strongest that the unit takes), purge, clear, unlink, configuration"; }
        leaf network { type boolean; default true;
          description "whether the wiped unit is given the bench's address afterwards, for the steps that follow"; }
      })";

class Reset : public Step {
  public:
    Reset(std::string level, bool network) : level_{std::move(level)}, network_{network} {}

    Needs needs() const override { return {.every_console = true, .room = true}; }
    std::string unsafe_to_stop() const override { return "the unit is being wiped, and may not boot if that is cut short"; }

    Task<Outcome> run(Context& context) const override {
        if (auto locked = context.locked()) co_return std::move(*locked);
        auto outcome = co_await wipe(context, level_);
        if (outcome.verdict == Verdict::pass && network_) co_await bootstrap(context);
        co_return outcome;
    }

  private:
    std::string level_;
    bool network_;
};

const StepRegistration registration{{"reset", fragment, [](const yang::Document&, const yang::Node& settings) {
                                         return std::make_unique<Reset>(settings["level"].text(), settings["network"].flag());
                                     }, "", Does::wipe, "identify"}};

}  // namespace
}  // namespace station
