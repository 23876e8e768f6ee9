// leave-factory-default: takes away what the bench configured, and proves that the unit is as the factory left it.

#include "station/engine/context.hpp"
#include "station/engine/wipe.hpp"

namespace station {
namespace {

using drivers::Task;

constexpr auto fragment = R"(      container leave-factory-default {
        presence "removes the bench's configuration";
        description "Takes away what the bench configured and loaded beside the software, and proves it like a reset.";
      })";

class LeaveFactoryDefault : public Step {
  public:
    Needs needs() const override { return {.every_console = true, .room = true}; }
    std::string unsafe_to_stop() const override { return "the bench's configuration is being wiped off the unit, and it may not boot if that is cut short"; }

    Task<Outcome> run(Context& context) const override {
        if (auto locked = context.locked()) co_return std::move(*locked);
        co_return co_await wipe(context, "factory");
    }
};

const StepRegistration registration{
    {"leave-factory-default", fragment, [](const yang::Document&, const yang::Node&) { return std::make_unique<LeaveFactoryDefault>(); }, "", Does::other, "identify"}};

}  // namespace
}  // namespace station
