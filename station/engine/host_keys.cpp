#include "station/engine/host_keys.hpp"

#include "drivers/lines.hpp"

#include <sodium.h>

#include <array>
#include <optional>

namespace station {
namespace {

std::optional<std::string> fingerprint_of(std::string_view base64) {
    if (base64.empty()) return std::nullopt;
    std::vector<unsigned char> key(base64.size());
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(key.data(), key.size(), base64.data(), base64.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != base64.data() + base64.size())
        return std::nullopt;
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), key.data(), size);
    std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)> text{};
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(), sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    return "SHA256:" + std::string{text.data()};
}

std::string_view word_of(std::string_view& line) {
    const auto word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    return word.substr(0, word.find('\r'));
}

}  // namespace

std::vector<std::string> fingerprints_in(std::string_view text) {
    std::vector<std::string> all;
    for (auto line : drivers::lines_of(text)) {
        const auto kind = word_of(line);
        if (!kind.starts_with("ssh-") && !kind.starts_with("ecdsa-sha2-")) continue;
        if (auto fingerprint = fingerprint_of(word_of(line))) all.push_back(std::move(*fingerprint));
    }
    return all;
}

}  // namespace station
