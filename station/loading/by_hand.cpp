#include "station/loading/by_hand.hpp"

#include "drivers/family.hpp"
#include "station/engine/access.hpp"
#include "station/engine/boot.hpp"
#include "station/engine/occupant.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;

Outcome needs_media(const Context& context, const LoadPlan& plan, bool somebody_there, const std::string& medium) {
    auto lack = lack_of_medium(context.slot(), plan, somebody_there, medium);
    return {Verdict::error, std::move(lack.reason), context.slot().name + ": " + lack.what, std::move(lack.advice)};
}

// A medium formats the storage: the unit is as its factory left it. One that still lets in whom it knew was not installed.
Task<bool> lets_in_as_new(Context& context) {
    auto& access = context.access();
    access.going_down();
    for (std::size_t index = 0; index < access.consoles(); ++index) access.logged_out(index);
    access.wiped();
    try {
        co_await await_cli(context, context.engines(), within(30min, "CLI after the installation"));
        co_return true;
    } catch (const drivers::LinkError& error) {
        if (error.fault() != drivers::Fault::refused) throw;
    }
    for (std::size_t index = 0; index < std::min(context.engines(), access.consoles()); ++index) co_await access.unwiped_console(index);
    co_return false;
}

}  // namespace

std::string medium_for(const drivers::Family& family, const std::string& model, const std::string& release) {
    for (const auto* package : packages_for(family, model, release))
        if (!package->media.empty()) return drivers::filled(package->media, {{"release", release}});
    return "the installation medium of " + release;
}

Lack lack_of_medium(const Slot& slot, const LoadPlan& plan, bool somebody_there, const std::string& medium) {
    const std::string why = somebody_there ? "there is no medium" : "nobody is there to install it from USB";
    const auto by_network = slot.management ? "; or name the way in the catalogue's exceptions" : "; or name the unit's address in the bench file (management)";
    return {slot.management ? "needs-media" : "no-network",
            "no package leads from " + plan.from + " to " + plan.to + " (" + plan.path.why + "), and " + why,
            "write " + medium + " to a USB stick and run from a terminal, where somebody can answer" + by_network};
}

LoadPlan as_this_slot_can(LoadPlan plan, const Slot& slot) {
    if (slot.management || plan.path.way == Path::Way::none || plan.path.way == Path::Way::media) return plan;
    plan.path = {Path::Way::media, {}, "slot " + slot.name + " has no management: no image can be brought to its unit over the network"};
    plan.hops.clear();
    plan.actions.clear();
    plan.missing.clear();
    return plan;
}

std::vector<Lack> lacking_for_load(const LoadPlan& plan, const Slot& slot, bool somebody_there, const std::string& medium) {
    std::vector<Lack> lacks;
    const auto way = as_this_slot_can(plan, slot);
    const bool by_hand = way.path.way == Path::Way::media;
    if (by_hand && !somebody_there) lacks.push_back(lack_of_medium(slot, way, somebody_there, medium));
    // Whoever is to bring the network has to bring the image too, and is told so in one go.
    if (!by_hand || !somebody_there)
        for (const auto& missing : plan.missing) lacks.push_back({"image-missing", missing, "station images add it, or name another release in the catalogue"});
    return lacks;
}

Task<std::optional<Outcome>> medium_is_at_hand(Context& context, const LoadPlan& plan) {
    const auto medium = medium_for(context.access().family(), context.model(), plan.to);
    Question question{.text = context.slot().name + ": no package leads from " + plan.from + " to " + plan.to +
                              " (" + plan.path.why + "), it has to be installed from USB. Is a stick with " + medium + " at hand?",
                      .picture = {},
                      .answers = {"yes", "no"}};
    const auto answer = co_await context.ask(std::move(question));
    if (answer == "yes") co_return std::nullopt;
    co_return needs_media(context, plan, answer.has_value(), medium);
}

Task<std::optional<Outcome>> install_by_hand(Permit, Context& context, const LoadPlan& plan) {
    const auto medium = medium_for(context.access().family(), context.model(), plan.to);
    context.progress("waits for an installation from USB");
    Question question{.text = context.slot().name + ": boot " + context.engine_count() + " of the unit from a stick with " + medium +
                              ", let it format the storage, take the stick out, and answer when the login prompt is there.",
                      .picture = {},
                      .answers = {"installed", "the unit does not take it", "there is no stick"}};
    const auto answer = co_await context.ask(std::move(question));
    if (answer == "the unit does not take it")
        co_return Outcome{Verdict::fail, "media-not-taken",
                          "the unit was not installed from " + medium + ": " + context.person().name() + " says that it does not take it",
                          "try another stick; when that repeats, its USB port or its storage is suspect"};
    context.interlock().was_spent();
    if (answer != "installed") co_return needs_media(context, plan, answer.has_value(), medium);
    co_await context.note(plan.to + " was installed from USB (" + medium + ") by hand, " + context.person().name() + " says; what runs is read back");
    const bool is_new = co_await lets_in_as_new(context);
    for (std::size_t index = 0; index < std::min(context.engines(), context.access().consoles()); ++index)
        if (auto stranger = co_await still_the_unit(context, index, "after the installation from USB")) co_return stranger;
    if (!is_new) co_await context.note("the unit still knows its passwords from before, which an installation that formats takes away");
    co_return std::nullopt;
}

}  // namespace station
