#include "station/software/catalogue_import.hpp"

#include "reports/run_folder.hpp"
#include "station/software/catalogue_text.hpp"
#include "station/software/csv.hpp"
#include "station/software/cve.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <filesystem>

namespace station {
namespace {

/// Of two rows for the same place the one looked up later counts.
template <typename Row>
bool outweighs(const Row& fresh, const Row& known) {
    return fresh.known.as_of >= known.known.as_of;
}

/// Of two floors the higher: a release has to have all holes mended. None mended is above all.
bool outweighs(const SecurityFloor& fresh, const SecurityFloor& known) {
    if (fresh.release.empty() || known.release.empty()) return fresh.release.empty() && !known.release.empty();
    return compare(drivers::junos::parse_version(fresh.release), drivers::junos::parse_version(known.release)) > 0;
}

class Merger {
  public:
    explicit Merger(Catalogue into) { imported_.catalogue = std::move(into); }

    void take(const Catalogue& fresh) {
        auto& known = imported_.catalogue;
        take(fresh.targets, known.targets);
        take(fresh.trains, known.trains);
        take(fresh.floors, known.floors);
        take(fresh.exceptions, known.exceptions);
        take(fresh.firmware, known.firmware);
    }
    void remark(std::vector<std::string> remarks) { std::move(remarks.begin(), remarks.end(), std::back_inserter(imported_.remarks)); }
    Imported done() { return std::move(imported_); }

  private:
    template <typename Row>
    void take(const std::vector<Row>& fresh, std::vector<Row>& known) {
        for (const auto& row : fresh) take_row(row, known);
    }

    template <typename Row>
    void take_row(const Row& row, std::vector<Row>& known) {
        const auto place = std::find_if(known.begin(), known.end(), [&](const Row& other) { return same_place(row, other); });
        if (place == known.end()) {
            imported_.changes.push_back("+ " + yaml_of(row));
            known.push_back(row);
        } else if (*place == row) {
            ++imported_.same;
        } else if (outweighs(row, *place)) {
            imported_.changes.push_back("~ " + yaml_of(*place) + "\n  -> " + yaml_of(row));
            *place = row;
        } else {
            imported_.remarks.push_back("kept " + yaml_of(*place) + ", which outweighs " + yaml_of(row));
        }
    }

    Imported imported_;
};

std::vector<std::filesystem::path> spread_out(const std::vector<std::filesystem::path>& files) {
    std::vector<std::filesystem::path> all;
    for (const auto& file : files) {
        if (!std::filesystem::is_directory(file)) {
            all.push_back(file);
            continue;
        }
        const auto first = all.size();
        for (const auto& entry : std::filesystem::directory_iterator{file})
            if (entry.path().extension() == ".csv" || entry.path().extension() == ".json") all.push_back(entry.path());
        std::sort(all.begin() + static_cast<std::ptrdiff_t>(first), all.end());
    }
    return all;
}

void take_file(const yang::Schema& schema, const std::filesystem::path& file, const CatalogueRules* rules, Merger& merger) {
    if (file.extension() == ".json") {
        auto cve = read_cve(reports::read_whole(file), file.string());
        for (const auto& floor : cve.floors)
            if (const auto day = parse_day(floor.known.as_of); rules && rules->today && day && *day > *rules->today)
                throw yang::DocumentError{file.string() + ":1: " + floor.known.source + " is of " + floor.known.as_of + ", which is yet to come"};
        Catalogue fresh;
        fresh.floors = std::move(cve.floors);
        merger.take(fresh);
        merger.remark(std::move(cve.left_out));
    } else if (file.extension() == ".csv") {
        merger.take(catalogue_of(schema.parse_yaml(catalogue_of_csv(reports::read_whole(file), file.string()), file.string()), rules));
    } else {
        throw yang::DocumentError{file.string() + ": is neither a table (.csv) nor a CVE record (.json)"};
    }
}

}  // namespace

Imported import_files(const yang::Schema& schema, Catalogue into, const std::vector<std::filesystem::path>& files, const CatalogueRules* rules) {
    Merger merger{std::move(into)};
    std::string wrong;
    for (const auto& file : spread_out(files)) {
        try {
            take_file(schema, file, rules, merger);
        } catch (const std::runtime_error& error) {  // it cannot be read, or is no such document
            wrong += (wrong.empty() ? "" : "\n") + std::string{error.what()};
        }
    }
    if (!wrong.empty()) throw yang::DocumentError{wrong};
    return merger.done();
}

}  // namespace station
