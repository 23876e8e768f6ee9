#pragma once
// Many runs of a table, several at a time: a line for each as it ends, then the count. What a table's rows are it does not know.

#include "tests/e2e/trial.hpp"

#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace e2e {

struct BatchOptions {
    unsigned jobs = 2, minutes = 60;
    int time_scale = 1000;
    std::vector<std::string> only;
    bool keep = false;
    void add_to(CLI::App& app);
    /// Whether that name holds all words of `only`.
    bool wants(const std::string& name) const;
};

struct Case {
    std::string name;
    Trial trial;
    std::function<std::vector<std::string>(const Ending&)> complaints;
};

enum class Came { not_tried, right, wrong };

std::vector<Came> run_batch(const std::vector<Case>& cases, const BatchOptions& options);

/// Prints the count; the exit code of the program.
int tell_count(const std::vector<Came>& results);

}  // namespace e2e
