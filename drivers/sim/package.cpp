#include "drivers/sim/package.hpp"

#include "drivers/sim/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace drivers::sim {

std::optional<PackageLabel> package_label(std::string_view head) {
    const std::vector<std::string> words = words_of(head.substr(0, head.find('\n')));
    if (words.size() != 4 || words[0] != "unit-sim" || words[1] != "package") return {};
    return PackageLabel{words[2], words[3]};
}

void write_package(const std::filesystem::path& out, const std::string& name, const std::string& release,
                   std::uint64_t bytes) {
    std::ofstream file{out, std::ios::binary};
    const std::string line = fmt::format("unit-sim package {} {}\n", name, release);
    file << line;
    // The rest is a pattern that depends on the place only: the same arguments give the same file.
    std::string block(1 << 16, '\0');
    std::uint64_t written = line.size();
    for (std::uint32_t state = 2463534242u; written < bytes; written += block.size()) {
        for (char& c : block) {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            c = static_cast<char>(state);
        }
        block.resize(std::min<std::uint64_t>(block.size(), bytes - written));
        file.write(block.data(), static_cast<std::streamsize>(block.size()));
    }
    if (!file.flush()) throw std::runtime_error("cannot write " + out.string());
}

bool package_fits(std::string_view pattern, std::string_view file_name, std::string_view release) {
    const std::size_t hole = pattern.find("{release}");
    if (hole == pattern.npos) return file_name == pattern;
    return file_name == std::string{pattern.substr(0, hole)} + std::string{release} +
                            std::string{pattern.substr(hole + 9)};
}

}  // namespace drivers::sim
