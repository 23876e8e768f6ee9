#include "reports/digest.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace reports {

Digest::Digest(const std::string& method) : context_{EVP_MD_CTX_new(), EVP_MD_CTX_free} {
    const auto* kind = EVP_get_digestbyname(method.c_str());
    if (!kind || !context_ || EVP_DigestInit_ex(context_.get(), kind, nullptr) != 1)
        throw std::runtime_error(fmt::format("there is no digest {}", method));
}

void Digest::add(std::string_view bytes) {
    if (EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) != 1) throw std::runtime_error("a digest failed");
}

std::string Digest::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    if (EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) != 1) throw std::runtime_error("a digest failed");
    std::string out;
    for (unsigned i = 0; i < size; ++i) out += fmt::format("{:02x}", bytes[i]);
    return out;
}

}  // namespace reports
