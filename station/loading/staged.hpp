#pragma once
// An image on its way onto a unit: what it is, and where it lies on either side.

#include "drivers/family.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace station {

struct Staged {
    const drivers::Package* package = nullptr;
    std::filesystem::path file;     ///< on the station
    std::string remote_path;        ///< on the unit
    std::string release, sha256;    ///< the digest it had when it was added to the images
    bool as_published = false;      ///< and that was compared with its maker's

    std::string name() const { return file.filename().string(); }
    /// What a family's commands have filled in.
    std::map<std::string, std::string> values() const { return {{"path", remote_path}, {"file", name()}, {"release", release}}; }
};

}  // namespace station
