#pragma once
// Holds something to a time on a machine that has other things to do.

#include "drivers/deadline.hpp"

#include <gtest/gtest.h>

namespace support {

/// `once` does it and tells how long it took. The best of five tries counts: a machine without a processor to spare makes it late now and
/// then, a wait that should not be there makes it late each time.
template <class Once>
void promptly(drivers::Clock::duration limit, Once once) {
    limit = drivers::within(limit, "").span;
    auto best = drivers::Clock::duration::max();
    for (int tries = 0; tries < 5 && best >= limit; ++tries) best = std::min<drivers::Clock::duration>(best, once());
    EXPECT_LT(best, limit);
}

}  // namespace support
