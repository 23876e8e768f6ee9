#pragma once
// The one libyang context that all NETCONF conversations share: ietf-netconf and station-rpc, loaded at the
// first use. libnetconf2 alters the context while it connects: everything here belongs to the station thread.

#include <cstdint>

struct ly_ctx;

namespace drivers::netconf {

/// Throws std::runtime_error when a module does not load (a broken installation).
ly_ctx* schema();

/// Why libyang refused something just now.
const char* last_complaint();

/// While it lives, what libyang has to say on this thread is kept for last_complaint() and not printed.
class Quiet {
  public:
    Quiet();
    ~Quiet();
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

  private:
    std::uint32_t options_;
};

}  // namespace drivers::netconf
