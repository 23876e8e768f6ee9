#include "reports/sha256.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>
#include <stdexcept>

namespace reports {
namespace {

class Digest {
  public:
    Digest() : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
        if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
            throw std::runtime_error("SHA-256 is not available");
    }
    void add(std::string_view bytes) {
        if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1)
            throw std::runtime_error("SHA-256 failed");
    }
    std::string hex() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
        unsigned size = 0;
        if (EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) != 1)
            throw std::runtime_error("SHA-256 failed");
        std::string out;
        for (unsigned i = 0; i < size; ++i) out += fmt::format("{:02x}", bytes[i]);
        return out;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

}  // namespace

std::string sha256(std::string_view bytes) {
    Digest digest;
    digest.add(bytes);
    return digest.hex();
}

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw std::runtime_error(fmt::format("{}: {}", file.string(), std::strerror(errno)));
    Digest digest;
    std::array<char, 65536> buffer{};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0)
        digest.add({buffer.data(), static_cast<std::size_t>(in.gcount())});
    if (in.bad()) throw std::runtime_error(fmt::format("{}: cannot be read", file.string()));
    return digest.hex();
}

}  // namespace reports
