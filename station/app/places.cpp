#include "station/app/places.hpp"

#include "drivers/family.hpp"
#include "drivers/names.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/step.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <stdexcept>

namespace station {
namespace {

std::filesystem::path shipped(const char* folder) { return yang::data_folder() / folder; }

std::vector<std::filesystem::path> procedures_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    if (folder.empty()) return files;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::unique_ptr<yang::Schema> load_schema() {
    return std::make_unique<yang::Schema>(shipped("yang"), std::vector<std::pair<std::string, std::string>>{{"station-steps", step_submodule()}});
}

drivers::Families load_families(const yang::Schema& schema) { return load_families(schema, OwnData{}); }

drivers::Families load_families(const yang::Schema& schema, const OwnData& own) {
    std::vector<std::filesystem::path> folders{shipped("drivers/families")};
    if (!own.families.empty()) folders.push_back(own.families);
    return {schema, folders};
}

std::filesystem::path catalogue_file() { return shipped("procedures/catalogue/releases.yaml"); }

Day today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

Catalogue load_catalogue_file(const yang::Schema& schema, const drivers::Families& families, const std::filesystem::path& file) {
    const CatalogueRules rules{families, today()};
    return read_catalogue(schema, file, &rules);
}

// Its days were in the past when it was written: a station whose clock is behind hears so when a row is judged.
Catalogue load_catalogue(const yang::Schema& schema, const drivers::Families& families) {
    const CatalogueRules rules{families};
    return read_catalogue(schema, catalogue_file(), &rules);
}

Catalogue load_catalogue_over_shipped(const yang::Schema& schema, const drivers::Families& families, const std::filesystem::path& file) {
    const CatalogueRules rules{families, today()};
    const auto document = schema.read_yaml(file);
    return layered(load_catalogue(schema, families), catalogue_of(document, &rules), document);
}

Catalogue load_catalogue(const yang::Schema& schema, const drivers::Families& families, const OwnData& own) {
    return own.catalogue.empty() ? load_catalogue(schema, families) : load_catalogue_over_shipped(schema, families, own.catalogue);
}

std::filesystem::path find_procedure(const std::string& name, const OwnData& own) {
    const std::filesystem::path as_path{name};
    if (as_path.has_parent_path() || (as_path.extension() == ".yaml" && std::filesystem::exists(as_path))) return as_path;
    const auto wanted = as_path.extension() == ".yaml" ? as_path.stem().string() : name;
    std::vector<std::string> names;
    for (const auto& folder : {own.procedures, shipped("procedures")})
        for (const auto& file : procedures_in(folder)) {
            if (file.stem() == wanted) return file;
            if (!drivers::holds(names, file.stem().string())) names.push_back(file.stem().string());
        }
    if (std::filesystem::is_regular_file(as_path)) return as_path;
    const auto near = yang::nearest(wanted, names);
    throw std::invalid_argument{"there is no procedure \"" + name + "\" (there are " + drivers::joined(names) + "; a file of another place is named by its path)" +
                                (near.empty() ? "" : "; did you mean " + near + "?")};
}

}  // namespace station
