#include "station/software/plan.hpp"

#include "drivers/junos/version.hpp"

#include <algorithm>
#include <numeric>

namespace station {
namespace {

using drivers::junos::compare;
using drivers::junos::parse_version;
using std::chrono::seconds;

class Planner {
  public:
    Planner(const Catalogue& catalogue, const LoadRequest& request, const std::map<std::string, std::uint64_t>& images, const Learnt& learnt)
        : catalogue_{catalogue}, request_{request}, images_{images}, learnt_{learnt} {}

    LoadPlan plan() {
        choose_path();
        if (plan_.path.way == Path::Way::none || plan_.path.way == Path::Way::media) return std::move(plan_);
        for (const auto& train : plan_.path.stops) add_hop(newest_of(train));
        add_hop(image_of(plan_.to));
        for (const auto& hop : plan_.hops) add_actions(hop);
        add("read the release back from every engine", "", {});
        for (const auto& copy : request_.family->copies) add_copy(copy);
        return std::move(plan_);
    }

  private:
    // Of several engines the one with the longest way decides: the others come along.
    void choose_path() {
        plan_.to = request_.to;
        const auto at_hand = [this](const Train& train) { return newest_of(train).missing.empty(); };
        for (const auto& [engine, release] : request_.running) {
            auto path = path_between(catalogue_, request_.family->name, release, request_.to, at_hand);
            const bool longer = path.way > plan_.path.way || (path.way == plan_.path.way && path.stops.size() > plan_.path.stops.size());
            if (!plan_.from.empty() && !longer) continue;
            plan_.path = std::move(path);
            plan_.from = release;
        }
        if (request_.running.empty()) plan_.path = {Path::Way::direct, {}, "what it runs is not known"};
    }

    /// An image for just this release, or for a spin of it.
    Hop image_of(const std::string& release) const {
        Hop best;
        const auto wanted = parse_version(release);
        for (const auto& package : request_.family->packages)
            for (const auto& [file, bytes] : images_) {
                const auto is = release_in(package, file);
                if (is.empty() || !matches(wanted, parse_version(is)) || !takes(package, request_.model, is)) continue;
                const bool newer = best.package == &package && compare(parse_version(is), parse_version(best.release)) > 0;
                if (!best.package || newer) best = {is, &package, file, "", bytes};
            }
        return best.package ? best : missing_image(release);
    }

    Hop missing_image(const std::string& release) const {
        Hop hop{release, nullptr, "", "", 0};
        std::string names;
        for (const auto* package : packages_for(*request_.family, request_.model, release)) {
            if (!hop.package) hop = {release, package, package->file_for(release), "", 0};
            names += (names.empty() ? "" : " or ") + package->file_for(release);
        }
        hop.missing = "no image of " + release + " for " + request_.family->title + (names.empty() ? ": the family names no package for it" : ": expected " + names);
        return hop;
    }

    Hop newest_of(const Train& train) const {
        Hop best;
        for (const auto& package : request_.family->packages)
            for (const auto& [file, bytes] : images_) {
                const auto is = release_in(package, file);
                if (is.empty() || train_of(is) != train || !takes(package, request_.model, is)) continue;
                if (!best.package || compare(parse_version(is), parse_version(best.release)) > 0) best = {is, &package, file, "", bytes};
            }
        return best.package ? best : missing_image(train.text() + "R1" + (train.evolved ? "-EVO" : ""));
    }

    void add_hop(Hop hop) {
        if (!hop.missing.empty()) plan_.missing.push_back(hop.missing);
        plan_.hops.push_back(std::move(hop));
    }

    void add(std::string what, const std::string& key, seconds limit, std::string destroys = {}, double times = 1) {
        PlannedAction action{std::move(what), limit, false, std::move(destroys)};
        if (const auto known = key.empty() ? std::nullopt : learnt_(key)) {
            action.expected = std::chrono::ceil<seconds>(*known * times);
            action.learnt = true;
        }
        plan_.actions.push_back(std::move(action));
    }

    void add_actions(const Hop& hop) {
        if (!hop.package) return;
        const auto limit = [](drivers::Clock::duration span) { return std::chrono::ceil<seconds>(span); };
        const auto& package = *hop.package;
        if (!package.space.empty()) add("make room on the unit", "space", limit(package.space_within), "files in " + package.stage + ", old logs and snapshots");
        add("copy " + hop.file, "upload", std::chrono::hours{2}, {}, static_cast<double>(hop.bytes) / 1e6);
        add("have the unit tell the digest of its copy", "digest", limit(package.checksum_within));
        for (const auto& [engine, release] : request_.running)
            add(engine + ": install " + hop.release, "install", limit(package.install_within), "the unit may not boot when this is cut short");
        add("reboot", "reboot", limit(package.reboot_within), "the release that ran before, but for the way back it keeps");
        if (!package.remove.empty()) add("delete the copy on the unit", "remove", limit(package.checksum_within));
    }

    void add_copy(const drivers::SystemCopy& copy) {
        const auto* dialogue = keeps(plan_.to, copy) ? request_.family->dialogue(copy.synchronise) : nullptr;
        if (!dialogue) return;
        plan_.copies.push_back(&copy);
        drivers::Clock::duration limit{};
        for (const auto& line : dialogue->lines) limit += line.within;
        for (const auto& [engine, release] : request_.running)
            add(engine + ": write " + plan_.to + " over " + copy.title, "snapshot", std::chrono::ceil<seconds>(limit),
                copy.title + ", where it holds another release");
    }

    const Catalogue& catalogue_;
    const LoadRequest& request_;
    const std::map<std::string, std::uint64_t>& images_;
    const Learnt& learnt_;
    LoadPlan plan_;
};

}  // namespace

seconds LoadPlan::expected() const {
    return std::accumulate(actions.begin(), actions.end(), seconds{}, [](seconds sum, const PlannedAction& action) { return sum + action.expected; });
}

std::vector<std::string> LoadPlan::unverified() const {
    std::vector<std::string> all;
    const auto add = [&all](std::string line) {
        if (std::find(all.begin(), all.end(), line) == all.end()) all.push_back(std::move(line));
    };
    for (const auto& hop : hops) {
        if (!hop.package) continue;
        const auto file = hop.file.empty() ? hop.package->file_for(hop.release) : hop.file;
        if (hop.package->unverified)
            add("how " + file + " is installed");
        else if (hop.package->space_unverified && !hop.package->space.empty())
            add("how room is made for " + file);
    }
    for (const auto* copy : copies)
        if (copy->unverified) add("how " + copy->title + " is read");
    return all;
}

LoadPlan plan_load(const Catalogue& catalogue, const LoadRequest& request, const std::map<std::string, std::uint64_t>& images, const Learnt& learnt) {
    return Planner{catalogue, request, images, learnt}.plan();
}

std::map<std::string, std::uint64_t> files_of(const ImageStore& store) {
    std::map<std::string, std::uint64_t> files;
    for (const auto& [name, image] : store.images())
        if (store.has(name)) files[name] = image.bytes;
    for (const auto& name : store.unlisted()) files[name] = std::filesystem::file_size(store.path_of(name));
    return files;
}

}  // namespace station
