#pragma once
// Bytes as digits. Pure.

#include <cstddef>
#include <string>

namespace drivers {

/// Two lower-case digits a byte.
inline std::string hex(const unsigned char* bytes, std::size_t size) {
    constexpr auto digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

}  // namespace drivers
