#pragma once
// The packets of SFTP version 3 (draft-ietf-secsh-filexfer-02) that an upload takes: written, and read apart. No
// I/O; the numbers are the draft's, and OpenSSH's PROTOCOL for its extensions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace drivers::ssh::sftp {

enum class Kind : std::uint8_t {
    init = 1,
    version = 2,
    open = 3,
    close = 4,
    write = 6,
    fstat = 8,
    status = 101,
    handle = 102,
    attributes = 105,
    extended = 200,
    extended_reply = 201
};

enum OpenFlag : std::uint32_t { open_write = 2, open_create = 8, open_truncate = 16 };
constexpr std::uint32_t has_size = 1, has_permissions = 4;  // attributes

/// Appends packets to a buffer, one after another.
class Writer {
  public:
    explicit Writer(std::string& to) : to_{to} {}
    /// Begins a packet; `number` is its request's, or the protocol's version.
    Writer& packet(Kind kind, std::uint32_t number);
    Writer& u32(std::uint32_t value);
    Writer& u64(std::uint64_t value);
    Writer& text(std::string_view value);
    /// A text of so many bytes, for the caller to fill in before anything else is written.
    char* room_for_text(std::size_t size);
    /// The packet is whole.
    void end();

  private:
    std::string& to_;
    std::size_t begin_ = 0;
};

/// A packet that came.
struct Packet {
    Kind kind{};
    std::uint32_t number = 0;
    std::string body;  ///< after kind and number
};

/// No peer that speaks SFTP sends more at once.
constexpr std::size_t longest_packet = 256 * 1024;

/// Takes one whole packet off the front of `bytes`; nothing while it is not all there. Throws std::invalid_argument
/// on what can be no packet.
std::optional<Packet> take_packet(std::string& bytes);

/// Reads the fields of a body in their order. Throws std::invalid_argument when it ends too soon.
class Fields {
  public:
    explicit Fields(std::string_view body) : rest_{body} {}
    std::uint32_t u32();
    std::uint64_t u64();
    std::string text();
    bool empty() const { return rest_.empty(); }

  private:
    std::string_view take(std::size_t size);
    std::string_view rest_;
};

}  // namespace drivers::ssh::sftp
