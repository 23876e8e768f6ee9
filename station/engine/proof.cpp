#include "station/engine/proof.hpp"

#include "drivers/console.hpp"
#include "drivers/family.hpp"
#include "drivers/lines.hpp"
#include "station/engine/access.hpp"
#include "station/engine/dialogue.hpp"
#include "station/engine/occupant.hpp"
#include "station/engine/text.hpp"

#include <algorithm>

namespace station {

using drivers::Compare;
using drivers::Fault;
using drivers::LinkError;
using drivers::Proof;
using drivers::ProofScope;
using drivers::Shown;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

constexpr auto usual = std::chrono::minutes{1};  ///< for a proof that says nothing of its own
constexpr int most_looks = 5;                    ///< for a login prompt that a busy unit draws late

const std::string clean_word{"clean"}, dirty_word{"dirty"}, unverifiable_word{"unverifiable"};

std::string word_for(Shown shown) { return shown == Shown::clean ? clean_word : shown == Shown::dirty ? dirty_word : unverifiable_word; }

bool is_value(const reports::Measurement& measurement, const std::string& word) {
    const auto* value = std::get_if<std::string>(&measurement.value);
    return value && *value == word;
}

// What stands at a prompt, as a command prints it.
std::string standing(const drivers::Seen& seen) {
    std::string text;
    for (const auto& line : seen.lines) text += line + "\n";
    return text;
}

}  // namespace

const drivers::FactoryState& Proofs::factory() const { return context_.access().family().factory; }

Task<std::string> Proofs::typed(drivers::Console& console, const Proof& proof) {
    const auto span = proof.within > drivers::Clock::duration::zero() ? proof.within : drivers::Clock::duration{usual};
    co_return co_await console.command(proof.command, within(span, "proof of the wipe: " + proof.name));
}

// A unit that lets nobody into its shell, say, has not answered: nothing is proven then. Once it may log us out, by idleness or by somebody.
Task<std::string> Proofs::output_of(drivers::Console& console, std::size_t index, const Proof& proof) {
    if (proof.command.empty()) co_return standing(console.seen());
    const auto& credentials = context_.access().credentials();
    for (bool again = false;; again = true) {
        std::optional<LinkError> failure;
        try {
            co_await console.enter(proof.mode, credentials, within(1min, "prompt of " + proof.mode));
            auto output = co_await typed(console, proof);
            co_await console.enter("cli", credentials, within(1min, "operational CLI prompt"));
            co_return output;
        } catch (const LinkError& error) {
            failure = error;
        }
        const bool logged_out = failure->fault() == Fault::closed;
        if (failure->fault() != Fault::protocol && (!logged_out || again)) throw *failure;
        if (logged_out) context_.cut_off(index);
        co_await console.enter("cli", credentials, within(1min, "operational CLI prompt"));
        if (!logged_out) co_return "error: syntax error, " + std::string{failure->what()} + "\n";
    }
}

Task<> Proofs::remember(std::size_t engines, Whose whose) {
    for (std::size_t index = 0; index < std::min(engines, context_.access().consoles()); ++index) {
        if (index > 0 && !context_.access().is_logged_in(index)) continue;
        for (const auto& proof : factory().proofs) {
            if (proof.compare != Compare::before || proof.command.empty()) continue;
            if (!proof.part.empty() && whose == Whose::bench) continue;  // what the bench made since is no dirt
            auto output = co_await answer(index, proof);
            const bool answered = proof.clean.empty() || drivers::line_with(drivers::TextPattern{proof.clean}, output);
            if (answered && factory().read(proof, output, output).shown == Shown::dirty)  // the same again would be dirt
                before_[context_.engine_name(index) + " " + proof.name] = std::move(output);
        }
    }
}

// A prompt that was printed while the console was away is drawn again without what stood above it.
Task<> Proofs::look_at_login(std::size_t index, bool missed) {
    auto seen = co_await context_.access().look(index);
    for (int looks = 1; looks < most_looks && seen.mode.empty(); ++looks) seen = co_await context_.access().look(index);
    const bool bare = missed && seen.host.empty();  // other lines may be the rest of a message, whose beginning nobody heard
    for (const auto& proof : factory().proofs)
        if (proof.mode == "login" && bare)
            take(context_.engine_name(index), proof, {Shown::unverifiable, "the console was away, or at another speed, when the unit asked for its first login"});
        else if (proof.mode == "login")
            judge(context_.engine_name(index), proof, standing(seen) + seen.host + "\n");
}

// What a console's port took with it when it vanished is asked for anew, once.
Task<std::string> Proofs::answer(std::size_t index, const Proof& proof) {
    for (bool again = false;; again = true) {
        auto* console = co_await context_.access().console(index);
        std::optional<LinkError> failure;
        try {
            co_return co_await output_of(*console, index, proof);
        } catch (const LinkError& error) {
            failure = error;
        }
        if (again || !console->lost()) throw *failure;
    }
}

Task<> Proofs::ask(std::size_t index) {
    for (const auto& proof : factory().proofs) {
        if (proof.mode == "login" || (proof.scope == ProofScope::unit && index != 0)) continue;
        const bool nothing_to_ask = proof.command.empty() && proof.clean.empty() && proof.dirty.empty();
        std::string output;
        if (!nothing_to_ask) output = co_await answer(index, proof);
        const bool remedied = co_await remedy(index, proof, output);
        if (remedied) output = co_await answer(index, proof);
        judge(proof.scope == ProofScope::unit ? "unit" : context_.engine_name(index), proof, output);
    }
}

// What the wipe left, where the family knows how to take it away.
Task<bool> Proofs::remedy(std::size_t index, const Proof& proof, std::string output) {
    const auto engine = context_.engine_name(index);
    if (proof.remedy.empty() || reading(engine, proof, output).shown != Shown::dirty) co_return false;
    co_await context_.note(engine + ": the wipe left what \"" + proof.title + "\" asks for; it is taken away by " + proof.remedy);
    auto permit = co_await read_permit(context_, index);
    auto* console = co_await spend(context_, std::move(permit));
    const auto failed = co_await hold(*console, dialogue_of(context_.access().family(), proof.remedy));
    if (failed) co_await context_.note(engine + ": " + *failed);
    co_return true;
}

drivers::ProofReading Proofs::reading(const std::string& engine, const Proof& proof, const std::string& output) const {
    const auto before = before_.find(engine + " " + proof.name);
    return factory().read(proof, output, before == before_.end() ? std::optional<std::string>{} : before->second);
}

void Proofs::judge(const std::string& engine, const Proof& proof, const std::string& output) {
    take(engine, proof, reading(engine, proof, output));
}

void Proofs::take(const std::string& engine, const Proof& proof, drivers::ProofReading reading) {
    reports::Measurement measurement;
    measurement.name = "wiped/" + engine + "/" + proof.name;
    measurement.value = word_for(reading.shown);
    if (reading.shown != Shown::unverifiable) measurement.limits.one_of = {clean_word};  // what nobody can tell is neither good nor bad
    measurement.raw = std::move(reading.line);
    measurement.source = proof.command.empty() ? proof.title : proof.command;
    taken_.push_back(reports::judged(std::move(measurement)));
}

const reports::Measurement* Proofs::dirty() const {
    const auto found = std::find_if(taken_.begin(), taken_.end(), [](const auto& proof) { return is_value(proof, dirty_word); });
    return found == taken_.end() ? nullptr : &*found;
}

std::size_t Proofs::clean() const {
    return static_cast<std::size_t>(std::count_if(taken_.begin(), taken_.end(), [](const auto& proof) { return is_value(proof, clean_word); }));
}

std::vector<std::string> Proofs::unverifiable() const {
    std::vector<std::string> all;
    for (const auto& proof : taken_)
        if (is_value(proof, unverifiable_word)) all.push_back(proof.name.substr(proof.name.find('/') + 1) + ": " + proof.raw);
    return all;
}

}  // namespace station
