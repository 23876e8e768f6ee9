#include "station/software/digests.hpp"

#include "reports/digest.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace station {

std::map<std::string, std::string> digests_of_file(const std::filesystem::path& file, const std::set<std::string>& methods, const std::filesystem::path& copy_to) {
    const auto trouble = [](const std::filesystem::path& with) { return std::runtime_error{with.string() + ": " + std::strerror(errno)}; };
    std::map<std::string, reports::Digest> digests;
    for (const auto& method : methods) digests.emplace(method, method);
    std::ifstream in{file, std::ios::binary};
    if (!in) throw trouble(file);
    std::ofstream copy;
    if (!copy_to.empty()) copy.open(copy_to, std::ios::binary | std::ios::trunc);
    if (!copy_to.empty() && !copy) throw trouble(copy_to);
    std::vector<char> buffer(1 << 18);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
        const std::string_view bytes{buffer.data(), static_cast<std::size_t>(in.gcount())};
        for (auto& [method, digest] : digests) digest.add(bytes);
        if (!copy_to.empty() && !copy.write(bytes.data(), in.gcount())) throw trouble(copy_to);
    }
    if (in.bad()) throw trouble(file);
    if (!copy_to.empty() && !copy.flush()) throw trouble(copy_to);
    std::map<std::string, std::string> all;
    for (auto& [method, digest] : digests) all[method] = digest.hex();
    return all;
}

}  // namespace station
