// load-software: brings every routing engine to the wanted release by the plan that `station plan` shows, reads the running release back from
// each engine, and brings the second copies of the system along.

#include "drivers/family.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/version.hpp"
#include "drivers/worker.hpp"
#include "reports/text.hpp"
#include "station/engine/access.hpp"
#include "station/engine/context.hpp"
#include "station/engine/occupant.hpp"
#include "station/loading/by_hand.hpp"
#include "station/loading/copies.hpp"
#include "station/loading/install.hpp"
#include "station/loading/transfer.hpp"
#include "station/software/judgement.hpp"
#include "station/software/plan.hpp"
#include "yang/schema.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::Task;
using drivers::junos::matches;
using drivers::junos::parse_version;
using reports::Verdict;

constexpr auto fragment = R"(      container load-software {
        presence "loads the target release";
        description "Loads a release onto every routing engine.";
        leaf release { type string { length "1..40"; } default target;
          description "a release such as 21.4R3-S5.4, or target: the catalogue's for the family"; }
        leaf attempts { type uint8 { range "1..10"; } default 3;
          description "how often the copy of an image is begun at most, when the network or the unit's storage breaks it"; }
      })";

/// What runs where: engine's name -> release.
using Running = std::vector<std::pair<std::string, std::string>>;

bool runs(const std::string& running, const std::string& release) { return matches(parse_version(release), parse_version(running)); }

bool all_run(const Running& running, const std::string& release) {
    return !running.empty() && std::all_of(running.begin(), running.end(), [&](const auto& engine) { return runs(engine.second, release); });
}

class LoadSoftware : public Step {
  public:
    LoadSoftware(std::string release, int attempts) : release_{std::move(release)}, attempts_{attempts} {}

    std::vector<std::string> may_ask(const Slot&) const override {
        return {"to install from a USB stick, where no package leads to the release"};
    }
    std::string unsafe_to_stop() const override { return "software is being installed, and the unit may not boot if that is cut short"; }

    Needs needs() const override { return {.room = true, .release = release_}; }

    Task<std::vector<Lack>> lacks(Context& context) const override {
        const auto before = known_to_run(context);
        if (before.empty()) co_return std::vector<Lack>{};  // nobody looked yet
        std::vector<Lack> all;
        if (release_ == "target" && !target(context))
            all.push_back({"no-target-release", no_target(context), "put one into the catalogue (station catalogue import), or name a release in the procedure"});
        if (!all.empty()) co_return all;
        const auto release = wanted(context);
        if (all_run(before, release)) co_return all;
        if (auto refused = refusal(context)) all.push_back({refused->reason, refused->summary, refused->advice});
        const auto plan = planned(context, before, release, ImageStore{context.schema(), context.bench().images});
        const bool somebody_there = context.person().is_there();
        const auto medium = medium_for(context.access().family(), context.model(), release);
        for (auto& lack : lacking_for_load(plan, context.slot(), somebody_there, medium)) all.push_back(std::move(lack));
        const auto way = as_this_slot_can(plan, context.slot());
        if (!all.empty() || way.path.way != Path::Way::media) co_return all;
        if (auto none = co_await medium_is_at_hand(context, way)) all.push_back({none->reason, none->summary, none->advice});
        co_return all;
    }

    Task<Outcome> run(Context& context) const override {
        const auto before = co_await running(context);
        const auto release = wanted(context);
        co_await tell_target(context);
        if (all_run(before, release)) co_return co_await leave_alone(context, before, release);
        if (auto refused = refusal(context)) co_return std::move(*refused);
        ImageStore images{context.schema(), context.bench().images};
        const auto plan = as_this_slot_can(planned(context, before, release, images), context.slot());
        if (!plan.missing.empty()) throw std::runtime_error{plan.missing.front()};
        if (auto locked = context.locked()) co_return std::move(*locked);
        if (plan.path.way == Path::Way::media) co_return co_await load_by_hand(context, plan, before);
        co_await context.note("plan: " + plan_summary(plan));
        Staged staged;
        for (const auto& hop : plan.hops) {
            staged = co_await staged_image(context, images, hop);
            if (auto trouble = co_await load(context, staged)) co_return std::move(*trouble);
        }
        auto loaded = co_await verify(context, staged, before);
        co_return co_await with_copies(context, staged.release, std::move(loaded));
    }

  private:
    // Every engine's own word for what it runs: one reply for the whole unit, where there are several.
    Task<Running> running(Context& context) const {
        const auto facts = co_await context.query(context.engines() > 1 ? "software-of-all" : "software");
        co_return running_in(context, facts);
    }

    // What identify read.
    static Running known_to_run(Context& context) {
        auto all = running_in(context, context.facts());
        std::erase_if(all, [](const auto& engine) { return engine.second.empty(); });
        return all;
    }

    static Running running_in(const Context& context, const drivers::junos::Facts& facts) {
        Running all;
        for (const auto& unit : facts.units)
            if (unit.software) all.emplace_back(unit.re_name.empty() ? context.engine_name(0) : unit.re_name, unit.software->version);
        return all;
    }

    const Target* target(Context& context) const { return context.catalogue().target(context.access().family().name, context.model()); }

    std::string wanted(Context& context) const {
        if (release_ != "target") return release_;
        const auto* row = target(context);
        if (!row) throw std::runtime_error{no_target(context)};
        return row->release;
    }

    static std::string no_target(Context& context) { return "the catalogue has no target release for family " + context.access().family().name; }

    Judgement judgement(Context& context) const { return judge(context.catalogue(), *target(context), context.model(), context.today()); }

    // By what a paper can judge whether the release is the latest; a procedure that names it is no better a source than its row.
    reports::ReleaseWanted told(Context& context) const {
        reports::ReleaseWanted told;
        told.release = wanted(context);
        const auto* row = target(context);
        if (!row || row->release != told.release) {
            told.against = {"the procedure names it, and no row of the catalogue does"};
            return told;
        }
        told.as_of = row->known.as_of, told.source = row->known.source, told.status = row->known.status;
        told.against = against_latest(context.catalogue(), *row, context.model(), context.today());
        return told;
    }

    Task<> tell_target(Context& context) const {
        auto on_record = told(context);
        co_await context.record(std::move(on_record));
        if (release_ != "target") co_return;
        const auto& row = *target(context);
        co_await context.note("target " + row.release + ", looked up " + row.known.as_of + " (" + row.known.source + ", " + row.known.status + ")");
        for (const auto& words : judgement(context).words) co_await context.note("target " + row.release + ": " + words);
    }

    // A row nobody looked at for long, or one below what is known to be safe, certifies nothing: that is the station's fault, not the unit's.
    std::optional<Outcome> refusal(Context& context) const {
        if (release_ != "target" || context.bench().simulated) return std::nullopt;
        const auto found = judgement(context);
        if (found.grade != Judgement::Grade::refuse) return std::nullopt;
        return Outcome{Verdict::error, "target-refused", "the catalogue's " + target(context)->release + " certifies nothing: " + found.words.front(),
                       "look the release up again and put it into the catalogue (station catalogue import)"};
    }

    LoadPlan planned(Context& context, const Running& before, const std::string& release, const ImageStore& images) const {
        const auto nobody_knows = [](const std::string&) -> std::optional<std::chrono::duration<double>> { return std::nullopt; };
        return plan_load(context.catalogue(), {&context.access().family(), context.model(), before, release}, files_of(images), nobody_knows);
    }

    static std::string plan_summary(const LoadPlan& plan) {
        std::string words = plan.from;
        for (const auto& hop : plan.hops) words += " -> " + hop.release + " (" + hop.file + ")";
        return words + "; " + plan.path.why;
    }

    // Read again where it was touched since it was added: that takes a while, so the worker does it.
    Task<Staged> staged_image(Context& context, ImageStore& images, Hop hop) const {
        auto check = [&images, file = hop.file, now = reports::timestamp(std::chrono::system_clock::now())] { return images.checked(file, now); };
        const auto image = co_await context.worker().run(check);
        Staged staged{hop.package, images.path_of(hop.file), hop.package->stage + "/" + hop.file, hop.release, image.sha256, image.maker.has_value()};
        if (!staged.as_published) co_await context.note(hop.file + " was never compared with a digest of its maker's");
        co_return staged;
    }

    // One installation: room, copy, install, reboot, and nothing left behind.
    Task<std::optional<Outcome>> load(Context& context, const Staged& image) const {
        co_await make_room(context, *image.package);
        if (auto trouble = co_await bring(context, image, attempts_)) {
            co_await tidied(context, image);
            co_return trouble;
        }
        auto engines = co_await to_install_on(context, image.release);
        if (auto trouble = co_await install_on_all(context, image, std::move(engines), attempts_)) {
            co_await tidied(context, image);
            co_return trouble;
        }
        if (auto trouble = co_await restart_all(context, *image.package)) co_return trouble;
        if (auto trouble = co_await came_up_with(context, image.release)) {
            co_await tidied(context, image);
            co_return trouble;
        }
        co_return co_await take_away(context, image);
    }

    // What a person did is read back like what the station does.
    Task<Outcome> load_by_hand(Context& context, const LoadPlan& plan, const Running& before) const {
        auto permit = co_await read_permit(context, 0);
        if (auto trouble = co_await install_by_hand(std::move(permit), context, plan)) co_return std::move(*trouble);
        if (auto trouble = co_await came_up_with(context, plan.to)) {
            trouble->verdict = Verdict::error;
            trouble->advice = "look at what is on the stick, and install again";
            co_return std::move(*trouble);
        }
        const Staged medium{nullptr, medium_for(context.access().family(), context.model(), plan.to), "", plan.to, "", false};
        auto loaded = co_await verify(context, medium, before);
        co_return co_await with_copies(context, plan.to, std::move(loaded));
    }

    // Those that run it already are left alone.
    Task<Engines> to_install_on(Context& context, std::string release) const {
        const auto now = co_await running(context);
        Engines engines;
        for (std::size_t index = 0; index < context.engines(); ++index) {
            const auto name = context.engine_name(index);
            const bool has_it = std::any_of(now.begin(), now.end(), [&](const auto& engine) { return engine.first == name && runs(engine.second, release); });
            if (!has_it) engines.push_back(index);
        }
        co_return engines;
    }

    // After a failure that is told already: what cannot be deleted then is not what matters.
    Task<> tidied(Context& context, const Staged& image) const {
        std::string left;
        try {
            if (const auto stays = co_await take_away(context, image)) left = stays->summary;
        } catch (const drivers::LinkError& error) {
            left = error.what();
        }
        if (!left.empty()) co_await context.note("the image was left on the unit: " + left);
    }

    Task<std::optional<Outcome>> came_up_with(Context& context, std::string release) const {
        const auto now = co_await running(context);
        for (const auto& [engine, is] : now)
            if (!runs(is, release))
                co_return Outcome{Verdict::fail, "wrong-release", release + " was installed, but " + engine + " came up with " + is,
                                  "load it again; when that repeats, the storage that the release was written to is suspect"};
        if (now.size() < context.engines())
            co_return Outcome{Verdict::fail, "wrong-release", release + " was installed, but only " + std::to_string(now.size()) + " of " +
                                                                  std::to_string(context.engines()) + " engines say what they run", "look at the consoles of the others"};
        co_return std::nullopt;
    }

    // What every engine runs is known: only then is anything written over what else a unit may boot.
    Task<Outcome> with_copies(Context& context, std::string release, Outcome outcome) const {
        if (auto trouble = co_await bring_copies_to(context, std::move(release))) co_return std::move(*trouble);
        co_return outcome;
    }

    // Every engine runs it already: what was read is before and after.
    Task<Outcome> leave_alone(Context& context, const Running& now, const std::string& release) const {
        if (now.size() < context.engines())
            co_return Outcome{Verdict::fail, "wrong-release", "only " + std::to_string(now.size()) + " of " + std::to_string(context.engines()) + " engines say what they run",
                              "look at the consoles of the others"};
        const Staged nothing{nullptr, {}, {}, release, {}, false};
        co_await verify(context, nothing, now);
        Outcome already{.summary = "already runs " + release};
        co_return co_await with_copies(context, release, std::move(already));
    }

    Task<Outcome> verify(Context& context, const Staged& image, const Running& before) const {
        const auto after = co_await running(context);
        std::vector<reports::Measurement> releases;
        for (const auto& [engine, release] : after) {
            std::string was;
            for (const auto& [name, old] : before)
                if (name == engine) was = old;
            reports::SoftwareLoaded loaded{"", engine, was, release, image.name(), image.sha256};
            co_await context.record(std::move(loaded));
            const bool right = runs(release, image.release);
            releases.push_back(reports::judged({.name = "release/" + engine,
                                                .value = release,
                                                .limits = {.one_of = {right ? release : image.release}},
                                                .raw = release,
                                                .source = "software"}));
        }
        co_await context.measured(releases);
        co_return Outcome{.summary = std::to_string(after.size()) + " RE " + (before.empty() ? "" : before.front().second + " -> ") + after.front().second};
    }

    std::string release_;
    int attempts_;
};

std::unique_ptr<Step> make(const yang::Document& document, const yang::Node& settings) {
    const auto release = settings["release"].text();
    if (release != "target" && !train_of(release))
        throw document.error(settings["release"], "\"" + release + "\" is no release; expected one such as 21.4R3-S5.4" +
                                                      (yang::nearest(release, {"target"}).empty() ? ", or target" : "; did you mean target?"));
    return std::make_unique<LoadSoftware>(release, static_cast<int>(settings["attempts"].integer()));
}

const StepRegistration registration{{"load-software", fragment, make, "", Does::load, "identify"}};

}  // namespace
}  // namespace station
