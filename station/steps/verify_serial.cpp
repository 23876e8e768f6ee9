// verify-serial: the serial on the label against what the unit itself says, on every way there is. Never the keyboard against itself.

#include "drivers/junos/identity.hpp"
#include "drivers/names.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/engine/occupant.hpp"
#include "yang/schema.hpp"

#include <map>

namespace station {
namespace {

using drivers::joined;
using drivers::Task;
using reports::Verdict;

constexpr auto fragment = R"(      container verify-serial {
        presence "compares the label with the wire";
        description "Compares the scanned label with the serial that the unit gives.";
        leaf-list readings {
          type enumeration {
            enum label { description "as scanned at intake"; }
            enum inventory { description "the chassis inventory, over whatever link there is"; }
            enum cli { description "the text of the same command on the console"; }
          }
          ordered-by user;
          default label; default inventory; default cli;
          description "which readings have to agree: label, inventory, cli";
        }
      })";

class VerifySerial : public Step {
  public:
    explicit VerifySerial(std::vector<std::string> readings) : readings_{std::move(readings)} {}

    Task<Outcome> run(Context& context) const override {
        std::map<std::string, std::vector<std::string>> by_serial;  // serial -> who says so
        std::vector<reports::Measurement> measurements;
        for (const auto& reading : readings_) {
            const auto [serial, by] = co_await read(context, reading);
            by_serial[serial].push_back(reading);
            measurements.push_back(reports::judged({.name = "serial/" + reading,
                                                    .value = serial.empty() ? reports::Value{} : reports::Value{serial},
                                                    .limits = {.one_of = {context.scanned_serial()}},
                                                    .raw = serial,
                                                    .source = by}));
        }
        co_await context.measured(std::move(measurements));
        if (by_serial.size() == 1 && !by_serial.begin()->first.empty()) co_return Outcome{.summary = joined(readings_, " = ")};
        if (context.was_led_elsewhere())
            co_return Outcome{Verdict::error, "unit-unknown", disagreement(context, by_serial) + ", and the scanned unit stood on the console before",
                              "look where the console's cable leads, then run again: this says nothing about the unit"};
        co_return Outcome{Verdict::fail, "serial-mismatch", disagreement(context, by_serial),
                          "put the unit in quarantine, or scan the label again"};
    }

  private:
    struct Read {
        std::string serial, by;
    };

    // Each of them is asked now: what identify heard may have been another unit's.
    Task<Read> read(Context& context, std::string reading) const {
        if (reading == "label") co_return Read{context.scanned_serial(), reading};
        if (reading == "inventory") {
            const auto answer = co_await context.ask_unit("inventory");
            co_return Read{drivers::junos::chassis_serial(answer.facts, context.first_place()), answer.by};
        }
        const auto occupant = co_await read_occupant(context, 0);
        context.occupies(occupant);
        co_return Read{occupant.serial, "CLI " + occupant.where};
    }

    static std::string disagreement(const Context& context, const std::map<std::string, std::vector<std::string>>& by_serial) {
        std::string text = "label says " + context.scanned_serial();
        for (const auto& [serial, readers] : by_serial)
            if (serial != context.scanned_serial())
                text += ", wire says " + (serial.empty() ? "nothing" : serial) + " (" + joined(readers, ", ") + ")";
        return text;
    }

    std::vector<std::string> readings_;
};

// The keyboard against itself proves nothing, and neither does the unit against itself.
std::unique_ptr<Step> make(const yang::Document& document, const yang::Node& settings) {
    std::vector<std::string> readings;
    for (const auto& reading : settings.all("readings")) readings.push_back(reading.text());
    if (!drivers::holds(readings, "label") || readings.size() < 2)
        throw document.error(settings, "compares nothing with the label; expected label, and inventory or cli beside it");
    return std::make_unique<VerifySerial>(std::move(readings));
}

const StepRegistration registration{{"verify-serial", fragment, make, "", Does::other, "identify"}};

}  // namespace
}  // namespace station
