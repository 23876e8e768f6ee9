#include "station/software/published.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <stdexcept>

namespace station {
namespace {

std::string method_of(std::size_t digits) { return digits == 64 ? "sha256" : digits == 40 ? "sha1" : digits == 32 ? "md5" : ""; }

bool is_digest(const std::string& word) {
    return !method_of(word.size()).empty() && std::all_of(word.begin(), word.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
}

}  // namespace

Published published(std::string_view digest, const std::string& source) {
    std::string plain;
    for (const char c : digest)
        if (!std::isspace(static_cast<unsigned char>(c))) plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!is_digest(plain)) throw std::invalid_argument{"\"" + std::string{digest} + "\" is no digest: expected 64 (SHA-256), 40 (SHA-1) or 32 (MD5) hexadecimal digits"};
    return {method_of(plain.size()), plain, source};
}

std::optional<Published> published_beside(const std::filesystem::path& image) {
    for (const auto* ending : {".sha256", ".sha1", ".md5"}) {
        const std::filesystem::path file = image.string() + ending;
        std::ifstream in{file};
        if (!in) continue;
        // "DIGEST  NAME" of sha256sum, "SHA256 (NAME) = DIGEST" of BSD, or the digest alone
        for (std::string word; in >> word;)
            if (is_digest(word)) return published(word, file.filename().string());
        throw std::invalid_argument{file.string() + " holds no digest"};
    }
    return std::nullopt;
}

}  // namespace station
