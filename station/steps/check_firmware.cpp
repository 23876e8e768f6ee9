// check-firmware: reads the software below Junos (BIOS, boot loaders, FPGAs), and holds it against the catalogue where that knows what it has to be. What
// the unit does not tell, and what the catalogue does not know, is noted: nothing is claimed of it.

#include "drivers/family.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/software/firmware.hpp"

#include <algorithm>
#include <iterator>

namespace station {
namespace {

using drivers::Task;
using reports::Verdict;

constexpr auto fragment = R"(      container check-firmware {
        presence "compares firmware with the catalogue";
        description "Reads the software below Junos of routing engines and cards, and holds it against the catalogue where that has a row for it.";
      })";

constexpr const char* queries[] = {"firmware", "chassis-firmware"};

class CheckFirmware : public Step {
  public:
    Task<Outcome> run(Context& context) const override {
        Found found;
        for (const auto* query : queries) co_await take(context, query, found);
        co_await context.measured(std::move(found.taken));
        for (auto& words : found.notes) co_await context.note(std::move(words));
        if (!found.below.empty()) co_return old(found.below);
        if (found.read == 0) co_return Outcome{.summary = "the unit tells nothing of software below Junos"};
        co_return Outcome{.summary = std::to_string(found.read) + " versions read, " + std::to_string(found.held) + " held against the catalogue"};
    }

  private:
    struct Found {
        std::size_t read = 0, held = 0;
        std::vector<reports::Measurement> taken;
        std::vector<std::string> notes, below;
    };

    static Outcome old(const std::vector<std::string>& below) {
        auto words = below.front();
        if (below.size() > 1) words += " (and " + std::to_string(below.size() - 1) + " more)";
        return {Verdict::fail, "firmware-old", std::move(words), "bring it to that version, and run again"};
    }

    // A command that the unit does not know is no defect of it.
    static Task<> take(Context& context, std::string query, Found& found) {
        const auto facts = co_await context.query(query);
        bool any = false;
        for (const auto& unit : facts.units)
            for (const auto& item : unit.firmware) {
                any = true;
                look_at(context, item, unit.re_name, query, found);
            }
        if (any) co_return;
        const auto why = facts.errors.empty() ? "it shows none" : "it says \"" + facts.errors.front().message + "\"";
        found.notes.push_back(query + " is not told by the unit: " + why);
    }

    static void look_at(Context& context, const drivers::junos::Firmware& item, const std::string& engine, const std::string& query, Found& found) {
        const auto judgement = judge_firmware(context.catalogue(), context.access().family().name, context.model(), item);
        auto finding = finding_of(item, judgement, engine, query);
        ++found.read;
        found.held += judgement.counts();
        found.taken.push_back(std::move(finding.measurement));
        std::move(finding.notes.begin(), finding.notes.end(), std::back_inserter(found.notes));
        if (!finding.below.empty()) found.below.push_back(std::move(finding.below));
    }
};

const StepRegistration registration{{"check-firmware", fragment, [](const yang::Document&, const yang::Node&) { return std::make_unique<CheckFirmware>(); }}};

}  // namespace
}  // namespace station
