#pragma once
// SHA-256 of bytes and of files, as lower-case hex.

#include <filesystem>
#include <string>
#include <string_view>

namespace reports {

std::string sha256(std::string_view bytes);
/// Throws std::runtime_error with file and reason when it cannot be read.
std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace reports
