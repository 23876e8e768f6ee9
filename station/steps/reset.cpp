// reset: wipes the unit to its factory state and proves it on every console there is. Interlocked: nothing happens unless the serial read over
// the wire is the one scanned at intake and the owner's release is on file.

#include "drivers/console.hpp"
#include "drivers/junos/identity.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/engine/text.hpp"
#include "yang/schema.hpp"

namespace station {
namespace {

using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;

constexpr auto fragment = R"(      container reset {
        presence "wipes the unit";
        description "Wipes the unit to its factory state and proves it.";
        leaf level { type enumeration { enum best; enum unlink; enum clear; } default best;
          description "how thorough: best (the strongest the family has), clear, unlink"; }
        leaf network { type boolean; default true;
          description "whether the wiped unit is given the bench's address afterwards, for the steps that follow"; }
      })";

class Reset : public Step {
  public:
    Reset(std::string level, bool network) : level_{std::move(level)}, network_{network} {}

    std::string unsafe_to_stop() const override { return "the unit is being wiped, and may not boot if that is cut short"; }

    Task<Outcome> run(Context& context) const override {
        if (auto locked = context.interlock()) co_return std::move(*locked);
        if (const auto consoles = 1 + context.slot().other_consoles.size(); consoles < context.engines())
            throw std::runtime_error{"nothing was wiped: the unit has " + std::to_string(context.engines()) + " routing engines, slot " + context.slot().name +
                                     " has " + std::to_string(consoles) + " console; wire the others (other-consoles), or their wipe cannot be proven"};
        const auto* reset = context.access().family().reset(level_);
        if (!reset) throw std::runtime_error{"family " + context.access().family().name + " has no reset of level " + level_};
        const auto said = co_await wipe(context, *reset);
        if (LinePatterns{reset->started}.first_line_in(said).empty())
            co_return Outcome{Verdict::fail, "wipe-refused", "the unit did not begin to wipe itself: " + last_line(said),
                              "see the transcript of the console"};
        const auto marks = co_await context.access().await_boot(context.engines(), within(reset->within, "login prompt after the wipe"));
        if (const auto fault = fault_in(context, marks); !fault.empty())
            co_return Outcome{Verdict::fail, "boot-" + fault, "after the wipe the unit stops at: " + fault, "the unit needs a software recovery"};
        co_await context.access().await_cli(context.engines(), within(15min, "CLI after the wipe"));
        co_return co_await prove(context, *reset, said);
    }

  private:
    Task<std::string> wipe(Context& context, const drivers::ResetLevel& reset) const {
        for (std::size_t index = 1; index < context.engines(); ++index)
            co_await context.access().console(index);  // open, so that nothing of the other engines' boots is missed
        auto* console = co_await context.access().console();
        co_await context.note("wiping with \"" + reset.command + "\"");
        auto said = co_await console->dialogue(reset.command, reset.answers, any_of(reset.started), within(3min, "beginning of the wipe"));
        context.access().going_down();
        context.access().wiped();
        co_return said;
    }

    // Every engine's console has to let the factory's user in without a password, and to show what the family calls clean.
    Task<Outcome> prove(Context& context, const drivers::ResetLevel& reset, const std::string& said) const {
        auto& access = context.access();
        const auto engines = context.engines();
        std::vector<reports::Measurement> proofs;
        for (std::size_t index = 0; index < engines; ++index) {
            const auto engine = drivers::junos::engine_name(index);
            context.progress("proving the wipe of " + engine);
            auto* console = co_await access.console(index);
            for (const auto& proof : access.family().factory.proofs) {
                if (proof.command.empty() || proof.mode != "cli") continue;
                const auto shown = co_await console->command(proof.command, within(60s, "proof of the wipe"));
                proofs.push_back(judged(engine, proof, access.family().factory.read(proof, shown)));
            }
            const auto* claim = reset.claim(said);
            reports::MediumSanitised medium{"",  engine, "all writable media of the engine", "", "", reset.command, claim ? claim->words : "nothing",
                                            line_matching(drivers::TextPattern{"zeroiz.*" + engine}, said)};
            co_await context.record(std::move(medium));
        }
        co_await context.measured(proofs);
        for (const auto& proof : proofs)
            if (proof.verdict == Verdict::fail)
                co_return Outcome{Verdict::fail, "not-clean", proof.name + ": \"" + proof.raw + "\" is still there", "wipe it again, or destroy the medium"};
        if (network_) co_await access.bootstrap();
        co_return Outcome{.summary = std::to_string(engines) + " RE wiped (" + (reset.claim(said) ? reset.claim(said)->words : "no claim") + "), nothing left behind of " +
                                     std::to_string(proofs.size()) + " proofs"};
    }

    static reports::Measurement judged(const std::string& engine, const drivers::Proof& proof, const drivers::ProofReading& reading) {
        reports::Measurement measurement;
        measurement.name = "wiped/" + engine + "/" + proof.name;
        measurement.value = std::string{reading.shown == drivers::Shown::clean ? "clean" : reading.shown == drivers::Shown::dirty ? "dirty" : "unverifiable"};
        if (reading.shown != drivers::Shown::unverifiable) measurement.limits.one_of = {"clean"};
        measurement.raw = reading.line;
        measurement.source = proof.command;
        return reports::judged(std::move(measurement));
    }

    static std::string fault_in(Context& context, const std::vector<std::string>& marks) {
        for (const auto& name : marks) {
            const auto* mark = context.access().family().mark(name);
            if (mark && mark->kind == drivers::MarkKind::fault) return name;
        }
        return {};
    }

    static std::string last_line(const std::string& text) {
        const auto end = text.find_last_not_of(" \r\n");
        if (end == std::string::npos) return "it said nothing";
        const auto from = text.rfind('\n', end);
        return "\"" + text.substr(from == std::string::npos ? 0 : from + 1, end - (from == std::string::npos ? 0 : from + 1) + 1) + "\"";
    }

    std::string level_;
    bool network_;
};

const StepRegistration registration{{"reset", fragment, [](const yang::Document&, const yang::Node& settings) {
                                         return std::make_unique<Reset>(settings["level"].text(), settings["network"].flag());
                                     }}};

}  // namespace
}  // namespace station
