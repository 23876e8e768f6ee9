#include "station/app/places.hpp"

#include "drivers/family.hpp"
#include "station/engine/step.hpp"
#include "yang/schema.hpp"

namespace station {

std::unique_ptr<yang::Schema> load_schema() {
    return std::make_unique<yang::Schema>(yang::data_folder() / "yang",
                                          std::vector<std::pair<std::string, std::string>>{{"station-steps", step_submodule()}});
}

drivers::Families load_families(const yang::Schema& schema) { return {schema, yang::data_folder() / "drivers" / "families"}; }

std::filesystem::path catalogue_file() { return yang::data_folder() / "procedures" / "catalogue" / "releases.yaml"; }

Catalogue load_catalogue(const yang::Schema& schema) {
    return read_catalogue(schema, catalogue_file());
}

}  // namespace station
