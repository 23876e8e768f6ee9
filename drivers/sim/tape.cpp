#include "drivers/sim/tape.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

namespace drivers::sim {

Tape::Tape(std::filesystem::path folder, std::string name) : folder_{std::move(folder)}, name_{std::move(name)} {
    std::filesystem::create_directories(folder_);
}

// Opened for each keeping: whoever reads while the unit still talks finds whole pieces.
void Tape::keep(const char* direction, std::string_view bytes) {
    if (folder_.empty() || bytes.empty()) return;
    if (std::exchange(next_, false)) ++part_;
    const auto file = folder_ / (name_ + "." + std::to_string(part_) + direction);
    std::ofstream out{file, std::ios::binary | std::ios::app};
    if (!(out << bytes).flush()) throw std::runtime_error(file.string() + " cannot be written");
}

}  // namespace drivers::sim
