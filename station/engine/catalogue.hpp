#pragma once
// Which release a family's units leave the bench with: dated data with its source, read from procedures/catalogue/.

#include <filesystem>
#include <map>
#include <string>

namespace yang {
class Schema;
}

namespace station {

struct Target {
    std::string family, release, as_of, source, status;
};

class Catalogue {
  public:
    Catalogue() = default;
    /// Throws yang::DocumentError.
    Catalogue(const yang::Schema& schema, const std::filesystem::path& file);

    /// Nothing when the catalogue has no row for the family.
    const Target* target(const std::string& family) const;

  private:
    std::map<std::string, Target> targets_;
};

}  // namespace station
