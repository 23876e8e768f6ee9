// Attacks the NETCONF wire adapter for as long as it is told: `netconf_fuzz [SECONDS [SEED]]`, or with clang
// and -fsanitize=fuzzer for ever.
#include "tests/fuzz/adapter_under_attack.hpp"
#include "tests/fuzz/mutations.hpp"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    support::attack_adapter(data, size);
    return 0;
}

#ifndef STATION_LIBFUZZER
int main(int count, char** words) {
    const auto seconds = count > 1 ? std::atoi(words[1]) : 60;
    const auto seed = count > 2 ? static_cast<std::uint32_t>(std::atoll(words[2])) : std::random_device{}();
    support::Mutations mutations{seed};
    mutations.learn(STATION_CAPTURES_DIR);
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{seconds};
    std::uint64_t attacks = 0;
    std::printf("seed %u, %d s\n", seed, seconds);
    for (; std::chrono::steady_clock::now() < end; ++attacks) {
        const auto bytes = mutations.next();
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    std::printf("%llu attacks survived\n", static_cast<unsigned long long>(attacks));
}
#endif
