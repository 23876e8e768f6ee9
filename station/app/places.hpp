#pragma once
// What every command starts from: the modules with the steps composed in, and the data that comes with the program.

#include "station/software/catalogue.hpp"

#include <filesystem>
#include <memory>

namespace drivers {
class Families;
}
namespace yang {
class Schema;
}

namespace station {

/// The schema of all documents, steps included. Throws yang::DocumentError.
std::unique_ptr<yang::Schema> load_schema();
/// drivers/families/.
drivers::Families load_families(const yang::Schema& schema);
/// procedures/catalogue/releases.yaml.
std::filesystem::path catalogue_file();
Catalogue load_catalogue(const yang::Schema& schema);

/// What commands return to the shell.
namespace exit_code {
constexpr int pass = 0, fail = 1, error = 2, aborted = 3;
}

}  // namespace station
