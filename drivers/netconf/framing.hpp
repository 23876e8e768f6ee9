#pragma once
// Finds the messages in a stream of bytes, and the other way round (RFC 6242 section 4). Pure: bytes in,
// bytes out.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace drivers::netconf {

enum class Framing {
    end_marker,  ///< base:1.0, every message ends in ]]>]]>
    chunked      ///< base:1.1, "\n#<bytes>\n" before each chunk, "\n##\n" after the last
};

/// The bytes do not follow the framing that was agreed on.
class FramingError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// `message` as it goes out. `line_end` puts the end marker on a line of its own, for terminals that hand
/// over whole lines.
std::string framed(std::string message, Framing framing, bool line_end = false);

/// Takes bytes in pieces of any size. Whatever stands between messages (line ends, comments) is dropped.
class Deframer {
  public:
    void feed(std::string bytes);
    /// The next complete message. Throws FramingError; what was fed is lost then.
    std::optional<std::string> next();
    /// Everything from here on, bytes already fed included, is framed like that.
    void expect(Framing framing) { framing_ = framing, scanned_ = at_; }
    /// What came in since the last complete message.
    std::string_view unfinished() const;
    /// How much is held: of a message that is not complete, and of what was not looked at.
    std::size_t held() const { return message_.size() + input_.size(); }
    std::string take_unfinished();

  private:
    std::optional<std::string> next_marked();
    std::optional<std::string> next_chunked();
    bool chunk_header();
    bool find_first_chunk();
    std::string_view rest() const { return std::string_view{input_}.substr(at_); }
    void consume(std::size_t bytes);

    Framing framing_ = Framing::end_marker;
    std::string input_;  ///< from `at_` on: not looked at, or a message that is not complete (end_marker)
    std::size_t at_ = 0;
    std::size_t scanned_ = 0;  ///< no end marker starts before this place of `input_`
    std::string message_;      ///< the chunks so far (chunked)
    bool inside_ = false;      ///< between the first chunk and the end of chunks
    bool complete_ = false;    ///< the end of chunks was seen
    std::uint64_t chunk_left_ = 0;
};

}  // namespace drivers::netconf
