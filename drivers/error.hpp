#pragma once
// What the station throws when its own side of the bench broke. A bad unit is a value (a measurement, a verdict), never this.

#include <stdexcept>
#include <string>
#include <string_view>

namespace drivers {

enum class Fault {
    timeout,   ///< the awaited thing did not come before its deadline
    closed,    ///< the peer ended the conversation
    refused,   ///< the peer is there and said no: login, host key, permission
    unreachable,  ///< nothing answers at that endpoint, or the port does not exist
    protocol,  ///< bytes that no rule explains: truncated, binary, out of order
    aborted,   ///< somebody stopped the run
    flood      ///< the unit sent more than any unit may (limits.hpp): its own fault, and no reason to try again
};

/// Neither is mended by trying again.
constexpr bool is_final(Fault fault) { return fault == Fault::aborted || fault == Fault::flood; }

std::string_view name(Fault fault);

/// A link failed: what was being done, where, and the last thing seen. what() is one sentence for a technician.
class LinkError : public std::runtime_error {
  public:
    LinkError(Fault fault, std::string where, std::string what_failed, std::string last_seen = {});

    Fault fault() const { return fault_; }
    const std::string& where() const { return where_; }          ///< the endpoint, as written in the bench file
    const std::string& last_seen() const { return last_seen_; }  ///< last line received, printable, at most 200 bytes

  private:
    Fault fault_;
    std::string where_;
    std::string last_seen_;
};

}  // namespace drivers
