#include "drivers/secret_file.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace drivers {

std::string trouble_with_secret_file(const std::filesystem::path& file) {
    struct ::stat about {};
    if (::stat(file.c_str(), &about) != 0 || ::access(file.c_str(), R_OK) != 0)
        return fmt::format("\"{}\" cannot be read: {}", file.string(), std::strerror(errno));
    if (!S_ISREG(about.st_mode)) return fmt::format("\"{}\" is no file", file.string());
    const auto mode = about.st_mode & 0777u;
    if (mode & 077u) return fmt::format("\"{}\" can be read or written by others (mode {:04o}): chmod 600 it", file.string(), mode);
    return {};
}

}  // namespace drivers
