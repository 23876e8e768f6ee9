#pragma once
// One attack on the NETCONF wire adapter: any bytes, cut into any pieces, through everything that reads what
// a unit sends. Aborts the program when a promise of the adapter is broken; the sanitizers watch the rest.

#include <cstddef>
#include <cstdint>

namespace support {

/// The first two bytes choose the framing and the size of the pieces, the rest is what the unit sends.
void attack_adapter(const std::uint8_t* data, std::size_t size);

}  // namespace support
