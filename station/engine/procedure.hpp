#pragma once
// A procedure: the ordered steps a run takes, read once from YAML.

#include "reports/purpose.hpp"
#include "station/engine/step.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace drivers {
class Families;
}
namespace yang {
class Schema;
}

namespace station {

struct PlannedStep {
    std::string name;    ///< unique within the procedure: the step's or its settings' name, else the action; numbered when it recurs
    std::string action;
    Does does = Does::other;
    bool go_on_after_fail = false;
    std::unique_ptr<Step> step;
};

struct Procedure {
    std::string name, title, sha256;  ///< the digest of the file's bytes
    int version = 0;
    reports::Purpose purpose = reports::Purpose::none;  ///< as it states it; else what its steps do, and never certify
    std::vector<std::string> families;  ///< empty: all
    std::vector<PlannedStep> steps;
};

/// Throws yang::DocumentError that tells all that is wrong. Without `families` the names of queries and families are not held against them.
Procedure read_procedure(const yang::Schema& schema, const std::filesystem::path& file, const drivers::Families* families = nullptr);

}  // namespace station
