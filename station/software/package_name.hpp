#pragma once
// What the name of a software package says, and whether it is one for a unit: each platform's names are data of its family. Opens no file.

#include "drivers/family.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace station {

/// A package of a family, in some release.
struct NamedPackage {
    const drivers::Family* family = nullptr;
    const drivers::Package* package = nullptr;
    std::string release;
};

/// Why a package is not for a unit, for people.
struct NotForThisUnit {
    std::string reason;
};

/// All that a file of this name could be. Families that share a name for their packages each have one; empty: no family's.
std::vector<NamedPackage> packages_named(const drivers::Families& families, std::string_view file_name);

/// The release in the name of a file that is this package; empty when it is none, or another edition of it.
std::string release_in(const drivers::Package& package, std::string_view file_name);

/// Whether units of this family and model take this package.
bool takes(const drivers::Package& package, std::string_view model, std::string_view release);
/// Whether a unit that runs this release keeps that copy of its system.
bool keeps(std::string_view release, const drivers::SystemCopy& copy);
/// Those that a unit takes a release as, in the family's order.
std::vector<const drivers::Package*> packages_for(const drivers::Family& family, std::string_view model, std::string_view release);

/// The package a file of this name is for a unit, or why it is none.
std::variant<NamedPackage, NotForThisUnit> package_for_unit(const drivers::Families& families, const drivers::Family& family, std::string_view model,
                                                            std::string_view file_name);
/// What is wrong with a name that is no family's package: media, another kind of package, no package at all.
std::string why_no_package(const drivers::Families& families, std::string_view file_name);

}  // namespace station
