#pragma once
// The digest an image's maker publishes: as it is typed, or as it stands in a file beside the image.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace station {

struct Published {
    std::string method;  ///< sha256, sha1, md5
    std::string digest;  ///< lower-case hex
    std::string source;
    bool operator==(const Published&) const = default;
};

/// A digest as people copy it, with blanks and capitals; which kind follows from its length. Throws std::invalid_argument when it is none.
Published published(std::string_view digest, const std::string& source);

/// The digest in IMAGE.sha256, .sha1 or .md5 (as their programs write them); nothing when there is no such file.
std::optional<Published> published_beside(const std::filesystem::path& image);

}  // namespace station
