// The ranges of RFC 9110 section 14 that a fetch may ask for.
#include "drivers/http/range.hpp"

#include <gtest/gtest.h>

namespace drivers::http {

TEST(HttpRange, SaysWhichBytesAreMeant) {
    const struct {
        const char* header;
        std::optional<Range> range;
    } table[] = {
        {"", Range{0, 1000}},
        {"bytes=0-", Range{0, 1000}},
        {"bytes=200-", Range{200, 1000}},
        {"bytes=0-0", Range{0, 1}},
        {"bytes=10-19", Range{10, 20}},
        {"bytes=990-5000", Range{990, 1000}},
        {"bytes=-1", Range{999, 1000}},
        {"bytes=-5000", Range{0, 1000}},
        {"bytes=999-", Range{999, 1000}},
        {"bytes=1000-", std::nullopt},
        {"bytes=-0", std::nullopt},
        {"bytes=5000-6000", std::nullopt},
        {"bytes=20-10", Range{0, 1000}},  // not a range at all: the header does not count
        {"bytes=0-1,5-6", Range{0, 1000}},
        {"bytes=a-b", Range{0, 1000}},
        {"bytes=", Range{0, 1000}},
        {"bytes=-", Range{0, 1000}},
        {"bytes=99999999999999999999-", Range{0, 1000}},
        {"lines=1-2", Range{0, 1000}},
    };
    for (const auto& row : table) EXPECT_EQ(range_of(row.header, 1000), row.range) << row.header;
}

TEST(HttpRange, OfAnEmptyFile) {
    EXPECT_EQ(range_of("", 0), (Range{0, 0}));
    EXPECT_EQ(range_of("bytes=0-", 0), std::nullopt);
    EXPECT_EQ(range_of("bytes=-5", 0), std::nullopt);
}

}  // namespace drivers::http
