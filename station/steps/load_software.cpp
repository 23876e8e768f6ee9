// load-software: brings every routing engine to the target release: uploads the image, has the unit check its digest, installs, reboots, and
// reads the running release back from each engine.

#include "drivers/console.hpp"
#include "drivers/junos/identity.hpp"
#include "drivers/junos/version.hpp"
#include "reports/sha256.hpp"
#include "station/engine/access.hpp"
#include "station/engine/boot.hpp"
#include "station/engine/catalogue.hpp"
#include "station/engine/context.hpp"
#include "station/engine/text.hpp"
#include "yang/schema.hpp"

#include <algorithm>

namespace station {
namespace {

using drivers::Task;
using drivers::within;
using reports::Verdict;
using namespace std::chrono_literals;

constexpr auto fragment = R"(      container load-software {
        presence "loads the target release";
        description "Loads a release onto every routing engine.";
        leaf release { type string { length "1..40"; } default target;
          description "a release such as 21.4R3-S5.4, or target: the catalogue's for the family"; }
      })";

/// What runs where: engine's name -> release.
using Running = std::vector<std::pair<std::string, std::string>>;

struct Image {
    const drivers::Package* package;
    std::filesystem::path file;
    std::string remote_path, release, sha256;

    std::map<std::string, std::string> values() const {
        return {{"path", remote_path}, {"file", file.filename().string()}, {"release", release}};
    }
};

class LoadSoftware : public Step {
  public:
    explicit LoadSoftware(std::string release) : release_{std::move(release)} {}

    std::string unsafe_to_stop() const override { return "software is being installed, and the unit may not boot if that is cut short"; }

    Task<Outcome> run(Context& context) const override {
        const auto before = co_await running(context);
        auto image = find_image(context);
        if (all_run(before, image.release)) co_return Outcome{.summary = "already runs " + image.release};
        const auto permit = context.permit();
        if (const auto* locked = std::get_if<Outcome>(&permit)) co_return *locked;
        if (auto trouble = co_await transfer(context, image); trouble.verdict != Verdict::pass) co_return trouble;
        if (auto trouble = co_await install(std::get<Permit>(permit), context, image); trouble.verdict != Verdict::pass) co_return trouble;
        if (auto trouble = co_await reboot(context, image)) co_return std::move(*trouble);
        co_return co_await verify(context, image, before);
    }

  private:
    // Every engine's own word for what it runs: one reply for the whole unit, where there are several.
    Task<Running> running(Context& context) const {
        Running all;
        const auto facts = co_await context.query(context.engines() > 1 ? "software-of-all" : "software");
        for (const auto& unit : facts.units)
            if (unit.software) all.emplace_back(unit.re_name.empty() ? drivers::junos::engine_name(0) : unit.re_name, unit.software->version);
        co_return all;
    }

    static bool all_run(const Running& running, const std::string& release) {
        const auto wanted = drivers::junos::parse_version(release);
        return !running.empty() && std::all_of(running.begin(), running.end(), [&](const auto& engine) {
            return drivers::junos::matches(wanted, drivers::junos::parse_version(engine.second));
        });
    }

    static bool fits(const drivers::Package& package, const std::string& model, const std::string& release) {
        using drivers::junos::compare;
        using drivers::junos::parse_version;
        if (package.file.empty() || !drivers::TextPattern{package.model}.found_in(model)) return false;  // without a file: a template for others
        const auto wanted = parse_version(release);
        return (package.from.empty() || compare(wanted, parse_version(package.from)) >= 0) &&
               (package.before.empty() || compare(wanted, parse_version(package.before)) < 0);
    }

    Image find_image(Context& context) const {
        const auto& family = context.access().family();
        Image image;
        image.release = release_;
        if (release_ == "target") {
            const auto* target = context.catalogue().target(family.name);
            if (!target) throw std::runtime_error{"the catalogue has no target release for family " + family.name};
            image.release = target->release;
        }
        std::string looked_for;
        for (const auto& package : family.packages) {
            if (!fits(package, context.model(), image.release)) continue;
            image.package = &package;
            image.file = context.bench().images / package.file_for(image.release);
            if (std::filesystem::exists(image.file)) {
                image.remote_path = package.stage + "/" + image.file.filename().string();
                return image;
            }
            looked_for += (looked_for.empty() ? "" : " or ") + image.file.string();
        }
        throw std::runtime_error{"no image for " + family.name + " " + image.release + ": expected " + looked_for};
    }

    Task<Outcome> transfer(Context& context, Image& image) const {
        auto* host = co_await context.access().host();
        if (!host)
            throw drivers::LinkError{drivers::Fault::unreachable, context.slot().name, "no way over the network to bring an image to the unit"};
        const auto name = image.file.filename().string();
        const drivers::Progress progress = [&context, name](std::uint64_t done, std::uint64_t total) {
            context.progress("upload of " + name, total ? static_cast<double>(done) / static_cast<double>(total) : 1);
        };
        const auto uploaded = co_await host->upload(image.file, image.remote_path, progress, within(2h, "end of the upload"));
        image.sha256 = uploaded.sha256;
        auto* console = co_await context.access().console();
        const auto said = co_await console->command(drivers::filled(image.package->checksum, image.values()),
                                                    within(image.package->checksum_within, "digest of the image"));
        if (said.find(image.sha256) == std::string::npos)
            co_return Outcome{Verdict::fail, "digest-mismatch", "the unit's copy of " + name + " is not what was sent: \"" + said.substr(0, 120) + "\"",
                              "its storage or network port is suspect; run again once"};
        co_await context.note(name + ", SHA-256 " + image.sha256 + ", same on the unit");
        co_return Outcome{};
    }

    Task<Outcome> install(const Permit&, Context& context, const Image& image) const {
        const LinePatterns success{image.package->success}, failure{image.package->failure};
        auto* console = co_await context.access().console();
        for (std::size_t index = 0; index < context.engines(); ++index) {
            const auto engine = drivers::junos::engine_name(index);
            auto values = image.values();
            values["engine"] = engine;
            context.progress(engine + ": installing " + image.release);
            const auto& command = context.engines() > 1 ? image.package->install_each : image.package->install;
            const auto said = co_await console->dialogue(drivers::filled(command, values), image.package->answers, "",
                                                         within(image.package->install_within, "end of the installation"));
            if (const auto refusal = failure.first_line_in(said); !refusal.empty())
                co_return Outcome{Verdict::fail, "install-failed", engine + " refuses the image: \"" + refusal + "\"", "see the transcript of the console"};
            if (success.first_line_in(said).empty())
                co_return Outcome{Verdict::fail, "install-unclear", engine + " does not say that the image was installed", "see the transcript of the console"};
        }
        co_return Outcome{};
    }

    Task<std::optional<Outcome>> reboot(Context& context, const Image& image) const {
        const auto watched = std::min(context.engines(), context.access().consoles());
        for (std::size_t index = 1; index < watched; ++index) co_await context.access().open(index);
        auto* console = co_await context.access().console();
        context.progress("rebooting");
        const auto& command = context.engines() > 1 ? image.package->reboot_all : image.package->reboot;
        co_await console->dialogue(command, image.package->answers, any_of(image.package->rebooting), within(3min, "beginning of the reboot"));
        context.access().going_down();
        const auto boots = co_await await_boot(context, context.engines(), within(image.package->reboot_within, "login prompt after the reboot"));
        if (auto trouble = stuck(boots, "after the reboot")) co_return trouble;
        co_await await_cli(context, context.engines(), within(15min, "CLI after the reboot"));
        co_return std::nullopt;
    }

    Task<Outcome> verify(Context& context, const Image& image, const Running& before) const {
        const auto after = co_await running(context);
        std::vector<reports::Measurement> releases;
        for (const auto& [engine, release] : after) {
            std::string was;
            for (const auto& [name, old] : before)
                if (name == engine) was = old;
            reports::SoftwareLoaded loaded{"", engine, was, release, image.file.filename().string(), image.sha256};
            co_await context.record(std::move(loaded));
            const bool right = drivers::junos::matches(drivers::junos::parse_version(image.release), drivers::junos::parse_version(release));
            releases.push_back(reports::judged({.name = "release/" + engine,
                                                .value = release,
                                                .limits = {.one_of = {right ? release : image.release}},
                                                .raw = release,
                                                .source = "software"}));
        }
        co_await context.measured(releases);
        if (after.size() < context.engines() || !all_run(after, image.release))
            co_return Outcome{Verdict::fail, "wrong-release", image.release + " was installed, but not every engine runs it", "load it again"};
        co_return Outcome{.summary = std::to_string(after.size()) + " RE " + (before.empty() ? "" : before.front().second + " -> ") + after.front().second};
    }

    std::string release_;
};

const StepRegistration registration{{"load-software", fragment, [](const yang::Document&, const yang::Node& settings) {
                                         return std::make_unique<LoadSoftware>(settings["release"].text());
                                     }}};

}  // namespace
}  // namespace station
