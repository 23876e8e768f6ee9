// `station family`: what the data of a family makes of the log of a console. This is how a bench brings us the log of a unit nobody saw.
#include "drivers/family.hpp"
#include "drivers/family_replay.hpp"
#include "drivers/transcript.hpp"
#include "station/app/commands.hpp"
#include "station/app/places.hpp"
#include "yang/schema.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

namespace station {
namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file || std::filesystem::is_directory(path)) throw std::runtime_error{path.string() + ": cannot be read"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

const drivers::Family& family_named(const drivers::Families& families, const std::string& name) {
    if (const auto* family = families.by_name(name)) return *family;
    if (const auto* family = families.by_model(name)) return *family;
    std::string known;
    for (const auto& family : families.all()) known += (known.empty() ? "" : ", ") + family.name;
    throw std::runtime_error{"there is no family " + name + "; known: " + known};
}

drivers::Replay replayed(const drivers::Family& family, const std::filesystem::path& path) {
    const auto bytes = bytes_of(path);
    if (bytes.starts_with("station-transcript ")) return replay_frames(family, drivers::read_transcript(path));
    return replay_log(family, bytes);
}

void print(const drivers::Replay& replay) {
    for (const auto& line : replay.lines) {
        std::cout << fmt::format("{:>5} | {}\n", line.number, line.text);
        for (const auto& [kind, name, detail] : line.taken)
            std::cout << "        " << kind << (name.empty() ? "" : " " + name) << (detail.empty() ? "" : ": " + detail) << "\n";
    }
    for (const auto& [key, value] : replay.summary) std::cout << key << " = " << value << "\n";
}

/// Nothing: nobody expects anything of it.
std::filesystem::path expectations_of(const FamilyOptions& options) {
    if (!options.expected.empty()) return options.expected;
    auto beside = options.transcript;
    beside += ".expect";
    return std::filesystem::exists(beside) ? beside : std::filesystem::path{};
}

}  // namespace

int family_list_command() {
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    for (const auto& family : families.all()) std::cout << fmt::format("{:<14} {}\n", family.name, family.title);
    return exit_code::pass;
}

int family_replay_command(const FamilyOptions& options) {
    const auto schema = load_schema();
    const auto families = load_families(*schema);
    const auto replay = replayed(family_named(families, options.family), options.transcript);
    print(replay);
    const auto expected = expectations_of(options);
    if (expected.empty()) return exit_code::pass;
    try {
        const auto wrong = differences(replay, drivers::read_replay_expectations(bytes_of(expected)));
        for (const auto& words : wrong) std::cerr << expected.string() << ": " << words << "\n";
        return wrong.empty() ? exit_code::pass : exit_code::fail;
    } catch (const std::invalid_argument& broken) {
        std::cerr << expected.string() << ": " << broken.what() << "\n";
        return exit_code::error;
    }
}

}  // namespace station
