#include "drivers/family.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "station/bench/bench.hpp"
#include "station/engine/procedure.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <iostream>

namespace station {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> yaml_files(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder})
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// Loads what it checks, and nothing else: YANG first, then what the loader of that kind demands.
class Check {
  public:
    Check(const yang::Schema& schema, OwnData own) : schema_{schema}, own_{std::move(own)} {}

    std::string operator()(const fs::path& file) const {
        const auto document = schema_.read(file);
        const auto kind = document.root().name();
        const bool is_yaml = file.extension() != ".json";  // a machine wrote the others: their module says all of them
        if (kind == "bench" && is_yaml) check_bench(file);
        if (kind == "procedure" && is_yaml) check_procedure(file, own_);
        if (kind == "catalogue" && is_yaml) load_catalogue_over_shipped(schema_, load_families(schema_, own_), file);
        if (kind == "family" && is_yaml) load_families(schema_, with_family(file));
        return kind;
    }

  private:
    // With all that it brings along: a run would load it too.
    void check_bench(const fs::path& file) const {
        const auto bench = read_bench(schema_, file);
        yang::Complaints wrong;
        wrong.gather([&] {
            const auto families = load_families(schema_, bench.own);
            wrong.gather([&] { load_catalogue(schema_, families, bench.own); });
        });
        if (!bench.own.procedures.empty())
            for (const auto& procedure : yaml_files(bench.own.procedures)) wrong.gather([&] { check_procedure(procedure, bench.own); });
        wrong.tell();
    }

    void check_procedure(const fs::path& file, const OwnData& own) const {
        const auto families = load_families(schema_, own);
        read_procedure(schema_, file, &families);
    }

    // A family is read over the shipped ones, together with those beside it.
    OwnData with_family(const fs::path& file) const {
        const auto folder = fs::weakly_canonical(fs::absolute(file)).parent_path();
        auto own = own_;
        own.families = fs::equivalent(folder, yang::data_folder() / "drivers" / "families") ? fs::path{} : folder;
        return own;
    }

    const yang::Schema& schema_;
    OwnData own_;
};

}  // namespace

int check_command(const CheckOptions& options) {
    const auto schema = load_schema();
    const Check check{*schema, options.bench.empty() ? OwnData{} : read_bench(*schema, options.bench).own};
    int code = exit_code::pass;
    for (const auto& file : options.files) {
        try {
            const auto kind = check(file);  // before a word of praise is said
            std::cout << file.string() << ": a good " << kind << "\n";
        } catch (const yang::DocumentError& wrong) {
            std::cerr << wrong.what() << "\n";
            code = exit_code::error;
        } catch (const std::exception& wrong) {  // whatever else a loader says is said of this file, and the others are checked all the same
            std::cerr << file.string() << ": " << wrong.what() << "\n";
            code = exit_code::error;
        }
    }
    return code;
}

}  // namespace station
