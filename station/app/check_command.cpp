#include "drivers/family.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/procedure.hpp"
#include "yang/schema.hpp"

#include <iostream>

namespace station {
namespace {

// The same code as loading: YANG first, then what the loader of that kind demands.
std::string check(const yang::Schema& schema, const std::filesystem::path& file) {
    const auto document = schema.read(file);
    const auto kind = document.root().name();
    if (kind == "bench") read_bench(schema, file);
    if (kind == "procedure") read_procedure(schema, file);
    if (kind == "catalogue") read_catalogue(schema, file);
    if (kind == "family") drivers::Families{schema, file.parent_path().empty() ? "." : file.parent_path()};
    return kind;
}

}  // namespace

int check_command(const std::vector<std::filesystem::path>& files) {
    const auto schema = load_schema();
    int code = exit_code::pass;
    for (const auto& file : files) {
        try {
            std::cout << file.string() << ": a good " << check(*schema, file) << "\n";
        } catch (const yang::DocumentError& wrong) {
            std::cerr << wrong.what() << "\n";
            code = exit_code::error;
        }
    }
    return code;
}

}  // namespace station
