#include "station/loading/install.hpp"

#include "drivers/console.hpp"
#include "drivers/install_words.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/lines.hpp"
#include "station/engine/access.hpp"
#include "station/engine/boot.hpp"
#include "station/engine/occupant.hpp"
#include "station/engine/text.hpp"
#include "station/loading/remedy.hpp"
#include "station/loading/transfer.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::InstallTrouble;
using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;
using Remedy = InstallTrouble::Remedy;

constexpr auto unclear = "install-unclear";
constexpr auto see_transcript = "see the transcript of the console";

// "fail" is the unit: what lies in it. The image is the station's until its maker's word clears it.
bool is_the_units(const InstallTrouble& trouble, const Staged& image) {
    using Blame = InstallTrouble::Blame;
    switch (trouble.blame) {
        case Blame::unit:
        case Blame::room:
        case Blame::pending: return true;
        case Blame::image: return image.as_published;
        case Blame::station:
        case Blame::path:
        case Blame::clock: break;
    }
    return false;
}

bool holds(const std::vector<Remedy>& remedies, Remedy one) { return std::find(remedies.begin(), remedies.end(), one) != remedies.end(); }

const char* words_for(Remedy remedy) {
    switch (remedy) {
        case Remedy::roll_back: return "rolled back";
        case Remedy::make_space: return "room made, and the image copied again";
        case Remedy::wait: return "waited";
        case Remedy::copy_again: return "the image copied again";
        case Remedy::set_clock: return "its clock set";
        case Remedy::other_path: break;
    }
    return "";
}

// What installs on that engine alone, where there are several; empty: one command is for all of them.
std::string command_for(const Staged& image, const std::string& engine, bool one_of_several) {
    const auto& package = *image.package;
    auto values = image.values();
    values["engine"] = engine;
    values["member"] = engine.substr(std::min(engine.find_first_of("0123456789"), engine.size()));
    if (!one_of_several) return drivers::filled(package.install, values);
    return drivers::filled(engine.starts_with("re") ? package.install_each : package.install_member, values);
}

class Installation {
  public:
    Installation(Context& context, const Staged& image, int attempts) : context_{context}, image_{image}, attempts_{attempts} {}

    /// Until it is installed, or no remedy is left.
    Task<std::optional<Outcome>> onto(std::size_t index, std::string command) {
        const auto engine = context_.engine_name(index);
        const auto deadline = within(image_.package->install_within * 3, "end of the installation");
        for (;;) {
            const auto said = co_await told(engine, command);
            const auto judged = drivers::judge_install(*image_.package, said);
            if (judged.end == drivers::InstallEnd::succeeded) co_return std::nullopt;
            if (judged.end == drivers::InstallEnd::unclear) co_return co_await asked(index);
            auto outcome = verdict_on(judged, engine);
            const auto remedy = next_remedy(judged);
            if (!remedy || deadline.passed()) co_return std::move(outcome);
            co_await context_.note(engine + ": " + judged.trouble->means + " (" + judged.quoted() + "); " + words_for(*remedy));
            if (auto worse = co_await remedied(*remedy, index)) co_return std::move(*worse);
        }
    }

    Task<> leave(Engines engines) {
        for (const auto index : engines) co_await context_.note(context_.engine_name(index) + ": " + image_.release + " still waits for a reboot there; it was not rolled back");
    }

    /// What had been installed is taken back: the unit boots what it ran.
    Task<> take_back(Engines engines) {
        for (const auto index : engines) {
            const bool reached = index < context_.access().consoles() && !image_.package->rollback.empty();
            bool back = false;
            if (reached) back = co_await roll_back(index);
            auto words = context_.engine_name(index) + ": " + image_.release;
            words += back ? " was rolled back" : " still waits for a reboot there; it was not rolled back";
            co_await context_.note(std::move(words));
        }
    }

  private:
    Task<std::string> told(std::string engine, std::string command) {
        auto permit = co_await read_permit(context_, 0);
        auto* console = co_await spend(context_, std::move(permit));
        context_.progress(engine + ": installing " + image_.release);
        const auto began = drivers::Clock::now();
        auto answers = image_.package->answers;
        auto said = co_await console->dialogue(command, std::move(answers), "", within(image_.package->install_within, "end of the installation"));
        const bool installed = drivers::judge_install(*image_.package, said).end == drivers::InstallEnd::succeeded;
        if (installed) co_await took(context_, "install " + engine, began);
        co_return said;
    }

    Outcome verdict_on(const drivers::InstallJudgement& judged, const std::string& engine) const {
        if (!judged.trouble) return {Verdict::fail, "install-failed", engine + " refuses the image: " + judged.quoted(), see_transcript};
        const auto& trouble = *judged.trouble;
        auto summary = engine + ": " + trouble.means + ": " + judged.quoted();
        for (const auto remedy : trouble.remedies)
            if (holds(tried_, remedy)) summary += std::string{"; tried: "} + words_for(remedy);
        return {is_the_units(trouble, image_) ? Verdict::fail : Verdict::error, "install-" + trouble.name, std::move(summary), trouble.advice.empty() ? see_transcript : trouble.advice};
    }

    // Its installer said neither the one nor the other in words that are known. Nothing is undone for that: the unit itself is asked.
    Task<std::optional<Outcome>> asked(std::size_t index) {
        const auto engine = context_.engine_name(index);
        const auto standing = co_await ask_what_boots_next(context_, image_, index);
        const auto words = engine + " does not say in known words whether the image was installed; asked, " + standing.words;
        if (standing.is == Standing::Is::installed) {
            co_await context_.note(words);
            co_return std::nullopt;
        }
        if (standing.is == Standing::Is::not_installed) co_return Outcome{Verdict::fail, "install-failed", words, see_transcript};
        co_return Outcome{Verdict::error, unclear, words, "look at the transcript of the console; nothing was undone: reboot the unit, or roll it back by hand"};
    }

    // Each once; a unit that waits for another release after a rollback is rolled back once more; for an installation that goes on elsewhere
    // it is waited again and again, until the deadline.
    std::optional<Remedy> next_remedy(const drivers::InstallJudgement& judged) {
        if (!judged.trouble) return std::nullopt;
        for (const auto remedy : judged.trouble->remedies) {
            if (remedy == Remedy::other_path) continue;  // the step's: it takes more than one unit's words
            const auto times = std::count(tried_.begin(), tried_.end(), remedy);
            if (times > (remedy == Remedy::roll_back ? 1 : 0) && remedy != Remedy::wait) continue;
            tried_.push_back(remedy);
            return remedy;
        }
        return std::nullopt;
    }

    Task<std::optional<Outcome>> remedied(Remedy remedy, std::size_t index) {
        const auto wired = index < context_.access().consoles() ? index : 0;
        switch (remedy) {
            case Remedy::roll_back: co_await roll_back(wired); break;
            case Remedy::wait: co_await context_.stop().sleep(std::max<drivers::Clock::duration>(image_.package->install_within / 180, 1s)); break;
            case Remedy::make_space:
                co_await make_room(context_, *image_.package);  // which takes the image along
                co_return co_await bring(context_, image_, attempts_);
            case Remedy::copy_again: co_return co_await bring(context_, image_, attempts_);
            case Remedy::set_clock: co_await set_clock(context_, *image_.package, wired); break;
            case Remedy::other_path: break;
        }
        co_return std::nullopt;
    }

    // Whether the unit took it.
    Task<bool> roll_back(std::size_t index) {
        auto permit = co_await read_permit(context_, index);
        auto* console = co_await spend(context_, std::move(permit));
        auto answers = image_.package->answers;
        const auto said = co_await console->dialogue(image_.package->rollback, std::move(answers), "", within(image_.package->install_within, "end of the rollback"));
        const auto refusal = LinePatterns{image_.package->failure}.first_line_in(said);
        if (!refusal.empty()) co_await context_.note("the rollback was refused: \"" + refusal + "\"");
        co_return refusal.empty();
    }

    Context& context_;
    const Staged& image_;
    int attempts_;
    std::vector<Remedy> tried_;
};

}  // namespace

Task<std::optional<Outcome>> install_on_all(Context& context, const Staged& image, Engines engines, int attempts) {
    Engines done;
    for (const auto index : engines) {
        Installation installation{context, image, attempts};
        auto command = command_for(image, context.engine_name(index), context.engines() > 1);
        const bool at_once = command.empty();
        if (at_once) command = command_for(image, context.engine_name(index), false);
        if (at_once && index != engines.front()) continue;
        auto outcome = co_await installation.onto(index, std::move(command));
        if (!outcome) done.push_back(index);
        if (!outcome) continue;
        // What nobody knows is no reason to undo what is known to be good.
        if (outcome->reason == unclear)
            co_await installation.leave(std::move(done));
        else
            co_await installation.take_back(std::move(done));
        co_return outcome;
    }
    co_return std::nullopt;
}

Task<std::optional<Outcome>> restart_all(Context& context, const drivers::Package& package) {
    const auto watched = std::min(context.engines(), context.access().consoles());
    for (std::size_t index = 1; index < watched; ++index) co_await context.access().open(index);
    auto permit = co_await read_permit(context, 0);
    auto* console = co_await spend(context, std::move(permit));
    context.progress("rebooting");
    const auto began = drivers::Clock::now();
    const auto& of_several = context.engine_name(0).starts_with("re") ? package.reboot_all : package.reboot_members;
    const auto command = context.engines() > 1 ? of_several : package.reboot;
    auto answers = package.answers;
    co_await console->dialogue(command, std::move(answers), drivers::alternatives(package.rebooting), within(3min, "beginning of the reboot"));
    context.access().going_down();
    const auto boots = co_await await_boot(context, context.engines(), within(package.reboot_within, "login prompt after the reboot"));
    for (std::size_t index = 0; index < boots.size(); ++index) {
        if (boots[index].asks_login || boots[index].missed) continue;
        if (auto stranger = co_await stranger_on(context, index, "after the reboot")) co_return stranger;
    }
    if (auto trouble = stuck(context, boots, "after the reboot")) co_return trouble;
    co_await await_cli(context, context.engines(), within(15min, "CLI after the reboot"));
    co_await took(context, "reboot", began);
    for (std::size_t index = 0; index < watched; ++index)
        if (auto stranger = co_await still_the_unit(context, index, "after the reboot")) co_return stranger;
    co_return std::nullopt;
}

}  // namespace station
