#pragma once
// What loading a release onto a unit will take, before anything happens: which images in which order, each step with the time it is expected to
// take, and what it destroys. Made from values; executes nothing. load-software walks the same plan.

#include "station/software/image_store.hpp"
#include "station/software/package_name.hpp"
#include "station/software/path.hpp"

#include <chrono>
#include <functional>
#include <optional>
#include <set>

namespace station {

/// The unit, as far as loading it is concerned.
struct LoadRequest {
    const drivers::Family* family = nullptr;
    std::string model;
    std::vector<std::pair<std::string, std::string>> running;  ///< engine or member -> release
    std::string to;                                            ///< a release
};

/// One installation.
struct Hop {
    std::string release;                          ///< may lack the spin where no image is at hand
    const drivers::Package* package = nullptr;
    std::string file;                             ///< of the image
    std::string missing;                          ///< why it cannot be used; empty: it lies there
    std::uint64_t bytes = 0;
};

struct PlannedAction {
    std::string what;
    std::chrono::seconds expected{};
    bool learnt = false;   ///< from earlier runs; else it is the family's limit
    std::string destroys;  ///< what is gone afterwards, or at stake; empty: nothing
};

struct LoadPlan {
    Path path;
    std::string from, to;
    std::vector<Hop> hops;               ///< the last is the target's
    std::vector<PlannedAction> actions;  ///< none where nothing is to be done by the station
    std::vector<const drivers::SystemCopy*> copies;  ///< written over afterwards, where they hold another release
    std::vector<std::string> missing;                ///< images that are not there, one sentence each

    std::chrono::seconds expected() const;
    /// What of the way nobody here has seen work on a unit, one line each.
    std::vector<std::string> unverified() const;
};

/// How long something took before, on this model: "space", "upload" (of one megabyte), "digest", "install", "reboot", "remove"; nothing when nobody knows.
using Learnt = std::function<std::optional<std::chrono::duration<double>>(const std::string& what)>;

/// `images`: names of the files there are, with their sizes.
LoadPlan plan_load(const Catalogue& catalogue, const LoadRequest& request, const std::map<std::string, std::uint64_t>& images, const Learnt& learnt);

/// The files in a store, listed or not, with their sizes.
std::map<std::string, std::uint64_t> files_of(const ImageStore& store);

std::string plan_text(const LoadPlan& plan);

}  // namespace station
