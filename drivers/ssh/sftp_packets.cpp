#include "drivers/ssh/sftp_packets.hpp"

#include <stdexcept>

namespace drivers::ssh::sftp {
namespace {

void put_u32(char* at, std::uint32_t value) {
    for (int i = 3; i >= 0; --i, value >>= 8) at[i] = static_cast<char>(value & 0xff);
}

std::uint64_t number_in(std::string_view bytes) {
    std::uint64_t value = 0;
    for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

}  // namespace

Writer& Writer::packet(Kind kind, std::uint32_t number) {
    begin_ = to_.size();
    to_.append(4, '\0');
    to_ += static_cast<char>(kind);
    return u32(number);
}

Writer& Writer::u32(std::uint32_t value) {
    to_.append(4, '\0');
    put_u32(to_.data() + to_.size() - 4, value);
    return *this;
}

Writer& Writer::u64(std::uint64_t value) {
    return u32(static_cast<std::uint32_t>(value >> 32)).u32(static_cast<std::uint32_t>(value));
}

Writer& Writer::text(std::string_view value) {
    u32(static_cast<std::uint32_t>(value.size()));
    to_ += value;
    return *this;
}

char* Writer::room_for_text(std::size_t size) {
    u32(static_cast<std::uint32_t>(size));
    to_.resize(to_.size() + size);
    return to_.data() + to_.size() - size;
}

void Writer::end() {
    put_u32(to_.data() + begin_, static_cast<std::uint32_t>(to_.size() - begin_ - 4));
}

std::optional<Packet> take_packet(std::string& bytes) {
    constexpr std::size_t head = 9;  // length, kind, number
    if (bytes.size() < 4) return std::nullopt;
    const auto length = number_in({bytes.data(), 4});
    if (length < head - 4 || length > longest_packet)
        throw std::invalid_argument{"what came is no SFTP packet"};
    if (bytes.size() < 4 + length) return std::nullopt;
    Packet packet{static_cast<Kind>(bytes[4]), static_cast<std::uint32_t>(number_in({bytes.data() + 5, 4})),
                  bytes.substr(head, length + 4 - head)};
    bytes.erase(0, 4 + length);
    return packet;
}

std::string_view Fields::take(std::size_t size) {
    if (rest_.size() < size) throw std::invalid_argument{"an SFTP packet ends too soon"};
    const auto taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
}

std::uint32_t Fields::u32() {
    return static_cast<std::uint32_t>(number_in(take(4)));
}

std::uint64_t Fields::u64() {
    return number_in(take(8));
}

std::string Fields::text() {
    const auto size = u32();
    return std::string{take(size)};
}

}  // namespace drivers::ssh::sftp
