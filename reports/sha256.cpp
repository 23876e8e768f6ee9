#include "reports/sha256.hpp"

#include "reports/digest.hpp"

#include <fmt/format.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace reports {

std::string sha256(std::string_view bytes) {
    Digest digest{"sha256"};
    digest.add(bytes);
    return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw std::runtime_error(fmt::format("{}: {}", file.string(), std::strerror(errno)));
    Digest digest{"sha256"};
    std::array<char, 65536> buffer{};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0)
        digest.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
    if (in.bad()) throw std::runtime_error(fmt::format("{}: cannot be read", file.string()));
    return digest.hex();
}

}  // namespace reports
