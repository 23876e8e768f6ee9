#include "station/software/package_name.hpp"

#include "drivers/expect.hpp"
#include "drivers/junos/version.hpp"

#include <algorithm>
#include <array>

namespace station {
namespace {

using drivers::junos::compare;
using drivers::junos::parse_version;

/// A file's name around its release: "junos-install-mx-x86-64-", "21.4R3-S5.4", ".tgz".
struct Pieces {
    std::string head, release, tail;
};

// A release is what can be read as one: everything longer is tried first, so that "-domestic-signed" stays in the tail.
Pieces pieces_of(std::string_view name) {
    for (std::size_t at = 0; at + 3 < name.size(); ++at) {
        const bool begins = name[at] >= '0' && name[at] <= '9' && (at == 0 || name[at - 1] == '-');
        if (!begins) continue;
        const auto version = parse_version(name.substr(at));
        if (!version.known()) continue;
        auto end = name.find_first_of(".-", at);
        for (auto next = end; next != std::string_view::npos; next = name.find_first_of(".-", next + 1)) {
            const auto piece = parse_version(name.substr(at, next - at));
            if (piece.known() && piece.build.empty()) end = next;
        }
        if (name.substr(end).starts_with("-EVO")) end += 4;
        return {std::string{name.substr(0, at)}, std::string{name.substr(at, end - at)}, std::string{name.substr(end)}};
    }
    return {};
}

std::pair<std::string, std::string> around(const drivers::Package& package) {
    const auto hole = package.file.find("{release}");
    return {package.file.substr(0, hole), package.file.substr(hole + 9)};
}

std::string edition(std::string tail) {
    for (const auto* ending : {".tgz", ".gz", ".img", ".iso"})
        if (tail.ends_with(ending)) tail.resize(tail.size() - std::string_view{ending}.size());
    return tail.empty() ? "plain" : tail.substr(1);
}

std::string without(std::string text, std::string_view word) {
    if (const auto at = text.find(word); at != std::string::npos) text.erase(at, word.size());
    return text;
}

/// Another edition or variant of a package that this unit takes.
std::string other_edition(const drivers::Family& family, std::string_view model, const Pieces& name) {
    for (const auto& package : family.packages) {
        if (package.file.empty() || !takes(package, model, name.release)) continue;
        const auto [head, tail] = around(package);
        if (name.head == head && name.tail != tail)
            return "is the " + edition(name.tail) + " edition, and this unit takes the " + edition(tail) + " one: " + package.file_for(name.release);
        if (without(name.head, "-flex") == head) return "is the automation-enhanced (flex) variant, and this unit takes " + package.file_for(name.release);
    }
    return {};
}

/// Its own family's, but not for this model or this release.
std::string other_model_or_release(const drivers::Family& family, std::string_view model, std::string_view file_name) {
    for (const auto& package : family.packages) {
        const auto release = release_in(package, file_name);
        if (release.empty()) continue;
        if (!drivers::TextPattern{package.model}.found_in(model)) return "is for other models of " + family.title + ", not for " + std::string{model};
        const auto right = packages_for(family, model, release);
        return "is no package of release " + release + (right.empty() ? "" : ", which comes as " + right.front()->file_for(release));
    }
    return {};
}

}  // namespace

std::string release_in(const drivers::Package& package, std::string_view file_name) {
    auto release = package.file.empty() ? "" : package.release_of(file_name);
    const auto version = parse_version(release);
    return version.known() && version.build.empty() ? release : "";
}

std::vector<NamedPackage> packages_named(const drivers::Families& families, std::string_view file_name) {
    std::vector<NamedPackage> all;
    for (const auto& family : families.all())
        for (const auto& package : family.packages)
            if (auto release = release_in(package, file_name); !release.empty() && !family.model.empty()) all.push_back({&family, &package, std::move(release)});
    return all;
}

namespace {

bool lies_between(std::string_view release, std::string_view from, std::string_view before) {
    const auto wanted = parse_version(release);
    return (from.empty() || compare(wanted, parse_version(from)) >= 0) && (before.empty() || compare(wanted, parse_version(before)) < 0);
}

}  // namespace

bool takes(const drivers::Package& package, std::string_view model, std::string_view release) {
    if (package.file.empty() || !drivers::TextPattern{package.model}.found_in(model)) return false;
    return lies_between(release, package.from, package.before);
}

bool keeps(std::string_view release, const drivers::SystemCopy& copy) { return lies_between(release, copy.from, copy.before); }

std::vector<const drivers::Package*> packages_for(const drivers::Family& family, std::string_view model, std::string_view release) {
    std::vector<const drivers::Package*> all;
    for (const auto& package : family.packages)
        if (takes(package, model, release)) all.push_back(&package);
    return all;
}

std::variant<NamedPackage, NotForThisUnit> package_for_unit(const drivers::Families& families, const drivers::Family& family, std::string_view model,
                                                            std::string_view file_name) {
    for (const auto& package : family.packages)
        if (auto release = release_in(package, file_name); !release.empty() && takes(package, model, release))
            return NamedPackage{&family, &package, std::move(release)};
    auto reason = other_edition(family, model, pieces_of(file_name));
    if (reason.empty()) reason = other_model_or_release(family, model, file_name);
    if (reason.empty()) {
        std::string others;
        for (const auto& other : packages_named(families, file_name))
            if (others.find(other.family->title) == std::string::npos) others += (others.empty() ? "" : ", ") + other.family->title;
        if (!others.empty()) reason = "is for " + others + "; this unit is of " + family.title;
    }
    if (reason.empty()) reason = why_no_package(families, file_name);
    return NotForThisUnit{std::string{file_name} + " " + reason};
}

std::string why_no_package(const drivers::Families& families, std::string_view file_name) {
    const auto ends = [file_name](std::string_view ending) { return file_name.ends_with(ending); };
    if (file_name.find("-usb-") != std::string_view::npos || file_name.find("-media-") != std::string_view::npos || ends(".img") || ends(".img.gz"))
        return "is installation media, which is written to a USB stick and not added as a package";
    if (file_name.starts_with("jam-")) return "is a continuity package: it adds cards to a release that is installed, and is none itself";
    if (!ends(".tgz") && !ends(".gz") && !ends(".iso")) return "is no software package: their names end in .tgz, .gz or .iso";
    const auto pieces = pieces_of(file_name);
    if (pieces.release.empty()) return "is no software package: no release is in its name";
    for (const auto& family : families.all())
        for (const auto& package : family.packages) {
            if (package.file.empty() || family.model.empty()) continue;
            const auto [head, tail] = around(package);
            if (pieces.head == head) return "is the " + edition(pieces.tail) + " edition of a package for " + family.title + ", whose units take the " + edition(tail) + " one";
            if (without(pieces.head, "-flex") == head) return "is the automation-enhanced (flex) variant of a package for " + family.title;
        }
    return "is for no platform that a family describes: drivers/families/ has the names";
}

}  // namespace station
