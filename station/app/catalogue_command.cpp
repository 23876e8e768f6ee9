#include "drivers/family.hpp"
#include "reports/run_folder.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "station/software/catalogue_import.hpp"
#include "station/software/catalogue_text.hpp"
#include "yang/schema.hpp"

#include <filesystem>
#include <iostream>
#include <stdexcept>

namespace station {
namespace {

OwnData own_of(const yang::Schema& schema, const CatalogueOptions& options) {
    return options.bench.empty() ? OwnData{} : read_bench(schema, options.bench).own;
}

}  // namespace

// As a run sees it: a bench's own over the shipped one; a file that is named, alone.
int catalogue_show_command(const CatalogueOptions& options) {
    const auto schema = load_schema();
    const auto own = own_of(*schema, options);
    const auto families = load_families(*schema, own);
    std::cout << catalogue_table(options.catalogue.empty() ? load_catalogue(*schema, families, own) : load_catalogue_file(*schema, families, options.catalogue), today());
    return exit_code::pass;
}

int catalogue_import_command(const CatalogueOptions& options) {
    const auto schema = load_schema();
    const auto own = own_of(*schema, options);
    const auto families = load_families(*schema, own);
    const auto file = !options.catalogue.empty() ? options.catalogue : !own.catalogue.empty() ? own.catalogue : catalogue_file();
    const CatalogueRules rules{families, today()};
    const auto imported = import_files(*schema, read_catalogue(*schema, file, &rules), options.files, &rules);
    for (const auto& change : imported.changes) std::cout << change << "\n";
    for (const auto& remark : imported.remarks) std::cout << "  " << remark << "\n";
    std::cout << imported.changes.size() << " rows change, " << imported.same << " say what was known\n";
    if (options.dry_run || imported.changes.empty()) {
        std::cout << file.string() << " is as it was\n";
        return exit_code::pass;
    }
    const auto yaml = catalogue_yaml(imported.catalogue, head_of(std::filesystem::exists(file) ? reports::read_whole(file) : ""));
    // What was written has to say what was meant before it takes the place of what was there.
    if (catalogue_of(schema->parse_yaml(yaml, file.string()), &rules) != imported.catalogue)
        throw std::logic_error{"the catalogue cannot be written as it is meant"};
    reports::write_whole(file, yaml);
    std::cout << "written to " << file.string() << "\n";
    return exit_code::pass;
}

}  // namespace station
