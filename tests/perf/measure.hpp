#pragma once
// What the perf programs measure of themselves, and how they print it: one line of name=value.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace perf {

struct Moment {
    double wall = 0;    ///< seconds
    double cpu = 0;     ///< seconds, user and system, all threads
    double rss_kb = 0;  ///< now, not the peak
};

inline double wall() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Costs more than some of what is measured: for the ends of a measurement only.
inline Moment now() {
    Moment moment;
    moment.wall = wall();
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    moment.cpu = seconds(usage.ru_utime) + seconds(usage.ru_stime);
    if (auto* file = std::fopen("/proc/self/statm", "r")) {
        long size = 0, resident = 0;
        if (std::fscanf(file, "%ld %ld", &size, &resident) == 2)
            moment.rss_kb = static_cast<double>(resident) * 4;
        std::fclose(file);
    }
    return moment;
}

inline double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Sessions that called an rpc in turn: the line tests/perf/run reads.
inline void print_rpcs(std::size_t sessions, const std::vector<double>& latencies, const Moment& begun,
                       const Moment& connected, const Moment& done, std::size_t failures) {
    const auto count = static_cast<double>(std::max<std::size_t>(latencies.size(), 1));
    std::printf(
        "failures=%zu rpcs=%zu rpc_s=%.1f cpu_ms=%.4f latency_ms=%.4f session_kb=%.1f connect_cpu_ms=%.3f\n",
        failures, latencies.size(), count / (done.wall - connected.wall),
        (done.cpu - connected.cpu) / count * 1e3, median(latencies) * 1e3,
        (done.rss_kb - begun.rss_kb) / static_cast<double>(sessions),
        (connected.cpu - begun.cpu) / static_cast<double>(sessions) * 1e3);
}

}  // namespace perf
