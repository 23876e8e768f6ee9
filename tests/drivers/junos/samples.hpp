#pragma once
// The samples of this folder's tests: replies of units that never were, written in the shapes that units use.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace drivers::junos::samples {

inline const std::filesystem::path folder = STATION_SOURCE_DIR "/tests/samples";

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path.is_absolute() ? path : folder / path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// Every sample file, relative to the folder.
inline std::vector<std::string> all() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder})
        if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(folder).string());
    return files;
}

}  // namespace drivers::junos::samples
