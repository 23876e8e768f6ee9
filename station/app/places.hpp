#pragma once
// What every command starts from: the modules with the steps composed in, and the data that comes with the program, with that of a bench over it.

#include "station/software/catalogue.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace drivers {
class Families;
}
namespace yang {
class Schema;
}

namespace station {

struct OwnData;

/// The schema of all documents, steps included. Throws yang::DocumentError.
std::unique_ptr<yang::Schema> load_schema();

/// drivers/families/, and a bench's over it.
drivers::Families load_families(const yang::Schema& schema);
drivers::Families load_families(const yang::Schema& schema, const OwnData& own);

/// procedures/catalogue/releases.yaml.
std::filesystem::path catalogue_file();
/// It, and a bench's over it.
Catalogue load_catalogue(const yang::Schema& schema, const drivers::Families& families);
Catalogue load_catalogue(const yang::Schema& schema, const drivers::Families& families, const OwnData& own);
/// The file alone, held against the families that there are.
Catalogue load_catalogue_file(const yang::Schema& schema, const drivers::Families& families, const std::filesystem::path& file);
/// The same over the shipped one.
Catalogue load_catalogue_over_shipped(const yang::Schema& schema, const drivers::Families& families, const std::filesystem::path& file);

/// The day it is, UTC.
Day today();

/// The file of a procedure: a path as it is; a bare name ("certify") among the bench's and the shipped ones. Throws std::invalid_argument that names
/// those there are.
std::filesystem::path find_procedure(const std::string& name, const OwnData& own);

/// What commands return to the shell.
namespace exit_code {
constexpr int pass = 0, fail = 1, error = 2, aborted = 3;
}

}  // namespace station
