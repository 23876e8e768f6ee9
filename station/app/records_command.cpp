#include "reports/exports.hpp"
#include "reports/store.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"

#include <fstream>
#include <iostream>
#include <stdexcept>

namespace station {
namespace {

reports::Store open(const RecordsOptions& options) {
    if (!std::filesystem::is_directory(options.records))
        throw std::runtime_error{options.records.string() + " is no folder of records; name it with --records"};
    return reports::Store{options.records};
}

reports::SealedRecord find(const reports::Store& store, const RecordsOptions& options) {
    if (auto record = store.sealed(options.id)) return *record;
    throw std::runtime_error{"no sealed record \"" + options.id + "\" in " + options.records.string() + "; `station records list` shows them"};
}

std::string exported(const reports::SealedRecord& record, const std::string& format) {
    if (format == "json") return reports::export_json(record);
    const std::vector<reports::Record> one{reports::record_from_json(record.json)};
    return format == "measurements" ? reports::measurements_csv(one) : reports::parts_csv(one);
}

}  // namespace

int records_list_command(const RecordsOptions& options) {
    std::cout << reports::list_text(open(options).list());
    return exit_code::pass;
}

int records_show_command(const RecordsOptions& options) {
    const auto store = open(options);
    std::cout << reports::show_text(find(store, options));
    return exit_code::pass;
}

int records_export_command(const RecordsOptions& options) {
    const auto store = open(options);
    const auto record = find(store, options);
    const auto text = exported(record, options.format);
    if (options.out.empty()) {
        std::cout << text;
        return exit_code::pass;
    }
    std::ofstream file{options.out, std::ios::binary};
    if (!(file << text) || !file.flush()) throw std::runtime_error{options.out.string() + " cannot be written"};
    return exit_code::pass;
}

int records_verify_command(const RecordsOptions& options) {
    const auto store = open(options);
    const auto damage = store.damage();
    for (const auto& line : damage) std::cerr << line << "\n";
    if (!damage.empty()) return exit_code::error;
    std::cout << store.list().size() << " records, all as they were sealed\n";
    return exit_code::pass;
}

}  // namespace station
