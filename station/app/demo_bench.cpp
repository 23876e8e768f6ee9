#include "station/app/demo_bench.hpp"

#include "drivers/family.hpp"
#include "station/software/catalogue.hpp"
#include "yang/schema.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace station {
namespace {

using namespace std::chrono_literals;

std::filesystem::path unit_sim() {
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "unit-sim";
    if (!std::filesystem::exists(beside)) throw std::runtime_error{beside.string() + " is missing; build the target unit-sim"};
    return beside;
}

SimulatedUnit start_unit(const yang::Schema& schema, const std::filesystem::path& file, const std::string& slot,
                         const std::filesystem::path& folder, int time_scale) {
    const auto document = schema.read_yaml(file);
    const auto root = document.root();
    SimulatedUnit unit{.slot = slot,
                       .personality = root["personality"].text(),
                       .title = root["title"].text_or(""),
                       .label_serial = root["label-serial"].text(),
                       .model = root["model"].text_or(""),
                       .deserves = reports::verdict_named(root["deserves"].text()).value_or(reports::Verdict::none),
                       .program = Child{unit_sim(),
                                        {file.string(), "--console", (folder / slot).string(), "--ssh", "0", "--time-scale", std::to_string(time_scale)}},
                       .reached = {}};
    unit.reached = read_ready_line(unit.program.line(20s));
    return unit;
}

constexpr std::uint64_t smallest_image = 1'000'000;

void make_image(const std::filesystem::path& file, const std::string& release, std::uint64_t bytes) {
    Child packer{unit_sim(), {"package", file.filename().string(), release, file.string(), "--bytes", std::to_string(bytes)}};
    try {
        packer.line(20s);
    } catch (const std::runtime_error&) {
        // it says nothing when all went well
    }
    if (!std::filesystem::exists(file)) throw std::runtime_error{file.string() + " was not made by unit-sim"};
}

}  // namespace

std::vector<SimulatedUnit> start_units(const yang::Schema& schema, const std::filesystem::path& folder, const Cast& cast) {
    std::filesystem::create_directories(folder);
    const auto personalities = yang::data_folder() / "drivers" / "sim" / "units";
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{personalities})
        if (entry.path().extension() == ".yaml" && (cast.only.empty() || entry.path().stem() == cast.only)) files.push_back(entry.path());
    if (files.empty()) throw std::invalid_argument{"there is no personality \"" + cast.only + "\" in " + personalities.string()};
    std::sort(files.begin(), files.end());
    std::vector<SimulatedUnit> units;
    for (int copy = 0; copy < cast.copies; ++copy)
        for (const auto& file : files)
            units.push_back(start_unit(schema, file, "A" + std::to_string(units.size() + 1), folder, cast.time_scale));
    return units;
}

std::filesystem::path write_bench(const std::filesystem::path& folder, const std::vector<SimulatedUnit>& units,
                                  const drivers::Families& families, const Catalogue& catalogue, std::uint64_t image_bytes) {
    const auto images = folder / "images";
    std::filesystem::create_directories(images);
    for (const auto& family : families.all()) {
        const bool stands_here = std::any_of(units.begin(), units.end(), [&](const auto& unit) { return families.by_model(unit.model) == &family; });
        if (const auto* target = catalogue.target(family.name))
            for (const auto& package : family.packages)
                if (!package.file.empty())
                    make_image(images / package.file_for(target->release), target->release, stands_here ? image_bytes : smallest_image);
    }

    const auto credentials = folder / "credentials";
    std::ofstream{credentials} << "# what the simulated units let in\nroot:juniper\n";
    std::filesystem::permissions(credentials, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);

    const auto file = folder / "bench.yaml";
    std::ofstream bench{file};
    bench << "bench: demo\nlocation: this machine, all units simulated\noperator: demo\ncredentials: credentials\nimages: images\nsimulated: true\n"
             "laboratory: { name: Demonstration bench, address: this machine }\nslots:\n";
    for (const auto& unit : units) {
        bench << "  - name: " << unit.slot << "  # " << unit.personality << "\n    console: serial://" << unit.reached.console << "\n";
        if (!unit.reached.other_consoles.empty()) bench << "    other-consoles:\n";
        for (const auto& other : unit.reached.other_consoles) bench << "      - serial://" << other << "\n";
        bench << "    management: { address: 127.0.0.1/8, ssh: " << unit.reached.ssh_port << " }\n";
    }
    if (!bench.flush()) throw std::runtime_error{file.string() + " cannot be written"};
    return file;
}

}  // namespace station
