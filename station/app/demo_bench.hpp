#pragma once
// The bench of the demo: simulated units as programs of their own on real ptys and sockets, and the files a real bench would have.

#include "reports/verdict.hpp"
#include "station/app/child.hpp"
#include "station/app/simulated.hpp"
#include "station/bench/bench.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace drivers {
class Families;
}

namespace station {

struct Catalogue;

/// One simulated unit: its program, and what its personality says of itself.
struct SimulatedUnit {
    std::string slot, personality, title, label_serial, model;
    reports::Verdict deserves = reports::Verdict::none;
    Child program;
    ReadyLine reached;
};

/// Which units stand on the bench.
struct Cast {
    std::string only;  ///< one personality, by its file's name; empty: all there are
    int copies = 1;
    int time_scale = 1;  ///< their durations are divided by it
};

/// Starts the units; `folder` gets their consoles.
std::vector<SimulatedUnit> start_units(const yang::Schema& schema, const std::filesystem::path& folder, const Cast& cast);

/// Writes bench.yaml, its credentials and images of the catalogue's releases into `folder`; returns the bench file.
std::filesystem::path write_bench(const std::filesystem::path& folder, const std::vector<SimulatedUnit>& units,
                                  const drivers::Families& families, const Catalogue& catalogue, std::uint64_t image_bytes);

}  // namespace station
