#pragma once
// The bytes of telnet (RFC 854, 855): data, commands and subnegotiations, told apart however they were cut into
// reads. Knows no option's meaning.

#include <string>
#include <string_view>
#include <vector>

namespace drivers::telnet {

enum class Verb : unsigned char { end = 240, brk = 243, begin = 250, will = 251, wont = 252, do_ = 253, dont = 254, iac = 255 };

/// Options this side knows: RFC 856, 857, 858, 2217.
namespace option {
constexpr unsigned char binary = 0, echo = 1, suppress_go_ahead = 3, com_port = 44;
}

struct Event {
    enum class Kind { data, command, negotiation, subnegotiation };
    Kind kind = Kind::data;
    Verb verb{};               ///< of a command or a negotiation
    unsigned char option = 0;  ///< of a negotiation or a subnegotiation
    std::string bytes;         ///< data, or what a subnegotiation holds, unescaped
    bool operator==(const Event&) const = default;
};

class Decoder {
  public:
    std::vector<Event> feed(std::string_view bytes);

    static constexpr std::size_t longest_subnegotiation = 4096;  ///< the rest of a longer one is dropped

  private:
    enum class State { data, command, negotiation, option, content, content_command };
    void byte(unsigned char c, std::vector<Event>& events);
    void command(unsigned char c, std::vector<Event>& events);

    State state_ = State::data;
    Verb verb_{};
    unsigned char option_ = 0;
    std::string content_;
};

std::string command(Verb verb);
std::string negotiation(Verb verb, unsigned char option);
std::string subnegotiation(unsigned char option, std::string_view content);
/// Data as it goes over the wire: each IAC twice.
std::string escaped(std::string_view data);

}  // namespace drivers::telnet
