#include "tests/fuzz/adapter_under_attack.hpp"
#include "tests/fuzz/mutations.hpp"

#include <gtest/gtest.h>

#include <chrono>

// The same few thousand attacks every time; the `fuzz` target goes on with others.
TEST(AdapterUnderAttack, KeepsItsPromises) {
    support::Mutations mutations{2026};
    mutations.learn(STATION_CAPTURES_DIR);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{2};
    int attacks = 0;
    for (; attacks < 20'000 && std::chrono::steady_clock::now() < end; ++attacks) {
        const auto bytes = mutations.next();
        support::attack_adapter(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    RecordProperty("attacks", attacks);
    EXPECT_GT(attacks, 100);
}
