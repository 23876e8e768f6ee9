#include "station/software/digests.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace station {
namespace {

class Digest {
  public:
    explicit Digest(std::string method) : method_{std::move(method)}, context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
        const auto* kind = EVP_get_digestbyname(method_.c_str());
        if (!kind || !context_ || EVP_DigestInit_ex(context_.get(), kind, nullptr) != 1) throw std::runtime_error{"there is no digest " + method_};
    }
    void add(std::string_view bytes) {
        if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) throw std::runtime_error{method_ + " failed"};
    }
    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned size = 0;
        if (EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) != 1) throw std::runtime_error{method_ + " failed"};
        std::string text;
        for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", bytes[i]);
        return text;
    }
    const std::string& method() const { return method_; }

  private:
    std::string method_;
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

}  // namespace

std::map<std::string, std::string> digests_of_file(const std::filesystem::path& file, const std::set<std::string>& methods, const std::filesystem::path& copy_to) {
    const auto trouble = [](const std::filesystem::path& with) { return std::runtime_error{with.string() + ": " + std::strerror(errno)}; };
    std::vector<Digest> digests;
    for (const auto& method : methods) digests.emplace_back(method);
    std::ifstream in{file, std::ios::binary};
    if (!in) throw trouble(file);
    std::ofstream copy;
    if (!copy_to.empty()) copy.open(copy_to, std::ios::binary | std::ios::trunc);
    if (!copy_to.empty() && !copy) throw trouble(copy_to);
    std::vector<char> buffer(1 << 18);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0) {
        const std::string_view bytes{buffer.data(), static_cast<std::size_t>(in.gcount())};
        for (auto& digest : digests) digest.add(bytes);
        if (!copy_to.empty() && !copy.write(bytes.data(), in.gcount())) throw trouble(copy_to);
    }
    if (in.bad()) throw trouble(file);
    if (!copy_to.empty() && !copy.flush()) throw trouble(copy_to);
    std::map<std::string, std::string> all;
    for (auto& digest : digests) all[digest.method()] = digest.hex();
    return all;
}

}  // namespace station
