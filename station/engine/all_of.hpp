#pragma once
// Several coroutines side by side on the station thread, and back together before anybody goes on.

#include "drivers/task.hpp"

#include <vector>

namespace station {

/// Runs the tasks side by side and returns when all of them ended. The first failure is thrown then, not before: nothing is left running.
drivers::Task<> all_of(std::vector<drivers::Task<>> tasks);

}  // namespace station
