#pragma once
// The software images in a folder, and the index beside them that says what each was when it was added. Synchronous, and reads whole images:
// call it through a Worker. Several processes may use one folder. What an image is for is said by its name (package_name.hpp).

#include "station/software/published.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace yang {
class Schema;
}

namespace station {

struct Image {
    std::string file;
    std::uint64_t bytes = 0;
    std::int64_t modified = 0;  ///< nanoseconds, of the file system's clock
    std::string sha256, added;  ///< added: RFC 3339
    std::optional<Published> maker;
    bool operator==(const Image&) const = default;
};

class ImageStore {
  public:
    /// An absent folder holds no images. Throws yang::DocumentError for an index that is none.
    ImageStore(const yang::Schema& schema, std::filesystem::path folder);

    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path path_of(const std::string& name) const { return folder_ / name; }
    const std::map<std::string, Image>& images() const { return images_; }
    /// Whether a file of that name lies in the folder, listed or not.
    bool has(const std::string& name) const;
    /// Names of files in the folder that nobody added.
    std::vector<std::string> unlisted() const;

    /// Copies a file into the folder (or takes up one that lies there) and lists it. With the maker's digest it has to be that; without, one in a
    /// file beside it counts. Throws std::runtime_error that says both digests when it is not; nothing is kept then.
    const Image& add(const std::filesystem::path& file, std::optional<Published> maker, const std::string& now);
    /// The image before it is used: read again when it is not listed, or was touched since. Throws std::runtime_error when it is not there, or not
    /// what was added.
    const Image& checked(const std::string& name, const std::string& now);
    /// What is wrong with a listed image, every byte of it read; empty: nothing.
    std::string damage(const std::string& name) const;
    /// Takes it off the list and the disk. Throws std::invalid_argument when there is none of that name.
    void remove(const std::string& name);

  private:
    void read_index();
    void write_index() const;
    void list(Image image);
    Image described(const std::string& name) const;

    const yang::Schema& schema_;
    std::filesystem::path folder_;
    std::map<std::string, Image> images_;
};

}  // namespace station
