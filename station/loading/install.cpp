#include "station/loading/install.hpp"

#include "drivers/console.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/lines.hpp"
#include "station/engine/access.hpp"
#include "station/engine/boot.hpp"
#include "station/engine/text.hpp"
#include "station/loading/transfer.hpp"

#include <algorithm>
#include <set>

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

const InstallTrouble* trouble_in(const drivers::Package& package, const std::string& said, std::string& line) {
    for (const auto& trouble : package.troubles) {
        line = drivers::line_with(drivers::TextPattern{trouble.text}, said).value_or("");
        if (!line.empty()) return &trouble;
    }
    return nullptr;
}

// Whose fault a package that its installer does not accept is: its maker's word for it clears the station's side.
Outcome verdict_on(const InstallTrouble& trouble, const Staged& image, const std::string& engine, const std::string& line) {
    const bool image_is_good = trouble.remedy == Remedy::copy_again && image.as_published;
    const bool station = trouble.blame == InstallTrouble::Blame::station && !image_is_good;
    return {station ? Verdict::error : Verdict::fail, "install-" + trouble.name, engine + ": " + trouble.means + ": \"" + line + "\"",
            trouble.advice.empty() ? see_transcript : trouble.advice};
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
            std::string line;
            const auto* trouble = trouble_in(*image_.package, said, line);
            if (!trouble) co_return judged(engine, said);
            auto outcome = verdict_on(*trouble, image_, engine, line);
            if (!may_try(*trouble) || deadline.passed()) co_return std::move(outcome);
            co_await context_.note(engine + ": " + trouble->means + " (\"" + line + "\")");
            if (auto worse = co_await remedied(*trouble, index)) co_return std::move(*worse);
        }
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
        auto* console = co_await context_.access().console();
        context_.progress(engine + ": installing " + image_.release);
        const auto began = drivers::Clock::now();
        auto answers = image_.package->answers;
        auto said = co_await console->dialogue(command, std::move(answers), "", within(image_.package->install_within, "end of the installation"));
        if (!LinePatterns{image_.package->success}.first_line_in(said).empty()) co_await took(context_, "install " + engine, began);
        co_return said;
    }

    std::optional<Outcome> judged(const std::string& engine, const std::string& said) const {
        if (const auto refusal = LinePatterns{image_.package->failure}.first_line_in(said); !refusal.empty())
            return Outcome{Verdict::fail, "install-failed", engine + " refuses the image: \"" + refusal + "\"", see_transcript};
        if (LinePatterns{image_.package->success}.first_line_in(said).empty())
            return Outcome{Verdict::fail, unclear, engine + " does not say that the image was installed", see_transcript};
        return std::nullopt;
    }

    // Every remedy once; for an installation that goes on elsewhere it is waited again and again, until the deadline.
    bool may_try(const InstallTrouble& trouble) {
        return trouble.remedy == Remedy::wait || (trouble.remedy != Remedy::none && tried_.insert(trouble.remedy).second);
    }

    Task<std::optional<Outcome>> remedied(const InstallTrouble& trouble, std::size_t index) {
        switch (trouble.remedy) {
            case Remedy::roll_back: co_await roll_back(index < context_.access().consoles() ? index : 0); break;
            case Remedy::wait: co_await context_.stop().sleep(std::max<drivers::Clock::duration>(image_.package->install_within / 180, 1s)); break;
            case Remedy::make_space:
                co_await make_room(context_, *image_.package);  // which takes the image along
                co_return co_await bring(context_, image_, attempts_);
            case Remedy::copy_again: co_return co_await bring(context_, image_, attempts_);
            case Remedy::none: break;
        }
        co_return std::nullopt;
    }

    // Whether the unit took it.
    Task<bool> roll_back(std::size_t index) {
        auto* console = co_await context_.access().console(index);
        auto answers = image_.package->answers;
        const auto said = co_await console->dialogue(image_.package->rollback, std::move(answers), "", within(image_.package->install_within, "end of the rollback"));
        const auto refusal = LinePatterns{image_.package->failure}.first_line_in(said);
        if (!refusal.empty()) co_await context_.note("the rollback was refused: \"" + refusal + "\"");
        co_return refusal.empty();
    }

    Context& context_;
    const Staged& image_;
    int attempts_;
    std::set<Remedy> tried_;
};

}  // namespace

Task<std::optional<Outcome>> install_on_all(const Permit&, Context& context, const Staged& image, Engines engines, int attempts) {
    Engines done;
    for (const auto index : engines) {
        Installation installation{context, image, attempts};
        auto command = command_for(image, context.engine_name(index), context.engines() > 1);
        const bool at_once = command.empty();
        if (at_once) command = command_for(image, context.engine_name(index), false);
        if (at_once && index != engines.front()) continue;
        auto outcome = co_await installation.onto(index, std::move(command));
        if (!outcome || outcome->reason == unclear) done.push_back(index);
        if (!outcome) continue;
        co_await installation.take_back(done);
        co_return outcome;
    }
    co_return std::nullopt;
}

Task<std::optional<Outcome>> restart_all(const Permit&, Context& context, const drivers::Package& package) {
    const auto watched = std::min(context.engines(), context.access().consoles());
    for (std::size_t index = 1; index < watched; ++index) co_await context.access().open(index);
    auto* console = co_await context.access().console();
    context.progress("rebooting");
    const auto began = drivers::Clock::now();
    const auto& of_several = context.engine_name(0).starts_with("re") ? package.reboot_all : package.reboot_members;
    const auto command = context.engines() > 1 ? of_several : package.reboot;
    auto answers = package.answers;
    co_await console->dialogue(command, std::move(answers), drivers::alternatives(package.rebooting), within(3min, "beginning of the reboot"));
    context.access().going_down();
    const auto boots = co_await await_boot(context, context.engines(), within(package.reboot_within, "login prompt after the reboot"));
    if (auto trouble = stuck(context, boots, "after the reboot")) co_return trouble;
    co_await await_cli(context, context.engines(), within(15min, "CLI after the reboot"));
    co_await took(context, "reboot", began);
    co_return std::nullopt;
}

}  // namespace station
