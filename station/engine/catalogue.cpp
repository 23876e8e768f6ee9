#include "station/engine/catalogue.hpp"

#include "yang/schema.hpp"

namespace station {

Catalogue::Catalogue(const yang::Schema& schema, const std::filesystem::path& file) {
    const auto document = schema.read_yaml(file);
    const auto root = document.root();
    if (root.name() != "catalogue") throw document.error(root, "is a " + root.name() + ", expected a catalogue");
    for (const auto& row : root.all("targets")) {
        const auto family = row["family"].text();
        targets_[family] = {.family = family,
                            .release = row["release"].text(),
                            .as_of = row["as-of"].text(),
                            .source = row["source"].text(),
                            .status = row["status"].text()};
    }
}

const Target* Catalogue::target(const std::string& family) const {
    const auto found = targets_.find(family);
    return found == targets_.end() ? nullptr : &found->second;
}

}  // namespace station
