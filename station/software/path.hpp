#pragma once
// By which trains a unit gets from one release to another, by the catalogue's rules. Pure; knows no packages.

#include "station/software/catalogue.hpp"

#include <functional>

namespace station {

struct Path {
    enum class Way {
        none,    ///< it runs what is wanted
        direct,  ///< one installation
        hops,    ///< several, by `stops`
        media    ///< no rule lets packages do it: installation from a medium, which takes everything along
    };
    Way way = Way::none;
    std::vector<Train> stops;  ///< between the two, in their order
    std::string why;           ///< the rule, one sentence
    bool operator==(const Path&) const = default;
};

/// `at_hand`: whether there is an image of some release of that train. Of several ways the one with images for all stops is taken, and of those
/// the shortest; where no way has them all, the shortest.
Path path_between(const Catalogue& catalogue, std::string_view family, std::string_view from, std::string_view to,
                  const std::function<bool(const Train&)>& at_hand);

}  // namespace station
