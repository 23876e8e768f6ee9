#include "station/engine/proof.hpp"

#include "drivers/console.hpp"
#include "drivers/family.hpp"
#include "drivers/lines.hpp"
#include "drivers/transcript.hpp"
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
using drivers::ProofAnswer;
using drivers::ProofScope;
using drivers::Shown;
using drivers::Task;
using drivers::within;
using namespace std::chrono_literals;

namespace {

constexpr auto usual = std::chrono::minutes{1};  ///< for a proof that says nothing of its own
constexpr int most_listings = 3;                 ///< of the files, until one came without a message in it
constexpr std::size_t most_names = 40;           ///< in one line of a record
constexpr auto files_word = "nothing-from-before";
constexpr int most_looks = 5;                    ///< for a login prompt that a busy unit draws late

const std::string clean_word{"clean"}, dirty_word{"dirty"}, unverifiable_word{"unverifiable"}, unanswered_word{"not verified"};

const std::string& word_for(Shown shown) {
    switch (shown) {
        case Shown::clean: return clean_word;
        case Shown::dirty: return dirty_word;
        case Shown::unverifiable: return unverifiable_word;
        case Shown::unanswered: break;
    }
    return unanswered_word;
}

bool is_value(const reports::Measurement& measurement, const std::string& word) {
    const auto* value = std::get_if<std::string>(&measurement.value);
    return value && *value == word;
}

std::string some_of(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) text += (i ? "; " : "") + names[i];
    return names.size() > most_names ? text + "; and " + std::to_string(names.size() - most_names) + " more" : text;
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

// A unit that lets nobody into its shell, say, or does not come to an end, has not answered: nothing is proven then. Once it may log us out,
// by idleness or by somebody.
Task<ProofAnswer> Proofs::answer_of(drivers::Console& console, std::size_t index, const Proof& proof) {
    if (proof.command.empty()) {
        ProofAnswer seen{standing(console.seen())};
        co_return seen;
    }
    const auto& credentials = context_.access().credentials();
    for (bool again = false;; again = true) {
        std::optional<LinkError> failure;
        try {
            co_await console.enter(proof.mode, credentials, within(1min, "prompt of " + proof.mode));
            auto printed = co_await typed(console, proof);
            co_await console.enter("cli", credentials, within(1min, "operational CLI prompt"));
            ProofAnswer given{std::move(printed)};
            co_return given;
        } catch (const LinkError& error) {
            failure = error;
        }
        const bool logged_out = failure->fault() == Fault::closed, hangs = failure->fault() == Fault::timeout;
        if ((failure->fault() != Fault::protocol && !hangs && (!logged_out || again)) || console.lost()) throw *failure;
        if (logged_out) context_.cut_off(index);
        if (hangs) co_await console.press("<ctrl-c>", within(10s, "end of a command that does not end"));
        co_await console.enter("cli", credentials, within(1min, "operational CLI prompt"));
        if (logged_out) continue;
        ProofAnswer none{std::nullopt, failure->what()};
        co_return none;
    }
}

// A message that came by in the middle of a line makes one that nobody understands: then it is asked for anew.
Task<std::variant<drivers::WholeListing, drivers::BrokenListing>> Proofs::list_files(std::size_t index) {
    const auto& listing = factory().listing;
    Proof proof;
    proof.name = files_word;
    proof.mode = listing.mode;
    proof.command = listing.command;
    proof.within = listing.within;
    std::variant<drivers::WholeListing, drivers::BrokenListing> seen{drivers::BrokenListing{}};
    for (int looks = 0; looks < most_listings && !std::holds_alternative<drivers::WholeListing>(seen); ++looks) {
        auto given = co_await answer(index, proof);
        if (given.output)
            seen = listing.read(*given.output);
        else
            seen = drivers::BrokenListing{std::move(given.why)};
    }
    co_return seen;
}

// Names are the owner's: neither the transcript keeps them, nor a note what stood there instead.
Task<> Proofs::remember_files(std::size_t index) {
    const auto engine = context_.engine_name(index);
    auto* console = co_await context_.access().console(index);
    std::optional<drivers::Transcript::Withheld> withheld{std::in_place, console->transcript()};
    auto seen = co_await list_files(index);
    withheld.reset();
    if (const auto* whole = std::get_if<drivers::WholeListing>(&seen))
        files_before_[engine] = remembered(*whole, drivers::Clock::now());
    else
        co_await context_.note(engine + ": its files could not be listed before the wipe; afterwards only their times and places tell whose they are");
}

Task<> Proofs::ask_for_survivors(std::size_t index) {
    const auto engine = context_.engine_name(index);
    auto seen = co_await list_files(index);
    Proof proof;
    proof.name = files_word;
    proof.command = factory().listing.command;
    if (const auto* broken = std::get_if<drivers::BrokenListing>(&seen)) {
        drivers::ProofReading none{Shown::unanswered, "the files were not listed: " + broken->why};
        take(engine, proof, std::move(none));
        co_return;
    }
    const auto& after = std::get<drivers::WholeListing>(seen);
    const auto known = files_before_.find(engine);
    std::optional<BeforeWipe> before;
    if (known != files_before_.end()) before = known->second;
    auto found = left_behind(factory().listing, before, after, drivers::Clock::now() - began_);
    co_await record_survivors(engine, std::move(found), after.entries.size());
}

Task<> Proofs::record_survivors(std::string engine, Leftovers found, std::size_t listed) {
    Proof proof;
    proof.name = files_word;
    proof.command = factory().listing.command;
    drivers::ProofReading reading{Shown::clean, std::to_string(listed) + " paths, none of them from before the wipe"};
    if (!found.left.empty())
        reading = {Shown::dirty, some_of(found.left)};
    else if (!found.undecided.empty())
        reading = {Shown::unanswered, "from before the wipe, and the family does not know whether the image has it: " + some_of(found.undecided)};
    take(engine, proof, std::move(reading));
    if (found.unexplained.empty()) co_return;
    reports::Measurement open;
    open.name = "wiped/" + engine + "/unexplained-paths";
    open.value = "unexplained";
    open.raw = some_of(found.unexplained);
    open.source = proof.command;
    taken_.push_back(reports::judged(std::move(open)));
    co_await context_.note(engine + ": unexplained, and for a lead to look at: " + some_of(found.unexplained));
}

Task<> Proofs::remember(std::size_t engines, Whose whose) {
    began_ = drivers::Clock::now();
    for (std::size_t index = 0; index < std::min(engines, context_.access().consoles()); ++index) {
        if (index > 0 && !context_.access().is_logged_in(index)) continue;
        if (!factory().listing.command.empty()) co_await remember_files(index);
        for (const auto& proof : factory().proofs) {
            if (proof.compare != Compare::before || proof.command.empty()) continue;
            if (!proof.part.empty() && whose == Whose::bench) continue;  // what the bench made since is no dirt
            auto given = co_await answer(index, proof);
            if (given.output && factory().read(proof, given, given.output).shown == Shown::dirty)  // that answer again would be dirt
                before_[context_.engine_name(index) + " " + proof.name] = std::move(*given.output);
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
            judge(context_.engine_name(index), proof, ProofAnswer{standing(seen) + seen.host + "\n"});
}

// What a console's port took with it when it vanished is asked for anew, once.
Task<ProofAnswer> Proofs::answer(std::size_t index, const Proof& proof) {
    for (bool again = false;; again = true) {
        auto* console = co_await context_.access().console(index);
        std::optional<LinkError> failure;
        try {
            co_return co_await answer_of(*console, index, proof);
        } catch (const LinkError& error) {
            failure = error;
        }
        if (again || !console->lost()) throw *failure;
    }
}

// Where the unit can count what it shows, an answer that lost lines on its way is no answer; it is asked for anew.
Task<ProofAnswer> Proofs::whole_answer(std::size_t index, const Proof& proof) {
    auto given = co_await answer(index, proof);
    const auto* count = factory().count_of(proof.command);
    if (!count) co_return given;
    Proof counting = proof;
    counting.command = count->by;
    for (int looks = 1; given.output; ++looks) {
        const auto told = co_await answer(index, counting);
        auto missing = told.output ? count->missing_in(*given.output, *told.output) : std::optional<std::string>{told.why};
        if (!missing) break;
        if (looks < most_listings)
            given = co_await answer(index, proof);
        else
            given = ProofAnswer{std::nullopt, std::move(*missing)};
    }
    co_return given;
}

Task<> Proofs::ask(std::size_t index) {
    Answers answers;
    for (const auto& proof : factory().proofs) {
        if (proof.mode == "login" || (proof.scope == ProofScope::unit && index != 0)) continue;
        co_await ask_one(index, proof, answers);
    }
    if (!factory().listing.command.empty()) co_await ask_for_survivors(index);
}

// Dirt is still there when it is asked for again; a message that came by in the middle of an answer is not.
Task<> Proofs::ask_one(std::size_t index, const Proof& proof, Answers& answers) {
    const auto engine = proof.scope == ProofScope::unit ? "unit" : context_.engine_name(index);
    const auto key = proof.mode + "\n" + proof.command;
    if (proof.asks() && (proof.command.empty() || !answers.contains(key))) {
        auto given = co_await whole_answer(index, proof);
        answers[key] = std::move(given);
    }
    if (!proof.command.empty() && reading(engine, proof, answers[key]).shown == Shown::dirty) {
        co_await remedy(index, proof);
        auto again = co_await answer(index, proof);
        if (reading(engine, proof, again).shown != Shown::unanswered) answers[key] = std::move(again);
    }
    judge(engine, proof, answers[key]);
}

// Takes away what the wipe left, where the family knows how.
Task<bool> Proofs::remedy(std::size_t index, const Proof& proof) {
    if (proof.remedy.empty()) co_return false;
    const auto engine = context_.engine_name(index);
    co_await context_.note(engine + ": the wipe left what \"" + proof.title + "\" asks for; it is taken away by " + proof.remedy);
    auto permit = co_await read_permit(context_, index);
    auto* console = co_await spend(context_, std::move(permit));
    const auto failed = co_await hold(*console, dialogue_of(context_.access().family(), proof.remedy));
    if (failed) co_await context_.note(engine + ": " + *failed);
    co_return true;
}

drivers::ProofReading Proofs::reading(const std::string& engine, const Proof& proof, const ProofAnswer& answer) const {
    const auto before = before_.find(engine + " " + proof.name);
    return factory().read(proof, answer, before == before_.end() ? std::optional<std::string>{} : before->second);
}

void Proofs::judge(const std::string& engine, const Proof& proof, const ProofAnswer& answer) {
    take(engine, proof, reading(engine, proof, answer));
}

void Proofs::take(const std::string& engine, const Proof& proof, drivers::ProofReading reading) {
    reports::Measurement measurement;
    measurement.name = "wiped/" + engine + "/" + proof.name;
    measurement.value = word_for(reading.shown);
    const bool told = reading.shown == Shown::clean || reading.shown == Shown::dirty;
    if (told) measurement.limits.one_of = {clean_word};  // what nobody can tell is neither good nor bad
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

std::vector<std::string> Proofs::those_of(const std::string& word) const {
    std::vector<std::string> all;
    for (const auto& proof : taken_)
        if (is_value(proof, word)) all.push_back(proof.name.substr(proof.name.find('/') + 1) + ": " + proof.raw);
    return all;
}

std::vector<std::string> Proofs::unverifiable() const { return those_of(unverifiable_word); }
std::vector<std::string> Proofs::not_verified() const { return those_of(unanswered_word); }

}  // namespace station
