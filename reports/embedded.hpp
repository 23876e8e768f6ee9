#pragma once
// The SQL migrations and the paper templates, compiled in so that a program never meets those of another
// version. Written by embed.cmake.

#include <span>
#include <string_view>

namespace reports {

struct EmbeddedFile {
    std::string_view name, text;  ///< "001-runs.sql"
};

std::span<const EmbeddedFile> embedded_files();  ///< sorted by name
std::string_view embedded(std::string_view name);

}  // namespace reports
