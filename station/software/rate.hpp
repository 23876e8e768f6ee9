#pragma once
// How fast a transfer goes and how long it will go on, for people. Knows no clock: the time is the caller's.

#include <chrono>
#include <cstdint>
#include <string>

namespace station {

class Rate {
  public:
    using Time = std::chrono::steady_clock::time_point;
    explicit Rate(Time began) : began_{began} {}

    /// "12.3 MB/s, 3:10 left"; empty while too little is known.
    std::string words(std::uint64_t done, std::uint64_t total, Time now) const;
    /// Megabytes (10^6) a second over all of it so far; 0 when no time has passed.
    double megabytes_per_second(std::uint64_t done, Time now) const;

  private:
    Time began_;
};

}  // namespace station
