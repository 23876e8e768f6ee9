#include "reports/run_folder.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/software/catalogue_import.hpp"
#include "station/software/catalogue_text.hpp"
#include "yang/schema.hpp"

#include <filesystem>
#include <iostream>
#include <stdexcept>

namespace station {
namespace {

std::filesystem::path file_of(const CatalogueOptions& options) { return options.catalogue.empty() ? catalogue_file() : options.catalogue; }

}  // namespace

int catalogue_show_command(const CatalogueOptions& options) {
    const auto schema = load_schema();
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    std::cout << catalogue_table(read_catalogue(*schema, file_of(options)), today);
    return exit_code::pass;
}

int catalogue_import_command(const CatalogueOptions& options) {
    const auto schema = load_schema();
    const auto file = file_of(options);
    const auto imported = import_files(*schema, read_catalogue(*schema, file), options.files);
    for (const auto& change : imported.changes) std::cout << change << "\n";
    for (const auto& remark : imported.remarks) std::cout << "  " << remark << "\n";
    std::cout << imported.changes.size() << " rows change, " << imported.same << " say what was known\n";
    if (options.dry_run || imported.changes.empty()) {
        std::cout << file.string() << " is as it was\n";
        return exit_code::pass;
    }
    const auto yaml = catalogue_yaml(imported.catalogue, head_of(std::filesystem::exists(file) ? reports::read_whole(file) : ""));
    // What was written has to say what was meant before it takes the place of what was there.
    if (catalogue_of(schema->parse_yaml(yaml, file.string())) != imported.catalogue) throw std::logic_error{"the catalogue cannot be written as it is meant"};
    reports::write_whole(file, yaml);
    std::cout << "written to " << file.string() << "\n";
    return exit_code::pass;
}

}  // namespace station
