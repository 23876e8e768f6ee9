#pragma once
// How long "at once" may take in a test.

#include "drivers/deadline.hpp"

namespace support {

/// Much less than what waits for a deadline in vain takes, much more than a busy machine keeps a ready program from its processor. How
/// fast things really are is measured in tests/perf.
inline drivers::Clock::duration at_once() {
    return drivers::within(std::chrono::seconds{3}, "").span;
}

}  // namespace support
