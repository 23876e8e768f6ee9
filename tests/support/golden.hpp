#pragma once
// Compares a text with the one that was agreed, tests/golden/NAME. tests/golden.sh writes them anew; look at
// the difference before you commit it.

#include <gtest/gtest.h>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace support {

inline void expect_golden(const std::string& name, const std::string& text) {
    const std::string file = std::string{STATION_SOURCE_DIR} + "/tests/golden/" + name;
    if (std::getenv("STATION_UPDATE_GOLDEN") != nullptr) {
        std::ofstream{file, std::ios::binary} << text;
        return;
    }
    std::ifstream in{file, std::ios::binary};
    ASSERT_TRUE(in) << file << " is missing: tests/golden.sh writes it";
    const std::string agreed{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_EQ(text, agreed) << file;
}

}  // namespace support
