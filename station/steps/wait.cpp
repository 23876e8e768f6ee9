// wait: lets time pass, for fans to settle and cards to come up.

#include "station/engine/context.hpp"
#include "yang/schema.hpp"

namespace station {
namespace {

using drivers::Clock;
using drivers::Task;

constexpr auto fragment = R"(      container wait {
        presence "lets time pass";
        description "Waits before the next step.";
        leaf for { type st:duration; mandatory true; description "how long, such as 30s"; }
        leaf because { type string; description "why, for the record"; }
      })";

class Wait : public Step {
  public:
    Wait(std::string span, std::string reason) : span_{std::move(span)}, reason_{std::move(reason)} {}

    bool uses_unit() const override { return false; }

    Task<Outcome> run(Context& context) const override {
        const auto length = drivers::duration(span_);
        const auto begin = Clock::now();
        for (auto gone = Clock::duration{}; gone < length; gone = Clock::now() - begin) {
            context.progress(reason_, static_cast<double>(gone.count()) / static_cast<double>(length.count()));
            co_await context.stop().sleep(std::min<Clock::duration>(std::chrono::seconds{1}, length - gone));
        }
        co_return Outcome{.summary = "waited " + span_ + (reason_.empty() ? "" : ": " + reason_)};
    }

  private:
    std::string span_, reason_;
};

const StepRegistration registration{{"wait", fragment, [](const yang::Document&, const yang::Node& settings) {
                                         return std::make_unique<Wait>(settings["for"].text(), settings["because"].text_or(""));
                                     }}};

}  // namespace
}  // namespace station
