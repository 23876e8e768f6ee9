// reset: wipes the unit to its factory state and proves it on every console there is; for the steps that follow it then gives the unit the
// bench's address.

#include "station/engine/bootstrap.hpp"
#include "station/engine/context.hpp"
#include "station/engine/wipe.hpp"
#include "yang/schema.hpp"

#include <optional>

namespace station {
namespace {

using drivers::Task;
using reports::Verdict;

constexpr auto fragment = R"(      container reset {
        presence "wipes the unit";
        description "Wipes the unit to its factory state and proves it.";
        leaf level { type enumeration { enum best; enum configuration; enum unlink; enum clear; enum purge; } default best;
          description "how thorough: best (the strongest that the unit takes), purge, clear, unlink, configuration"; }
        leaf network { type boolean;
          description "whether the wiped unit is given the bench's address and password afterwards; by default where steps follow that use the unit"; }
      })";

class Reset : public Step {
  public:
    Reset(std::string level, std::optional<bool> network) : level_{std::move(level)}, network_{network} {}

    Needs needs() const override { return {.every_console = true, .room = true}; }
    std::string unsafe_to_stop() const override { return "the unit is being wiped, and may not boot if that is cut short"; }

    Task<Outcome> run(Context& context) const override {
        if (auto locked = context.locked()) co_return std::move(*locked);
        auto outcome = co_await wipe(context, level_);
        const bool wanted = network_.value_or(context.unit_is_used_later());  // a unit that is done is left as its factory did
        if (outcome.verdict == Verdict::pass && wanted) co_await bootstrap(context);
        co_return outcome;
    }

  private:
    std::string level_;
    std::optional<bool> network_;
};

std::optional<bool> flag_at(const yang::Node& node) { return node ? std::optional{node.flag()} : std::nullopt; }

const StepRegistration registration{{"reset", fragment, [](const yang::Document&, const yang::Node& settings) {
                                         return std::make_unique<Reset>(settings["level"].text(), flag_at(settings["network"]));
                                     }, "", Does::wipe, "identify"}};

}  // namespace
}  // namespace station
