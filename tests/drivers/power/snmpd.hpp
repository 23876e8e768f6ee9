#pragma once
// A real SNMP agent, snmpd, with a table of outlets as a second-generation APC has them. Outlets 1 to 4 are on at first.

#include "tests/support/child.hpp"
#include "tests/support/temp_folder.hpp"

#include <string>

namespace support {

class Snmpd {
  public:
    Snmpd();

    /// "snmp://127.0.0.1:4711/apc-rpdu2?outlet=1&keys=...", by the community or as a user of SNMPv3.
    std::string endpoint(const std::string& outlets, const std::string& keys = "community") const;
    bool outlet_is_on(int outlet) const;
    void set(int outlet, bool on) const;
    /// The outlet says yes to everything and does nothing.
    void make_stuck(int outlet) const;
    /// The outlet goes on saying what it was for so many readings.
    void make_slow(int outlet, int readings) const;
    /// The agent reads and writes nothing from now on.
    void stop();

  private:
    void write(const std::string& name, const std::string& text) const;
    TempFolder folder_;
    Server server_;
};

}  // namespace support
