#include "station/engine/secret.hpp"

#include <crypt.h>
#include <sodium.h>

#include <memory>
#include <stdexcept>

namespace station {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

std::string random_text(std::size_t size) {
    if (sodium_init() < 0) throw std::runtime_error{"libsodium cannot start: no randomness on this machine"};
    std::string text;
    while (text.size() < size) text += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    return text;
}

}  // namespace

std::string fresh_password() { return "Aa1" + random_text(17); }

std::string password_hash(std::string_view password) {
    const auto data = std::make_unique<crypt_data>();
    const auto salt = "$6$" + random_text(16) + "$";
    const char* hash = ::crypt_r(std::string{password}.c_str(), salt.c_str(), data.get());
    if (!hash || *hash == '*') throw std::runtime_error{"crypt(3) has no SHA-512 on this machine"};
    return hash;
}

}  // namespace station
