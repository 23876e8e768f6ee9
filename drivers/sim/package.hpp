#pragma once
// The software packages simulated units take: small files that say their name and release in their first
// line.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::sim {

struct PackageLabel {
    std::string name, release;
};
/// From the first line of a package; nothing when it is not one.
std::optional<PackageLabel> package_label(std::string_view head);
void write_package(const std::filesystem::path& out, const std::string& name, const std::string& release,
                   std::uint64_t bytes);

/// Whether `file_name` is what `pattern` ("junos-install-mx-x86-64-{release}.tgz") makes of `release`.
bool package_fits(std::string_view pattern, std::string_view file_name, std::string_view release);

}  // namespace drivers::sim
