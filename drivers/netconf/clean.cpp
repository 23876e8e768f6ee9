#include "drivers/netconf/clean.hpp"

#include <cstddef>
#include <cstdint>

namespace drivers::netconf {
namespace {

// Nearly all device output is plain ASCII: whole blocks without a branch are what compilers make vectors of.
constexpr std::size_t block = 64;

bool plain(const char* at) {
    std::uint8_t odd = 0;
    for (std::size_t i = 0; i < block; ++i) {
        const auto byte = static_cast<unsigned char>(at[i]);
        const bool control = (byte < 0x20) & (byte != '\n') & (byte != '\t') & (byte != '\r');
        odd = static_cast<std::uint8_t>(odd | control | (byte >= 0x7f));
    }
    return odd == 0;
}

bool continues(unsigned char byte) {
    return (byte & 0xc0) == 0x80;
}

/// The length of the well-formed character that starts at `at`, or 0.
std::size_t character(const unsigned char* at, std::size_t left) {
    const auto lead = at[0];
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || length > left) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if (!continues(at[i])) return 0;
    const auto second = at[1];
    if (lead == 0xe0 && second < 0xa0) return 0;                    // overlong
    if (lead == 0xed && second > 0x9f) return 0;                    // surrogates
    if (lead == 0xf0 && second < 0x90) return 0;                    // overlong
    if (lead == 0xf4 && second > 0x8f) return 0;                    // beyond Unicode
    if (lead == 0xef && second == 0xbf && at[2] >= 0xbe) return 0;  // U+FFFE, U+FFFF
    return length;
}

}  // namespace

void clean(std::string& text) {
    const auto size = text.size();
    for (std::size_t i = 0; i < size;) {
        if (i + block <= size && plain(text.data() + i)) {
            i += block;
            continue;
        }
        // Byte by byte over this block, and over the character that may reach into the next one.
        for (const auto stop = i + block; i < stop && i < size;) {
            const auto byte = static_cast<unsigned char>(text[i]);
            std::size_t length = 1;
            if (byte >= 0x80) {
                length = character(reinterpret_cast<const unsigned char*>(text.data()) + i, size - i);
                if (length == 0) text[i] = '?', length = 1;
            } else if (byte == 0x7f || (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r')) {
                text[i] = ' ';
            }
            i += length;
        }
    }
}

}  // namespace drivers::netconf
