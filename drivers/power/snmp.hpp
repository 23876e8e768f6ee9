#pragma once
// SNMP as far as a switch needs it: read and write one INTEGER, v2c or v3. Blocks: for the Worker.

#include <chrono>
#include <filesystem>
#include <string>

namespace drivers::power {

/// Who is asked, and as whom. A user makes it SNMPv3 (SHA, AES), a community SNMPv2c.
struct SnmpAgent {
    std::string address, where;  ///< "192.0.2.20:161"; the endpoint, for messages
    std::string community, user, authentication, privacy;
    std::chrono::milliseconds timeout{1000};  ///< of each of three tries
};

/// Reads lines `community NAME`, or `user NAME`, `authentication PASSWORD`, `privacy PASSWORD`. Throws std::runtime_error.
void read_keys(SnmpAgent& agent, const std::filesystem::path& file);

/// Throw LinkError: unreachable when nothing answers, refused when the agent says no, protocol when it makes no sense.
int snmp_get(const SnmpAgent& agent, const std::string& oid);
void snmp_set(const SnmpAgent& agent, const std::string& oid, int value);

}  // namespace drivers::power
